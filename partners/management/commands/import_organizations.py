"""`manage.py import_organizations FILE`: organizations from a spreadsheet."""

import os
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from partners import workbooks
from partners.importing import FileRefusedError, Outcome, Verdict, import_organizations

SHOWN = 50
"""Remarks listed one by one; a file that is wrong throughout is named once, not 10,000 times."""


class Command(BaseCommand):
    help = (
        "Adds the organizations of a spreadsheet (CSV or XLSX; one column is “name”), and brings "
        "those up to date that only an import wrote. Rows that name a source are listed as found in "
        "public sources; others are seen by staff alone. Run again with the same file, it changes "
        "nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, and write nothing"
        )
        parser.add_argument(
            "--report",
            type=Path,
            metavar="FILE.json",
            help="write what became of each record; as a workbook where it ends in .xlsx",
        )

    def handle(
        self, *args: Any, file: Path, dry_run: bool, report: Path | None = None, **options: Any
    ) -> None:
        console = Console(highlight=False)
        progress = partial(track, console=console, disable=not console.is_terminal)
        check_report(report, file)
        try:
            outcomes = import_organizations(file, dry_run=dry_run, progress=progress)
        except FileRefusedError as error:
            write_report(report, [Outcome(0, Verdict.REFUSED, "", str(error))])
            raise CommandError(str(error)) from error
        write_report(report, outcomes)
        if options["verbosity"]:
            show_remarks(outcomes, console)
        console.print(summary(outcomes))
        if dry_run:
            console.print("This was a dry run: nothing was written.")


def check_report(report: Path | None, file: Path) -> None:
    """Before anything is imported: whether the report can be written, and over what."""
    if report is None:
        return
    if report.exists() and file.exists() and report.samefile(file):
        raise CommandError("The report would overwrite the file that is to be imported.")
    if report.suffix.casefold() not in (".json", ".xlsx"):
        raise CommandError("The name of a report ends in .json or .xlsx.")
    target = report if report.exists() else report.absolute().parent
    if report.is_dir() or not target.exists() or not os.access(target, os.W_OK):
        raise CommandError(f"The report cannot be written to {report}.")


def write_report(report: Path | None, outcomes: list[Outcome]) -> None:
    if report is None:
        return
    lines: list[dict[str, str | int]] = [
        {
            "record": outcome.record,
            "outcome": outcome.outcome.value,
            "column": outcome.column,
            "message": str(outcome.message),
        }
        for outcome in outcomes
    ]
    try:
        if report.suffix.casefold() == ".xlsx":
            columns = ["record", "outcome", "column", "message"]
            workbooks.write(report, "Report", columns, (list(line.values()) for line in lines))
        else:
            report.write_bytes(orjson.dumps(lines, option=orjson.OPT_INDENT_2) + b"\n")
    except OSError as error:
        why = error.strerror or error
        raise CommandError(f"The report could not be written to {report}: {why}.") from error


def show_remarks(outcomes: list[Outcome], console: Console) -> None:
    remarks = [outcome for outcome in outcomes if outcome.message and not is_written(outcome)]
    if remarks:
        console.print(details(remarks[:SHOWN]))
    if len(remarks) > SHOWN:
        console.print(f"… and {len(remarks) - SHOWN} more.")


def is_written(outcome: Outcome) -> bool:
    return outcome.outcome in (Verdict.IMPORTED, Verdict.UPDATED)


def details(outcomes: list[Outcome]) -> Table:
    table = Table("Record", "Outcome", "Column", "Why", box=None, pad_edge=False)
    for outcome in outcomes:
        told = (outcome.outcome.label, outcome.column, outcome.message)
        where = str(outcome.record or "File")
        table.add_row(where, *(escape(str(text)) for text in told))
    return table


def summary(outcomes: list[Outcome]) -> Table:
    """Records, not remarks, by what became of them; one may be imported and flagged as well."""
    records: dict[Verdict, set[int]] = defaultdict(set)
    for outcome in outcomes:
        if outcome.record:
            records[outcome.outcome].add(outcome.record)
    table = Table("Organizations", "", box=None, pad_edge=False)
    for verdict in Verdict:
        table.add_row(str(verdict.label), str(len(records[verdict])))
    return table

"""`manage.py import_organizations FILE`: a directory of organizations from public sources."""

from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from partners.importing import FileRefusedError, Outcome, Verdict, import_organizations

SHOWN = 50
"""Problems listed one by one; a file that is wrong throughout is named once, not 10,000 times."""


class Command(BaseCommand):
    help = (
        "Adds the organizations of a CSV file (UTF-8, columns as in fixtures/organizations.csv) "
        "as found in public sources, and brings those up to date that still are just that. "
        "Run again with the same file, it changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, and write nothing"
        )

    def handle(self, *args: Any, file: Path, dry_run: bool, **options: Any) -> None:
        console = Console(highlight=False)
        progress = partial(track, console=console, disable=not console.is_terminal)
        try:
            outcomes = import_organizations(file, dry_run=dry_run, progress=progress)
        except FileRefusedError as error:
            raise CommandError(str(error)) from error
        problems = [outcome for outcome in outcomes if outcome.message and not written(outcome)]
        if problems:
            console.print(details(problems[:SHOWN]))
        if len(problems) > SHOWN:
            console.print(f"… and {len(problems) - SHOWN} more.")
        console.print(summary(outcomes))
        if dry_run:
            console.print("This was a dry run: nothing was written.")


def written(outcome: Outcome) -> bool:
    return outcome.outcome in (Verdict.IMPORTED, Verdict.UPDATED)


def details(outcomes: list[Outcome]) -> Table:
    table = Table("Record", "Outcome", "Column", "Why", box=None, pad_edge=False)
    for outcome in outcomes:
        told = (outcome.outcome.label, outcome.column, outcome.message)
        table.add_row(str(outcome.record), *(escape(str(text)) for text in told))
    return table


def summary(outcomes: list[Outcome]) -> Table:
    """Records, not problems, by what became of them."""
    verdicts = {outcome.record: outcome.outcome for outcome in outcomes}
    counts = Counter(verdicts.values())
    table = Table("Organizations", "", box=None, pad_edge=False)
    for verdict in Verdict:
        table.add_row(str(verdict.label), str(counts[verdict]))
    return table

"""The report on an import: the sheet as it came, and what became of each row."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners import sheets
from partners.enums import Fate
from partners.models import Import, ImportRow
from partners.quoting import quoted

REPORTED = (gettext_lazy("Import: outcome"), gettext_lazy("Import: column"), gettext_lazy("Import: reason"))  # fmt: skip


def report(held: Import, rows: Any) -> tuple[list[str], Iterator[list[str]]]:
    """The sheet as it came, and what became of each row: to be corrected and loaded again. What an
    earlier report added is left out."""
    ours = {str(label) for label in REPORTED}
    places = [place for place, label in enumerate(held.labels) if label not in ours]
    columns = [held.labels[place] for place in places] + [str(label) for label in REPORTED]
    named = dict(zip(held.columns, held.labels, strict=True))
    return columns, (
        [row.cells[place] for place in places] + told(row, named)
        for row in rows.iterator(chunk_size=1000)
    )


def told(row: ImportRow, named: dict[str, str]) -> list[str]:
    said = [row.reason] if row.reason else []
    said += [f"{named.get(column, column)}: {old} → {new}" for column, old, new in row.changes]
    said += [sentence for _column, sentence in row.remarks]
    fate = str(Fate(row.fate).label) if row.fate else ""
    return [fate, named.get(row.column, row.column), " ".join(said)]


def parts(held: Import, rows: Any, ending: str) -> Any:
    """The report as a file, in parts."""
    columns, lines = report(held, rows)
    if ending == "xlsx":
        return sheets.xlsx_parts(_("Report"), columns, lines)
    labels = ('"' + quoted(label).replace('"', '""') + '"' for label in columns)
    return sheets.csv_lines(list(labels), lines)

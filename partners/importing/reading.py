"""From a file to its columns and rows of text. Knows nothing of what they are about but its words for columns."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import orjson
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partners.importing.columns import (
    ORGANIZATIONS,
    Columns,
    Vocabulary,
    columns_of,
    header_at,
    likely_columns,
)
from partners.importing.decoding import first_bytes
from partners.importing.delimited import delimited
from partners.importing.outcomes import Counted, FileRefusedError, Remark, Verdict
from partners.importing.sources import HEAD, MOST_COLUMNS, Merged, Source
from partners.importing.workbook import workbook


@dataclass(frozen=True)
class Row:
    """A record of the file: as many cells as there are columns, without surrounding blanks.

    problem: why its cells cannot be told apart, as a sentence.
    """

    record: int
    cells: list[str]
    problem: str = ""


class Rows:
    """All records, from a file beside memory: they are gone through twice."""

    def __init__(self, spool: IO[bytes]):
        self.spool, self.count = spool, 0

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Row]:
        self.spool.seek(0)
        for record, line in enumerate(self.spool, start=1):
            cells, problem = orjson.loads(line)
            yield Row(record, cells, problem)

    def add(self, cells: list[str], problem: str) -> None:
        self.spool.write(orjson.dumps((cells, problem)) + b"\n")
        self.count += 1


@dataclass(frozen=True)
class Table:
    columns: Columns
    rows: Counted
    remarks: list[Remark]
    labels: list[str] = field(default_factory=list)
    """What the file itself calls its columns."""


@contextmanager
def read(
    path: Path,
    words: Vocabulary = ORGANIZATIONS,
    *,
    to_choose: bool = False,
    most_rows: int | None = None,
) -> Iterator[Table]:
    """The records of a CSV or XLSX file; it is read to its end, or refused, before anything else.

    to_choose: somebody will say what its columns are, so that names which are not clear are none.
    """
    head = first_bytes(path)
    source = (
        workbook(path, words, to_choose)
        if head.startswith(b"PK\x03\x04")
        else delimited(path, head, words)
    )
    first = list(islice(source.lines(), HEAD))
    at = header_at(first, words)
    if at is None and to_choose:
        at = widest(first)
    if at is None:
        sentence = _("No line of %(path)s names the columns: one of them has to be “%(key)s”.")
        raise FileRefusedError(sentence % {"path": path, "key": words.key})
    refuse_wide(first[at])
    columns = likely_columns(first[at], words) if to_choose else columns_of(first[at], words)
    remarks = [*source.remarks, *columns.remarks]
    above = sum(any(cell.strip() for cell in line) for line in first[:at])
    if above:
        sentence = _("Lines above the names of the columns that were left out: %d.") % above
        remarks.append(Remark(Verdict.WARNED, "", sentence))
    with TemporaryFile() as spool:
        rows = Rows(spool)
        fill(rows, source, at, columns, most_rows)
        if not rows.count:
            sentence = _("There is nothing below the names of the columns.")
            remarks.append(Remark(Verdict.WARNED, "", sentence))
        yield Table(columns, rows, remarks, [storable(cell.strip()) for cell in first[at]])


def refuse_wide(header: list[str]) -> None:
    if len(header) > MOST_COLUMNS:
        sentence = _("It has more than %d columns: please leave out what is not needed.")
        raise FileRefusedError(sentence % MOST_COLUMNS)


def fill(rows: Rows, source: Source, at: int, columns: Columns, most_rows: int | None) -> None:
    """Reads what stands below the names of the columns, and no further than is taken."""
    for line in islice(source.lines(), at + 1, None):
        cells = [cell.strip() for cell in line]
        if any(cells):
            rows.add(*fitted(cells, line, columns, source))
        if most_rows is not None and rows.count > most_rows:
            sentence = _("It has more than %s rows: please split it.")
            raise FileRefusedError(sentence % f"{most_rows:,}")


def widest(lines: list[list[str]]) -> int | None:
    """The first line that has as many cells as any: what most likely names the columns."""
    sizes = [sum(bool(cell.strip()) for cell in line) for line in lines]
    return sizes.index(max(sizes)) if any(sizes) else None


def fitted(
    cells: list[str], line: list[str], columns: Columns, source: Source
) -> tuple[list[str], str]:
    """As many cells as columns, and what is wrong when that takes more than empty cells."""
    width = len(columns.names)
    counts = {"cells": len(cells), "columns": width}
    problem = ""
    if any(cells[width:]) or (source.delimiter and len(cells) < width):
        sentence = ngettext(
            "It has %(cells)d cell; there are %(columns)d columns.",
            "It has %(cells)d cells; there are %(columns)d columns.",
            len(cells),
        )
        problem = sentence % counts
    elif any(source.delimiter and swallows(cell, source.delimiter, width) for cell in cells):
        problem = _("A cell seems to hold another row: is a quotation mark left open?")
    elif has_merged_name(columns, line):
        problem = _("Its name is merged with the row above: please give each row its own name.")
    texts = [storable(cell) for cell in cells[:width]]
    return texts + [""] * (width - len(texts)), problem


def has_merged_name(columns: Columns, line: list[str]) -> bool:
    named = zip(columns.names, line, strict=False)
    return any(name == "name" and isinstance(cell, Merged) for name, cell in named)


def swallows(cell: str, delimiter: str, width: int) -> bool:
    lines = cell.splitlines()[1:]
    return any(line.count(delimiter) >= max(width - 1, 2) for line in lines)


def storable(cell: str) -> str:
    """Half of a pair of UTF-16, which no text may hold, as the sign for a letter not readable."""
    return cell.encode("utf-8", "replace").decode() if not cell.isascii() else cell

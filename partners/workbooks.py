"""Tables as XLSX, in which text stays text: no formula comes alive, and ZIP codes keep their zeros."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import IO

LONGEST = 32_767
"""Characters of a cell, by the format."""
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

Value = str | int | float | bool | None


def write(
    target: Path | IO[bytes], title: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]
) -> None:
    """One sheet with a header that stays in view; rows are written as they come."""
    from openpyxl import Workbook  # Costs 200 ms, at every start of every command.
    from openpyxl.cell import WriteOnlyCell

    def cell(value: Value) -> object:
        if not isinstance(value, str):
            return value
        written = WriteOnlyCell(sheet, "")
        # Set past the library, which takes a text that begins with “=” for a formula; quoted, a
        # person who edits the cell does not bring it to life either.
        written._value, written.data_type = UNWRITABLE.sub("\ufffd", value)[:LONGEST], "s"
        written.number_format = "@"
        if value[:1] in ("=", "+", "-", "@"):
            written.quotePrefix = True
        return written

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for row in chain([columns], rows):
        sheet.append([cell(value) for value in row])
    book.save(target)

"""Tables as files that a spreadsheet opens as they are, in parts, so that memory stays flat."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile

from partners import workbooks
from partners.quoting import quoted
from partners.workbooks import Value

PART = 65_536


class Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """A header line and a line for each row."""
    # Every text in quotation marks: what splits at semicolons too finds no cell within one.
    writer = csv.writer(Echo(), quoting=csv.QUOTE_NONNUMERIC)
    yield "\ufeff" + ",".join(columns) + "\r\n"
    for row in rows:
        yield writer.writerow(quoted(cell) if isinstance(cell, str) else cell for cell in row)


def xlsx_parts(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[Value]]
) -> Iterator[bytes]:
    """Written row by row to a file beside memory, and read back in parts."""
    with TemporaryFile() as file:
        workbooks.write(file, title, columns, rows)
        file.seek(0)
        while part := file.read(PART):
            yield part

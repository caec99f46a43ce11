"""Lists as files: each declares its columns once, and comes in every format from them.

In parts, so that memory stays flat.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import Any

import orjson
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from partners import workbooks
from partners.quoting import quoted
from partners.workbooks import Page, Value

PART = 65_536
CHUNK = 500
"""Rows that are read at a time."""


@dataclass(frozen=True)
class Sheet:
    """A list as a table. `rows` takes a queryset that begins with `visible_to(user)`, and the user,
    and gives the values of `columns` for each, as far as policies let the user read them;
    `features` the same for a map, where rows have places."""

    name: str
    """Of the file."""
    title: Promise | str
    columns: Sequence[str]
    rows: Callable[[Any, Any], Iterable[Sequence[Value]]]
    features: Callable[[Any, Any], Iterable[dict[str, Any]]] | None = None

    @property
    def formats(self) -> list[str]:
        return ["csv", "xlsx", *(["geojson"] if self.features else [])]

    def parts(self, ending: str, found: Any, user: Any, about: Sequence[Any] = ()) -> Iterator:
        """The file, part by part; `about` is a second page that says what was asked for."""
        match ending:
            case "csv":
                return csv_lines(self.columns, self.rows(found, user))
            case "xlsx":
                told = [Page(_("About"), [_("What"), _("Which")], about)] if about else []
                rows = self.rows(found, user)
                return xlsx_parts(str(self.title), self.columns, rows, *told)
        if self.features is None:
            raise LookupError(ending)
        return collection(self.features(found, user))


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
        yield writer.writerow([plain(cell) for cell in row])


def plain(value: Value) -> Any:
    """As a text file holds it; days and moments as ISO 8601."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, datetime):
        return localtime(value).isoformat(" ", "minutes")[:16]
    return value.isoformat() if isinstance(value, date) else value


def xlsx_parts(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[Value]], *more: Page
) -> Iterator[bytes]:
    """Written row by row to a file beside memory, and read back in parts."""
    with TemporaryFile() as file:
        workbooks.write(file, title, columns, rows, *more)
        file.seek(0)
        while part := file.read(PART):
            yield part


def collection(features: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """A FeatureCollection (RFC 7946)."""
    yield b'{"type":"FeatureCollection","features":['
    for number, one in enumerate(features):
        yield (b",\n" if number else b"\n") + orjson.dumps(one)
    yield b"\n]}\n"

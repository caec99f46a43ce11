"""What reports consist of: sections of figures, each with its records; and the same as a sheet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.enums import Basis
from engagements.metrics import Period
from partners import sheets
from partners.workbooks import Value

Words = Promise | str
Number = int | float | Decimal
HIDDEN = gettext_lazy("hidden")
"""Stands where a figure about fewer than five people would be told, or could be computed."""


@dataclass(frozen=True)
class Link:
    """A list of records (see reports.rows), and the parameters under which it holds exactly those
    that a figure was counted from."""

    to: str
    query: tuple[tuple[str, str], ...] = ()


def link(to: str, **query: Any) -> Link:
    """Without those parameters that ask for nothing."""
    given = ((name, value) for name, value in query.items() if value not in (None, ""))
    return Link(to, tuple((name, str(value)) for name, value in given))


@dataclass(frozen=True)
class Figure:
    """`estimated`: how much of the value rests on estimates. `of`: what a percent is of."""

    value: Number | None
    unit: str = ""
    link: Link | None = None
    estimated: Number = 0
    of: int | None = None
    is_people: bool = False
    is_small: bool = False
    is_hidden: bool = False

    @property
    def basis(self) -> str:
        """“actual”, “estimate”, or “partly” where it is some of both; empty without a value."""
        if self.value is None or self.is_hidden:
            return ""
        if not self.estimated:
            return Basis.ACTUAL
        return Basis.ESTIMATE if self.estimated >= self.value else "partly"

    @property
    def basis_shown(self) -> Words:
        match self.basis:
            case "":
                return ""
            case "partly":
                told = {"part": written(self.estimated, self.unit)}
                return _("of that estimated: %(part)s") % told
        return Basis(self.basis).label

    @property
    def shown(self) -> str:
        if self.is_hidden:
            return str(HIDDEN)
        return "–" if self.value is None else written(self.value, self.unit)

    @property
    def plain(self) -> Value:
        """As a cell of a sheet holds it."""
        if self.is_hidden:
            return str(HIDDEN)
        return float(self.value) if isinstance(self.value, Decimal) else self.value


UNITS: dict[str, Any] = {
    "dollars": gettext_lazy("$%(number)s"),
    "hours": gettext_lazy("%(number)s h"),
    "percent": gettext_lazy("%(number)s %%"),
    "days": gettext_lazy("%(number)s days"),
    "": "%(number)s",
}


def written(number: Number, unit: str) -> str:
    """A number with its unit, in the reader's language."""
    decimals = 2 if unit == "dollars" or number % 1 else 0
    return str(UNITS[unit] % {"number": number_format(number, decimals, force_grouping=True)})


def count(number: int, to: Link | None = None, **more: Any) -> Figure:
    return Figure(number, link=to, **more)


def people(number: int, to: Link | None = None) -> Figure:
    return Figure(number, link=to, is_people=True)


def percent(part: int, of: int, to: Link | None = None, **more: Any) -> Figure:
    """Whole percents; of nothing there is none."""
    return Figure(round(100 * part / of) if of else None, "percent", to, of=of, **more)


def withheld(figure: Figure, is_hidden: bool = True) -> Figure:
    """The same without its number, and without the records that tell it."""
    if not is_hidden:
        return figure
    return replace(figure, link=None, estimated=0, of=None, is_hidden=True)


def hours(minutes: int, to: Link | None = None, estimated: int = 0) -> Figure:
    return Figure(round(minutes / 60, 2), "hours", to, round(estimated / 60, 2))


def dollars(amount: Decimal, to: Link | None = None) -> Figure:
    return Figure(amount, "dollars", to)


@dataclass(frozen=True)
class Column:
    label: Words
    definition: Words = ""


@dataclass(frozen=True)
class Row:
    label: Words
    figures: tuple[Figure | None, ...]
    definition: Words = ""
    is_total: bool = False


@dataclass(frozen=True)
class Line:
    """Something that happened, in words."""

    on: date
    text: str
    link: Link | None = None
    basis: str = ""

    @property
    def basis_shown(self) -> Words:
        return Basis(self.basis).label if self.basis else ""


@dataclass(frozen=True)
class Section:
    """A table of figures; or lines of words, where there are no columns."""

    slug: str
    title: Words
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    lines: tuple[Line, ...] = ()
    head: Words = ""
    intro: Words = ""
    empty: Words = ""

    @property
    def is_single(self) -> bool:
        """One figure to a line, each with its own definition."""
        return len(self.columns) == 1

    @property
    def has_definitions(self) -> bool:
        return any(column.definition for column in self.columns)


@dataclass(frozen=True)
class Report:
    title: Words
    period: Period
    as_of: date
    sections: tuple[Section, ...]
    notes: tuple[Words, ...] = ()
    subject: str = ""
    hides_small: bool = field(default=False)


COLUMNS = ("section", "line", "column", "value", "unit", "basis", "estimated", "percent_of",
           "what_it_counts", "records", "from", "to", "as_of")  # fmt: skip

Address = Callable[[Link | None], str]
"""Where a link leads; empty for none."""


def table(report: Report, address: Address) -> Iterator[list[Value]]:
    """The values of COLUMNS: a row for each figure, and for each line of words."""
    days = [report.period.first.isoformat(), report.period.last.isoformat()]
    for section in report.sections:
        for cells in cells_of(section, address):
            yield [str(section.title), *cells, *days, report.as_of.isoformat()]


def cells_of(section: Section, address: Address) -> Iterator[list[Value]]:
    for row in section.rows:
        for column, figure in zip(section.columns, row.figures, strict=True):
            if figure is not None:
                definition = str(row.definition or column.definition)
                place = [str(row.label), str(column.label)]
                yield [*place, *values(figure), definition, address(figure.link)]
    for line in section.lines:
        basis, nothing = line.basis, None
        told = [line.on.isoformat(), "", line.text, "", basis, nothing, nothing, ""]
        yield [*told, address(line.link)]


def values(figure: Figure) -> list[Value]:
    estimated = figure.estimated if figure.basis and figure.estimated else None
    part = float(estimated) if isinstance(estimated, Decimal) else estimated
    return [figure.plain, figure.unit, figure.basis, part, None if figure.is_hidden else figure.of]


def csv_lines(report: Report, address: Address) -> Iterator[str]:
    return sheets.csv_lines(COLUMNS, table(report, address))


def workbook_parts(report: Report, address: Address) -> Iterator[bytes]:
    return sheets.xlsx_parts(sheet_title(report.title), COLUMNS, table(report, address))


def sheet_title(title: Words) -> str:
    """As the format takes it: 31 letters, and none of those that it uses itself."""
    return str(title).translate(dict.fromkeys(map(ord, "[]:*?/\\")))[:31]

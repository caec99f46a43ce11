"""An answer as a table: a row for each number, with all that it says of itself."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from engagements.published.answers import Answer, Cell
from engagements.published.metric import Span
from engagements.published.scope import Scope
from partners.workbooks import Value

COLUMNS = (
    "metric", "year", "filter", "dimension", "code", "label", "number", "of", "unit", "estimated",
    "hidden", "as_of",
)  # fmt: skip
"""`filter`: the one value that all is narrowed to. Without a `dimension` the row is a total."""


def rows(answer: Answer, scope: Scope) -> Iterator[tuple[Value, ...]]:
    """The totals of all years, the oldest first; then the parts of this one."""
    year = answer.year if answer.metric.span == Span.YEAR else ""
    if answer.total and not answer.years:
        yield row(answer, scope, answer.total, year)
    for cell in answer.years:
        yield row(answer, scope, cell, str(cell.label))
    for dimension, cells in answer.by.items():
        for cell in cells:
            yield row(answer, scope, cell, year, dimension)


def row(
    answer: Answer, scope: Scope, cell: Cell, year: str, dimension: str = ""
) -> tuple[Value, ...]:
    return (
        answer.metric.key,
        year,
        f"{scope.dimension}: {scope.value}" if scope.dimension else "",
        dimension,
        cell.code if dimension else "",
        str(cell.label) if dimension else "",
        plain(cell.number),
        plain(cell.of),
        answer.metric.unit,
        plain(cell.estimated),
        "yes" if cell.is_hidden else "no",
        answer.as_of,
    )


def plain(number: Any) -> Any:
    """Hours and dollars with two digits at most; whole numbers as such."""
    if not isinstance(number, float | Decimal):
        return number
    return int(number) if number == int(number) else round(float(number), 2)

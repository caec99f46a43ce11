"""What is told of a published figure, in short, and rows that it counts."""

from typing import Any

from engagements.published.answers import Cell
from engagements.published.scope import Scope
from engagements.published.telling import answer
from tests import factories

YEAR = Scope("2026-27")


def short(cell: Cell | None) -> Any:
    """A number; of a share, with what it is of."""
    if cell is None:
        return None
    number = "hidden" if cell.is_hidden else cell.number
    return number if cell.of is None else (number, cell.of)


def told(key: str, scope: Scope = YEAR) -> dict[str, Any]:
    """The total, and by dimension and code each part."""
    found = answer(key, scope)
    by = {
        name.value: {cell.code: short(cell) for cell in cells} for name, cells in found.by.items()
    }
    return {"all": short(found.total), **by}


def years(key: str) -> list[Any]:
    """The oldest first."""
    return [short(cell) for cell in answer(key, YEAR).years]


def several(*names: str, **fields: Any) -> list[Any]:
    return [factories.a_partner(f"Sample {name}", **fields) for name in names]


def students(count: int, name: str = "student", **fields: Any) -> list[Any]:
    return [factories.a_student(f"{name}{n}@example.org", **fields) for n in range(count)]


def seated(organization: Any, people: list[Any], **fields: Any) -> list[Any]:
    """A placement for each of them, in one engagement."""
    engagement = factories.an_engagement(organization, seats=len(people), **fields)
    return [factories.a_placement(engagement, one) for one in people]

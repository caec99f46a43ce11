"""What is hidden cannot be computed from what is told, of one figure or of several, with filters or
without."""

from datetime import date

import pytest

from engagements.published.groups import NOT_TOLD, UNLISTED
from engagements.published.registry import METRICS
from engagements.published.scope import FILTERS, Scope
from engagements.published.telling import answer
from tests import factories
from tests.figures import YEAR, seated, several, short, students

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]
CLOSED = [key for key, metric in METRICS.items() if not metric.is_open]
KINDS = ["faith"] * 3 + ["business"] * 4 + ["nonprofit"] * 3 + ["mutual_aid"]
PROGRAMS = ("md", "dmd", "phd")


@pytest.fixture
def town():
    """Cells of every size: one organization alone in its kind, one in two neighborhoods, some that
    are not listed or by their area alone, one student alone in a program."""
    factories.two_areas()
    spanish = factories.a_language()
    for number, kind in enumerate(KINDS):
        publication = ("full", "full", "full", "area", "hidden")[number % 5]
        told = {"languages": [spanish]} if number % 2 else {}
        (home,) = several(f"{number}", kind=kind, publication=publication, **told)
        factories.a_location(home, **(factories.INSIDE if number % 3 else factories.OUTSIDE))
        people = students(1 + number % 4, home.slug, program=PROGRAMS[number % 3 % 2])
        people += students(1, "alone", program="phd") if number == 1 else []
        priority = factories.a_priority(home) if number % 4 == 0 else None
        status = "open" if number in (2, 3, 9) else "completed"
        for seat in seated(home, people, status=status, priority=priority):
            basis = "estimate" if number % 3 == 0 else "actual"
            sure = {"status": "confirmed", "confirmed_through": "link"} if number % 4 else {}
            factories.an_entry(seat, minutes=60 + number, basis=basis, **sure)
            factories.an_entry(seat, kind="supervision")
        days = {"paid_on": date(2026, 9, 11)} if number % 2 else {}
        factories.a_compensation(home, paid_to=f"Ana {number}", **days)
        factories.an_interaction(home, asks=bool(number % 2))


def numbers_of(key: str) -> dict[str, dict[str, object]]:
    return {
        name.value: {cell.code: short(cell) for cell in cells}
        for name, cells in answer(key, YEAR).by.items()
    }


def test_no_total_tells_the_one_part_that_is_hidden(town):
    found = [(key, part) for key in CLOSED for part in ("number", "of", "estimated")]
    assert [told for told in found if tells_a_hidden_one(*told)] == []


def tells_a_hidden_one(key: str, part: str) -> bool:
    """A total that is told, and all parts of it but one."""
    found = answer(key, YEAR)
    if getattr(found.total, part) is None or (part == "of" and not METRICS[key].is_share):
        return False
    hidden = [
        [cell.code for cell in cells if getattr(cell, part) is None] for cells in found.by.values()
    ]
    return any(len(codes) == 1 for codes in hidden)


def test_a_filter_tells_what_the_breakdown_tells(town):
    for key, metric in METRICS.items():
        for name, code, told in filtered_cells(key):
            narrowed = answer(key, Scope(YEAR.year, name, code))
            assert (key, code, short(narrowed.total)) == (key, code, told)
            assert metric.is_open or narrowed.by == {}


def filtered_cells(key: str):
    for name, cells in answer(key, YEAR).by.items():
        for cell in cells:
            if name in FILTERS and cell.code not in (NOT_TOLD, UNLISTED):
                yield name, cell.code, short(cell)


def test_a_share_and_its_whole_hide_the_same(town):
    for key, metric in METRICS.items():
        if metric.whole_of and not metric.is_open:
            share = answer(metric.whole_of, YEAR)
            for name, cells in answer(key, YEAR).by.items():
                wholes = {cell.code: cell.number for cell in cells}
                if METRICS[metric.whole_of].is_share:
                    assert wholes == {cell.code: cell.of for cell in share.by[name]}


def test_something_is_told_and_something_is_hidden(town):
    assert numbers_of("students")["engagement_kind"] == {"elective": 27}
    assert "hidden" in numbers_of("students")["kind"].values()
    assert numbers_of("hours")["kind"]["mutual_aid"] == "hidden"

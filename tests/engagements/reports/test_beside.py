"""A shared report beside the figures that everybody reads: what one has more than the other is about
few, and neither tells it."""

import pytest

from engagements.reports import annual
from engagements.reports.carnegie import Grid
from tests.engagements.reports.conftest import NAME, a_place, cells, section
from tests.figures import seated, several, students, told

pytestmark = pytest.mark.django_db


def kinds(year, staff) -> dict:
    report = annual.report(year, name=NAME, user=staff, hides_small=True)
    return {row[0]: row[2] for row in cells(section(report, "kinds"))}


def publics(*names: str, **fields) -> None:
    for home in several(*names, **fields):
        seated(home, students(4, home.slug))


def test_of_a_kind_all_less_those_that_are_public(autumn, year, staff):
    """14 at faith communities, 12 of them at those whose profile is public; 32 in all, 18 elsewhere."""
    publics("A", "B", "C", kind="faith")
    a_place("Abbey", 2, kind="faith")
    for name in ("Den", "Elm", "Fir"):
        a_place(name, 6, kind="nonprofit")
    assert told("students")["kind"] == {"faith": 12, "not_public": 20}
    assert kinds(year, staff) == {"Faith community": "hidden", "Nonprofit": "hidden"}


def test_where_enough_are_not_public_both_are_told(autumn, year, staff):
    publics("A", "B", "C", kind="faith")
    a_place("Abbey", 5, kind="faith")
    for name in ("Den", "Elm"):
        a_place(name, 6, kind="nonprofit")
    assert told("students")["kind"] == {"faith": 12, "not_public": 17}
    assert kinds(year, staff) == {"Faith community": "17", "Nonprofit": "12"}


def test_of_a_published_sum_all_but_one_organization(autumn, year):
    """The grid names organizations: 10 and 10 of 22 would leave two."""
    for name, number in (("A", 10), ("B", 10), ("C", 2)):
        (home,) = several(name, kind="faith")
        seated(home, students(number, home.slug))
    publics("D", "E", "F", kind="business")
    assert told("students")["kind"] == {"faith": 22, "business": 12}
    grid = Grid(year, name=NAME, hides_small=True).partnerships()
    shown = {one.name: one.students.shown for one in grid}
    assert [shown[f"Sample {name}"] for name in "ABC"].count("hidden") == 2
    assert shown["Sample C"] == "hidden"

"""Figures of what everybody reads one by one: nothing else makes them, but as one group of five."""

from datetime import date

import pytest

from engagements.published.scope import Scope
from engagements.published.telling import WITHOUT_UNLISTED, answer
from partners.enums import Stage
from tests import factories
from tests.figures import YEAR, several, told, years

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


@pytest.fixture
def roxbury():
    return factories.two_areas()[0]


def test_partners_are_told_by_what_their_profile_tells(roxbury):
    spanish, food = factories.a_language(), factories.a_focus_area()
    (shown,) = several("A", kind="faith", languages=[spanish], focus_areas=[food])
    factories.a_location(shown, **factories.INSIDE)
    factories.an_organization("Sample Prospect", stage=Stage.PROSPECT, kind="faith")
    for home in several("B", "C", "D", "E", publication="hidden", kind="business"):
        factories.a_location(home, **factories.INSIDE)
    parts = {"language": {"es": 1}, "focus_area": {"food": 1}, "neighborhood": {"roxbury": 1}}
    assert told("partners") == {"all": 1, "kind": {"faith": 1}, **parts}
    assert answer("partners", YEAR).left_out == (WITHOUT_UNLISTED,)
    several("F", publication="area", kind="business")
    with_group = {name: {**values, "not_public": 5} for name, values in parts.items()}
    assert told("partners") == {"all": 6, "kind": {"faith": 1, "not_public": 5}, **with_group}
    assert answer("partners", YEAR).left_out == ()
    assert told("partners", Scope("2026-27", "kind", "faith"))["all"] == 1
    assert told("partners", Scope("2026-27", "kind", "business"))["all"] == 0


def test_listed_organizations_are_told_by_stage_where_that_is_public(roxbury):
    several("A")
    (area,) = several("B", publication="area", kind="faith")
    factories.a_location(area, **factories.INSIDE)
    factories.an_organization("Sample Source", publication="public_source", kind="business")
    several("C", publication="hidden", kind="public_agency")
    assert told("organizations-listed") == {
        "all": 3,
        "neighborhood": {"roxbury": 1, "not_noted": 2},
        "language": {"not_noted": 2, "not_public": 1},
        "kind": {"business": 1, "other": 1, "not_public": 1},
        "focus_area": {"not_noted": 2, "not_public": 1},
        "stage": {"none": 1, "active": 1, "not_noted": 1},
    }


@pytest.fixture
def stated():
    """Public ones; and some that nobody reads: private, of a hidden organization, withdrawn."""
    (shown, other) = several("A", "B", kind="faith")
    (hidden,) = several("C", publication="hidden", kind="business")
    food = factories.a_focus_area()
    answered = {"status": "answered", "answered_on": date(2026, 9, 21)}
    for home, day, fields in (
        (shown, date(2026, 9, 1), {"focus_area": food, **answered}),
        (shown, date(2026, 9, 15), {"focus_area": food}),
        (other, date(2025, 10, 15), {"status": "being_answered"}),
        (other, date(2026, 9, 20), {"status": "withdrawn"}),
        (shown, date(2026, 8, 1), {"is_public": False, **answered}),
        (hidden, date(2026, 8, 1), {"focus_area": food}),
        (hidden, date(2026, 8, 1), answered),
    ):
        factories.a_priority(home, stated_on=day, **fields)


def test_stated_priorities_and_those_that_were_answered(stated):
    faith = {"neighborhood": {"not_noted": 2}, "language": {"not_noted": 2}, "kind": {"faith": 2}}
    assert told("priorities-stated") == {"all": 2, **faith, "focus_area": {"food": 2}}
    assert years("priorities-stated") == [0, 0, 0, 1, 2]
    assert told("priorities-answered")["all"] == (1, 2)
    assert told("priorities-answered")["focus_area"] == {"food": (1, 2)}
    assert years("priorities-answered") == [(0, 0), (0, 0), (0, 0), (0, 1), (1, 2)]


def test_how_long_priorities_wait(stated):
    assert told("priorities-open")["all"] == 2
    assert told("priorities-open")["focus_area"] == {"food": 1, "not_noted": 1}
    assert told("priorities-waiting-days")["all"] == 197.5
    assert told("priorities-waiting-days")["focus_area"] == {"food": 30, "not_noted": 365}
    assert told("priorities-answer-days")["all"] == 20
    assert years("priorities-answer-days") == [None, None, None, None, 20]
    assert answer("priorities-answer-days", YEAR).left_out == (WITHOUT_UNLISTED,)


def test_open_engagements_are_of_listed_organizations():
    (shown,) = several("A", kind="faith")
    (area,) = several("B", publication="area", kind="faith")
    (hidden,) = several("C", publication="hidden", kind="business")
    for home in (shown, area, hidden):
        factories.an_engagement(home)
    factories.an_engagement(shown, kind="clerkship", status="draft")
    assert told("engagements-open") == {
        "all": 2,
        "neighborhood": {"not_noted": 2},
        "language": {"not_noted": 1, "not_public": 1},
        "kind": {"faith": 1, "not_public": 1},
        "focus_area": {"not_noted": 1, "not_public": 1},
        "engagement_kind": {"elective": 2},
    }


def test_the_share_of_the_catchment_that_occme_is_in_relationship_with(roxbury):
    several("A", kind="faith")  # A partner elsewhere.
    near = [
        *several("B", kind="faith"),
        factories.an_organization("Sample C", publication="public_source", kind="faith"),
        factories.an_organization("Sample D", stage=Stage.PROSPECT, kind="business"),
        *several("E", publication="hidden", kind="business"),
    ]
    for home in near:
        factories.a_location(home, **factories.INSIDE)
    found = told("catchment-in-relationship")
    assert (found["all"], found["kind"]) == ((1, 3), {"faith": (1, 2), "business": (0, 1)})

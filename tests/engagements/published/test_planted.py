"""Leaks that were planted: each number is of enough by itself, and their difference is about few."""

import pytest

from engagements.published.telling import answer
from partners.models import Location
from tests import factories
from tests.figures import YEAR, seated, several, students, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


def placed(homes, count: int = 2) -> None:
    for home in homes:
        seated(home, students(count, home.slug))


def test_one_organization_in_two_neighborhoods_is_not_what_both_have_more_than_all():
    """8 and 8 of 14 leave two students of one organization."""
    one, two = (
        factories.an_area(name, "neighborhood", west, 42.30, west + 0.01, 42.34)
        for name, west in (("One", -71.10), ("Two", -71.08))
    )
    homes = several(*"ABCDEFG")
    placed(homes)
    for place, inside in ((one, homes[:4]), (two, homes[3:])):
        Location.objects.bulk_create(
            Location(organization=home, neighborhood=place) for home in inside
        )
    assert told("students")["all"] == 14
    assert told("students")["neighborhood"] == {"one": 8, "two": "hidden"}


def test_what_all_but_one_of_a_kind_speak_does_not_tell_of_the_one():
    spanish = factories.a_language()
    homes = several(*"ABC", kind="faith", languages=[spanish]) + several("D", kind="faith")
    placed(homes + several(*"EFG", kind="business"), 3)
    found = told("placements")
    assert (found["all"], found["kind"]) == (21, {"faith": 12, "business": 9})
    assert found["language"] == {"es": "hidden", "not_noted": "hidden"}


def test_the_difference_of_two_organizations_is_told_to_neither():
    """Each of the two could compute the other’s."""
    spanish = factories.a_language()
    homes = several(*"ABC", kind="faith", languages=[spanish]) + several(*"DE", kind="faith")
    placed(homes + several(*"FGH", kind="business"), 3)
    assert told("placements")["language"] == {"es": "hidden", "not_noted": "hidden"}


def test_three_organizations_may_be_told_apart():
    spanish = factories.a_language()
    homes = several(*"ABC", kind="faith", languages=[spanish]) + several(*"DEF", kind="faith")
    placed(homes, 3)
    assert told("placements")["language"] == {"es": 9, "not_noted": 9}


def test_how_many_are_hidden_does_not_tell_that_each_is_one():
    """Of five formats, five students: so one of each."""
    few = ("clerkship", "scholarly_project", "consultation", "event", "one_on_one")
    placed(several(*"ABC"), 5)
    for home, kind in zip(several(*"DEFGH"), few, strict=True):
        seated(home, students(1, home.slug), kind=kind)
    found = told("placements")
    assert found["all"] == 20
    assert found["engagement_kind"] == dict.fromkeys((*few, "elective"), "hidden")


def test_estimated_and_confirmed_hours_are_looked_at_together():
    """Estimated are those of six students, confirmed those of six: all but one are the same."""
    seats = [seat for home in several(*"ABCD") for seat in seated(home, students(3, home.slug))]
    sure = {
        "status": "confirmed",
        "confirmed_by": factories.a_user("staff@example.org", is_staff=True),
    }
    for at, seat in enumerate(seats):
        own = sure if 1 <= at <= 6 else {}
        factories.an_entry(seat, basis="estimate" if at < 6 else "actual", minutes=60, **own)
    found = answer("hours", YEAR).total
    assert (found.number, found.estimated) == (12, None)
    assert told("hours-confirmed")["all"] == (6, 12)

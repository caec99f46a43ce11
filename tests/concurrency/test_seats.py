"""Seats and hours, when many reach for them at once."""

from collections import Counter
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from engagements.editing import apply, log_hours
from engagements.lifecycle import take
from engagements.models import HourEntry, Placement, StatusChange
from tests.factories import a_member, a_partner, a_placement, a_student, an_engagement

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meals(transactional_db):
    with time_machine.travel("2026-10-15T16:00:00Z"):
        yield an_engagement(a_partner("Sample Home"), seats=1)


def outcome(act) -> str:
    try:
        act()
    except ValidationError as error:
        return error.messages[0]
    except Exception as error:  # noqa: BLE001  # Told by its name, for the comparison.
        return type(error).__name__
    return "done"


def test_the_last_seat_is_taken_once(at_once, meals):
    people = [a_student(f"s{number}@example.org") for number in range(8)]
    seats = [a_placement(meals, person, "offered") for person in people]

    def confirm(number):
        return outcome(lambda: take(seats[number], "confirm", by=people[number]))

    answers = at_once([lambda number=number: confirm(number) for number in range(8)])
    full = "All 1 seats are taken. Ask the partner whether there is room for one more."
    assert Counter(answers) == {"done": 1, full: 7}
    assert (Placement.objects.seated().count(), StatusChange.objects.count()) == (1, 1)


def test_one_step_clicked_eight_times_is_taken_once(at_once, meals):
    student = a_student("s@example.org")
    partner = a_member("p@example.org", meals.organization)
    seat = a_placement(meals, student, "applied")
    answers = at_once([lambda: outcome(lambda: take(seat, "offer", by=partner))] * 8)
    assert Counter(answers) == {"done": 1, "WrongStep": 7}
    assert StatusChange.objects.count() == 1


def test_one_student_applies_once(at_once, meals):
    student = a_student("s@example.org")
    answers = at_once([lambda: outcome(lambda: apply(meals, by=student, values={"rank": 1}))] * 8)
    assert Counter(answers) == {"done": 1, "You have applied for this one already.": 7}
    assert Placement.objects.count() == 1


def test_no_day_gets_more_hours_than_it_has(at_once, meals):
    student = a_student("s@example.org")
    seat = a_placement(meals, student)
    values = {"worked_on": date(2026, 10, 5), "minutes": 300}
    answers = at_once([lambda: outcome(lambda: log_hours(seat, by=student, values=values))] * 8)
    refusal = "That makes more than 24 hours on this day; 240 minutes are left."
    assert Counter(answers) == {"done": 4, refusal: 4}
    assert HourEntry.objects.minutes() == 1200

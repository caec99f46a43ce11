"""Seats and hours, when many reach for them at once."""

from collections import Counter
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from engagements.due import send_due
from engagements.editing import apply, confirm_hours, log_hours
from engagements.importing import lines_of, take_in
from engagements.lifecycle import take
from engagements.models import HourEntry, News, Placement, StatusChange
from tests.factories import (
    a_contact,
    a_link,
    a_member,
    a_partner,
    a_placement,
    a_student,
    an_engagement,
    an_entry,
)

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


def test_one_sheet_that_is_loaded_eight_times_at_once_adds_its_rows_once(at_once, meals, tmp_path):
    student = a_student("s@example.org")
    seat = a_placement(meals, student)
    sheet = tmp_path / "hours.csv"
    sheet.write_text("Date,Hours\n2026-10-01,2\n2026-10-02,3\n2026-10-02,3\n")
    lines = lines_of(sheet)

    def loaded() -> list[str]:
        return [str(line.fate.value) for line in take_in(lines, seat, by=student)]

    answers = at_once([loaded] * 8)
    assert Counter(map(tuple, answers)) == {("new", "new", "there"): 1, ("there",) * 3: 7}
    assert HourEntry.objects.minutes() == 300


def test_hours_are_confirmed_once_by_links_and_an_account(at_once, meals):
    seat = a_placement(meals, a_student("s@example.org"))
    for day in (1, 2, 3):
        an_entry(seat, date(2026, 10, day))
    rosa = a_contact(meals.organization)
    partner = a_member("p@example.org", meals.organization)
    actors = [partner, *(a_link(rosa, "hours")[0] for _ in range(3))] * 2
    answers = at_once(
        [
            lambda by=by: outcome(lambda: confirm_hours(HourEntry.objects.all(), by=by))
            for by in actors
        ]
    )
    assert Counter(answers) == {"done": 1, "WrongStep": 7}
    assert StatusChange.objects.count() == 3
    assert {entry.status for entry in HourEntry.objects.all()} == {"confirmed"}


def test_mail_that_is_due_leaves_once_from_eight_runs_at_once(at_once, meals, mailoutbox):
    a_contact(meals.organization, rank="primary", email="rosa@example.org")
    an_entry(a_placement(meals, a_student("s@example.org")), date(2026, 10, 1))
    answers = at_once([lambda: send_due()["hours"]] * 8)
    assert Counter(answers) == {1: 1, 0: 7}
    assert [mail.to for mail in mailoutbox] == [["rosa@example.org"]]


def test_steps_at_once_on_a_day_bring_one_mail_and_the_next_day_the_rest(
    at_once, meals, mailoutbox
):
    a_contact(meals.organization, rank="primary", email="rosa@example.org")
    people = [a_student(f"s{number}@example.org") for number in range(8)]
    with time_machine.travel("2026-10-15T16:00:00Z", tick=False):
        at_once([lambda by=by: outcome(lambda: apply(meals, by=by, values={})) for by in people])
    assert [mail.to for mail in mailoutbox] == [["rosa@example.org"]]
    assert News.objects.count() == 7
    with time_machine.travel("2026-10-16T16:00:00Z", tick=False):
        answers = at_once([lambda: send_due()["day"]] * 8)
    assert Counter(answers) == {1: 1, 0: 7}
    assert (len(mailoutbox), mailoutbox[1].body.count("/link/")) == (2, 7)

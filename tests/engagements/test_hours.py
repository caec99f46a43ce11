"""What hours may be, who logs them, and how they are confirmed and disputed."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError

from engagements.editing import (
    change_hours,
    confirm_hours,
    log_hours,
    unconfirm,
    version_of,
)
from engagements.lifecycle import take
from engagements.models import HourEntry, StatusChange
from occme.refusals import NotYours, WrongStep
from tests.factories import a_placement, a_student, an_engagement, an_entry

DAY = date(2026, 10, 5)


def refused(placement, by, **values) -> dict:
    with pytest.raises(ValidationError) as refusal:
        log_hours(placement, by=by, values={"worked_on": DAY, "minutes": 60, **values})
    return refusal.value.message_dict


def test_a_student_logs_hours(seat, student):
    entry = log_hours(seat, by=student, values={"worked_on": DAY, "minutes": 90})
    assert (entry.status, entry.minutes, entry.history.get().history_user) == (
        "logged",
        90,
        student,
    )


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"worked_on": date(2026, 10, 16)}, {"worked_on": ["This day has not come yet."]}),
        (
            {"worked_on": date(2026, 8, 31)},
            {"worked_on": ["The placement runs from 2026-09-01 to 2026-12-18."]},
        ),
        ({"minutes": 0}, {"minutes": ["Ensure this value is greater than or equal to 1."]}),
        ({"minutes": 1441}, {"minutes": ["Ensure this value is less than or equal to 1440."]}),
        (
            {"kind": "supervision"},
            {"kind": ["Supervision is the partner’s time, and all other hours are the student’s."]},
        ),
    ],
)
def test_what_is_refused(seat, student, values, problem):
    assert refused(seat, student, **values) == problem
    assert HourEntry.objects.count() == 0


def test_a_day_has_24_hours_over_all_placements(seat, student, stranger):
    elsewhere = a_placement(an_engagement(stranger.memberships.get().organization), student)
    an_entry(elsewhere, DAY, minutes=1400)
    assert refused(seat, student) == {
        "minutes": ["That makes more than 24 hours on this day; 40 minutes are left."]
    }


def test_two_at_one_time_overlap(seat, student):
    an_entry(seat, DAY, started_at=time(9), minutes=60)
    assert refused(seat, student, started_at=time(9, 59)) == {
        "minutes": ["It overlaps with 60 minutes from 09:00 on the same day."]
    }
    assert log_hours(seat, by=student, values={"worked_on": DAY, "minutes": 5, "started_at": time(10)})  # fmt: skip


def test_the_partners_time_stands_beside_the_students(seat, student, partner):
    an_entry(seat, DAY, minutes=1440)
    values = {"worked_on": DAY, "minutes": 60, "kind": "supervision"}
    assert log_hours(seat, by=partner, values=values).is_supervision
    assert HourEntry.objects.of_students().minutes() == 1440
    assert refused(seat, partner, worked_on=date(2026, 10, 6)) == {
        "kind": ["Supervision is the partner’s time, and all other hours are the student’s."]
    }


def test_nobody_logs_for_others(seat, stranger, student):
    for person in (stranger, a_student("other@example.org")):
        with pytest.raises(NotYours):
            log_hours(seat, by=person, values={"worked_on": DAY, "minutes": 60})
    waiting = a_placement(seat.engagement, a_student("third@example.org"), "applied")
    problem = refused(waiting, waiting.student.user)
    assert problem == {"__all__": ["Hours belong to a placement that was confirmed."]}


def test_hours_are_the_students_until_they_are_confirmed(seat, student, partner):
    entry = log_hours(seat, by=student, values={"worked_on": DAY, "minutes": 60})
    change_hours(entry, by=student, values={"minutes": 75}, seen=version_of(entry))
    with pytest.raises(NotYours):
        change_hours(entry, by=partner, values={"minutes": 30}, seen=version_of(entry))
    take(entry, "confirm", by=partner)
    with pytest.raises(WrongStep):
        change_hours(entry, by=student, values={"minutes": 90}, seen=version_of(entry))
    entry.refresh_from_db()
    assert entry.minutes == 75


def test_a_dispute_and_its_answer(seat, student, partner):
    entry = log_hours(seat, by=student, values={"worked_on": DAY, "minutes": 240})
    take(entry, "dispute", by=partner, reason="You left at noon.")
    answer = {"seen": version_of(entry), "reason": "Right, I forgot."}
    change_hours(entry, by=student, values={"minutes": 180}, **answer)
    take(entry, "confirm", by=partner)
    entry.refresh_from_db()
    assert (entry.status, entry.minutes) == ("confirmed", 180)
    told = [(c.step, c.reason) for c in StatusChange.objects.order_by("pk")]
    assert told == [
        ("dispute", "You left at noon."),
        ("correct", "Right, I forgot."),
        ("confirm", ""),
    ]


def test_a_dispute_is_answered_by_other_figures_or_by_words(seat, student, partner):
    entry = an_entry(seat, minutes=240)
    take(entry, "dispute", by=partner, reason="You left at noon.")
    with pytest.raises(ValidationError, match="Nothing is changed"):
        change_hours(entry, by=student, values={"minutes": 240}, seen=version_of(entry))
    with pytest.raises(ValidationError):
        change_hours(entry, by=student, values={"minutes": 1500}, seen=version_of(entry))
    entry.refresh_from_db()
    assert (entry.status, entry.minutes) == ("disputed", 240)
    change_hours(entry, by=student, values={"minutes": 180}, seen=version_of(entry))
    entry.refresh_from_db()
    assert (entry.status, entry.minutes) == ("corrected", 180)
    assert entry.changes.first().reason == "Other figures."


def test_hours_do_not_become_supervision(seat, student):
    entry = an_entry(seat)
    with pytest.raises(ValidationError, match="Supervision is the partner’s time"):
        change_hours(entry, by=student, values={"kind": "supervision"}, seen=version_of(entry))


def test_many_are_confirmed_at_once_and_taken_back_together(seat, student, partner, stranger):
    for day in (1, 2, 3):
        an_entry(seat, date(2026, 10, day))
    mine = HourEntry.objects.to_confirm()
    with pytest.raises(ValidationError):
        confirm_hours(mine, by=stranger)
    batch = confirm_hours(mine, by=partner)
    assert [e.status for e in HourEntry.objects.all()] == ["confirmed"] * 3
    assert unconfirm(batch, by=stranger) == 0
    assert unconfirm(batch, by=partner) == 3
    assert [e.status for e in HourEntry.objects.all()] == ["logged"] * 3
    assert unconfirm(batch, by=partner) == 0


def test_one_that_cannot_be_confirmed_leaves_all_as_they_were(seat, partner):
    good, other = an_entry(seat, date(2026, 10, 1)), an_entry(seat, date(2026, 10, 2), status="disputed")  # fmt: skip
    with pytest.raises(WrongStep):
        confirm_hours(HourEntry.objects.filter(pk__in=[good.pk, other.pk]), by=partner)
    good.refresh_from_db()
    assert (good.status, StatusChange.objects.count()) == ("logged", 0)

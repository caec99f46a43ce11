"""The calendar that a phone subscribes to."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from engagements.calendars import calendar_of
from engagements.lifecycle import take
from engagements.models import CalendarFeed
from tests.factories import a_location, a_partner, a_placement, a_student, an_engagement

BOSTON = ZoneInfo("America/New_York")


@pytest.fixture
def tuesdays(meals, seat):
    meals.slots.create(weekday=2, starts_at="17:30", ends_at="19:00")
    return seat


def events(student) -> dict:
    calendar = Calendar.from_ical(calendar_of(student.student_profile))
    return {str(event["uid"]).split("@")[0]: event for event in calendar.walk("VEVENT")}


def test_a_time_of_the_week_stays_at_its_hour_across_the_clock_change(tuesdays, student):
    pk = tuesdays.pk
    found = events(student)
    assert sorted(found) == [
        f"placement-{pk}-2-1730",
        f"placement-{pk}-first",
        f"placement-{pk}-last",
    ]
    event = found[f"placement-{pk}-2-1730"]
    assert event["dtstart"].dt == datetime(2026, 9, 1, 17, 30, tzinfo=BOSTON)
    assert event["dtend"].dt == datetime(2026, 9, 1, 19, 0, tzinfo=BOSTON)
    rule = event["rrule"]
    assert (rule["freq"], rule["until"]) == (
        ["WEEKLY"],
        [datetime(2026, 12, 19, 0, 0, tzinfo=ZoneInfo("UTC"))],
    )
    text = calendar_of(student.student_profile).decode()
    assert "BEGIN:VTIMEZONE" in text
    assert "DTSTART;TZID=America/New_York:20260901T173000" in text


def test_days_are_whole_days(tuesdays, student):
    first = events(student)[f"placement-{tuesdays.pk}-first"]
    assert (first["dtstart"].dt, str(first["summary"])) == (
        date(2026, 9, 1),
        "First day: Evening meals",
    )


def test_what_was_cancelled_says_so_under_the_same_uid(tuesdays, student, partner):
    before = events(student)
    take(tuesdays, "withdraw", by=student, reason="I moved.")
    assert events(student) == {}  # It was never confirmed by a step: it had no seat to give back.
    tuesdays.changes.create(step="confirm", before="offered", after="confirmed", by=student, through="account")  # fmt: skip
    after = events(student)
    assert sorted(after) == sorted(before)
    assert {str(event["status"]) for event in after.values()} == {"CANCELLED"}
    assert all(after[uid]["sequence"] > before[uid]["sequence"] for uid in after)


def test_each_event_is_there_once_however_many_steps_were_taken(tuesdays, student, partner):
    for step in ("offer", "confirm", "begin"):
        tuesdays.changes.create(step=step, before="applied", after="confirmed", by=partner, through="account")  # fmt: skip
    calendar = Calendar.from_ical(calendar_of(student.student_profile))
    assert len(calendar.walk("VEVENT")) == 3


def test_a_place_is_told_only_where_the_student_may_see_it(autumn, student):
    kitchen = a_partner("Sample Kitchen")
    place = a_location(kitchen, address="12 Sample Street")
    meals = an_engagement(kitchen, location=place)
    meals.slots.create(weekday=2, starts_at="17:30", ends_at="19:00")
    event = f"placement-{a_placement(meals, student).pk}-2-1730"
    assert str(events(student)[event]["location"]) == "12 Sample Street"
    place.is_confidential = True
    place.save()
    assert "location" not in events(student)[event]


def test_it_takes_as_many_queries_for_many_as_for_few(
    tuesdays, meals, home, student, django_assert_num_queries
):
    for number in range(3):
        a_placement(an_engagement(home, f"More {number}"), student)
    meals.slots.create(weekday=3, starts_at="17:30", ends_at="19:00")
    with django_assert_num_queries(2):
        calendar_of(student.student_profile)


def test_only_ones_own_and_only_with_a_seat(tuesdays, meals):
    other = a_student("other@example.org")
    a_placement(meals, other, "applied")
    assert events(other) == {}


def test_the_address_is_secret_told_once_and_revocable(client, student, tuesdays):
    client.force_login(student)
    page = client.post("/my/calendar/")
    url = page.context["calendar_url"].removeprefix("http://testserver")
    assert url not in client.get("/my/record/").content.decode()
    assert CalendarFeed.objects.get().digest not in url
    client.logout()
    answer = client.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "Evening meals" in answer.content.decode()
    client.force_login(student)
    client.post("/my/calendar/revoke/")
    client.logout()
    assert client.get(url).status_code == 404


def test_it_ends_with_the_account_and_with_a_newer_one(client, student, tuesdays):
    client.force_login(student)
    old, new = (
        client.post("/my/calendar/").context["calendar_url"].removeprefix("http://testserver")
        for _ in range(2)
    )
    assert [client.get(url).status_code for url in (old, new)] == [404, 200]
    student.is_active = False
    student.save()
    assert client.get(new).status_code == 404

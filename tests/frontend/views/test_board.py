"""The board: who waits, as a page and as a sheet; and what is copied and hoped for."""

import csv
import io
from datetime import date

import pytest

from engagements.lifecycle import take
from engagements.models import Engagement, Outcome, Placement
from tests.factories import (
    a_partner,
    a_placement,
    a_prerequisite,
    a_priority,
    a_student,
    an_engagement,
    an_entry,
)
from tests.pages import sent
from tests.partners.test_api_queries import queries_of

URL = "/placements/"


@pytest.fixture
def term(meals, student):
    """A seat and an application at home, and a seat elsewhere."""
    student.name = "Lena Sample"
    student.save()
    other = a_student("omar@example.org", program="dmd", class_year=2028)
    other.name = "Omar Sample"
    other.save()
    seat = a_placement(meals, student, "active", waits_on="")
    an_entry(seat, minutes=90)
    a_placement(meals, other, "applied")
    a_placement(
        an_engagement(a_partner("Elsewhere"), "Digs"), student, "offered", waits_on="student"
    )


def sheet(client, query="") -> list[list[str]]:
    answer = client.get(f"{URL}?format=csv{query}")
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    return [row[:6] + row[-2:] for row in csv.reader(io.StringIO(text))][1:]


LENA = ["Lena Sample", "MD", "", "Evening meals", "Sample Home", "Active", "1.5", "0.0"]
DIGS = ["Lena Sample", "MD", "", "Digs", "Elsewhere", "Offered", "0.0", "0.0"]
OMAR = ["Omar Sample", "DMD", "2028", "Evening meals", "Sample Home", "Applied", "0.0", "0.0"]


def test_each_sees_their_own_rows_and_a_partner_no_name_before_the_seat(client, term, everybody):
    found = {}
    for role in ("staff", "partner", "student", "stranger"):
        client.force_login(everybody[role])
        found[role] = sorted(sheet(client))
    assert found == {
        "staff": sorted([LENA, DIGS, OMAR]),
        "partner": sorted([LENA, ["", *OMAR[1:]]]),
        "student": sorted([LENA, DIGS]),
        "stranger": [],
    }


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("status=applied", [OMAR]),
        ("waits_on=student", [DIGS]),
        ("organization=elsewhere", [DIGS]),
        ("status=active&waits_on=partner", []),
    ],
)
def test_page_and_sheet_show_the_same_rows(as_staff, term, query, rows):
    page = as_staff.get(f"{URL}?{query}")
    assert [row.name for row in page.context["board"].rows] == [row[0] for row in rows]
    assert sheet(as_staff, f"&{query}") == rows


@pytest.mark.parametrize("query", ["status=x", "page=7", "foo=1", "engagement=x", "format=csv&status=x"])  # fmt: skip
def test_what_is_not_understood_shows_nothing(as_staff, term, query):
    answer = as_staff.get(f"{URL}?{query}")
    assert (answer.status_code, answer.context["board"].rows) == (400, [])


def test_as_many_queries_for_many(as_staff, meals, student):
    a_placement(meals, student)
    few = queries_of(as_staff, URL)
    for number in range(20):
        a_placement(meals, a_student(f"s{number}@example.org"), "applied")
    assert queries_of(as_staff, URL) == few


def test_last_terms_offer_is_copied_as_a_draft(as_staff, meals, student):
    checked = a_prerequisite()
    meals.prerequisites.add(checked)
    meals.slots.create(weekday=2, starts_at="17:00", ends_at="19:00")
    a_placement(meals, student)
    answer = as_staff.post(f"{meals.get_absolute_url()}copy/")
    made = Engagement.objects.exclude(pk=meals.pk).get()
    assert answer.headers["Location"] == f"/edit/engagement/{made.pk}/"
    assert (made.status, made.copied_from, made.title, made.placements.count()) == (
        "draft",
        meals,
        "Evening meals",
        0,
    )
    assert (f"{made.starts_on} {made.ends_on}", made.starts_on.weekday()) == (
        "2027-08-31 2027-12-17",
        meals.starts_on.weekday(),
    )
    assert ([str(s) for s in made.slots.all()], list(made.prerequisites.all())) == (
        ["Tuesday 5 p.m. – 7 p.m."],
        [checked],
    )


def test_an_engagement_begins_with_the_priority_it_answers(as_staff, home):
    row, other = a_priority(home), a_priority(a_partner("Other"))
    page = as_staff.get(f"/new/engagement/sample-home/?priority={row.pk}")
    assert page.context["editor"].form.initial["priority"] == row.pk
    for wrong in (other.pk, "x", "²", "9" * 30):
        page = as_staff.get(f"/new/engagement/sample-home/?priority={wrong}")
        assert page.context["editor"].form.initial["priority"] is None


def test_what_was_hoped_for_stands_beside_what_came(as_staff, meals):
    url = f"{meals.get_absolute_url()}outcome/"
    data = {"column": "community", "expected": "Fewer eat alone"}
    assert sent(as_staff, url, **data).headers["Location"] == f"{meals.get_absolute_url()}#outcomes"
    row = Outcome.objects.get()
    edit = f"/edit/outcome/{row.pk}/"
    assert sent(as_staff, edit, achieved="Eleven regulars", basis="estimate").status_code == 302
    page = as_staff.get(meals.get_absolute_url()).content.decode()
    assert "Eleven regulars" in page
    assert "(estimate)" in page


def test_a_student_who_hides_the_name_is_named_only_on_the_placement_itself(
    client, term, student, partner, staff
):
    student.student_profile.is_name_hidden = True
    student.student_profile.save()
    seat = student.student_profile.placements.get(status="active")
    client.force_login(partner)
    lists = (URL, seat.engagement.get_absolute_url(), "/partner/", "/api/v1/placements/")
    assert [url for url in lists if "Lena" in client.get(url).content.decode()] == ["/partner/"]
    assert "" in [row[0] for row in sheet(client)]
    assert "Lena Sample" in client.get(seat.get_absolute_url()).content.decode()
    client.force_login(staff)
    assert "Lena Sample" in client.get(URL).content.decode()


def test_who_comes_next_is_named_only_where_that_name_may_be_read(client, seat, meals, everybody):
    """Omar has applied, and has no seat yet: the partner decides without the name."""
    seat.successor = a_placement(meals, a_student("omar@example.org"), "applied")
    seat.save()
    told = {}
    for role in ("student", "partner", "staff"):
        client.force_login(everybody[role])
        told[role] = "omar@" in client.get(seat.get_absolute_url()).content.decode()
    assert told == {"student": False, "partner": False, "staff": True}
    Placement.objects.filter(pk=seat.successor_id).update(status="confirmed")
    client.force_login(everybody["partner"])
    assert "omar@" in client.get(seat.get_absolute_url()).content.decode()


def test_the_steps_of_an_application_do_not_name_the_student(client, meals, partner, staff):
    student = a_student("omar@example.org")
    applied = a_placement(meals, student, "applied")
    take(applied, "withdraw", by=student, reason="I moved.")
    told = {}
    for user in (partner, student, staff):
        client.force_login(user)
        page = client.get(applied.get_absolute_url())
        told[user.email] = [row.by for row in page.context["seat"].steps.past]
        assert "I moved." in page.content.decode()
        assert ("omar@" in page.content.decode()) == (user != partner)
    assert told[partner.email] == ["the student"]
    assert told[student.email] == told[staff.email] == [str(student)]


@pytest.mark.parametrize(
    ("last_day", "status", "warned"),
    [
        (date(2026, 10, 14), "active", False),
        (date(2026, 10, 15), "active", True),
        (date(2026, 11, 14), "confirmed", True),
        (date(2026, 11, 15), "active", False),
        (date(2026, 11, 14), "completed", False),
        (date(2026, 11, 14), "offered", False),
    ],
)
def test_a_gap_is_told_on_the_list_and_on_the_page_alike(
    as_partner, seat, last_day, status, warned
):
    Placement.objects.update(ends_on=last_day, status=status)
    page = as_partner.get(seat.get_absolute_url()).content.decode()
    listed = "nobody comes next" in as_partner.get("/partner/").content.decode()
    assert ("nobody comes next yet" in page, listed) == (warned, warned)

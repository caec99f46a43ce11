"""A student's own record: whole, exact, and nobody else's."""

import csv
import io
import json

import pytest
from django.http import QueryDict

from engagements.models import StudentProfile
from engagements.searches import save_search
from tests.factories import (
    a_partner,
    a_placement,
    a_prerequisite,
    a_reflection,
    a_student,
    an_engagement,
    an_entry,
)
from tests.partners.test_api_queries import queries_of

SURE = {"status": "confirmed", "confirmed_through": "account"}


@pytest.fixture
def term(seat, student, partner):
    """Hours of three kinds, one estimated, one confirmed, the partner's own; and another's."""
    an_entry(seat, "2026-09-07", minutes=90, confirmed_by=partner, **SURE)
    an_entry(seat, "2026-09-08", minutes=45, kind="travel", basis="estimate")
    an_entry(seat, "2026-09-09", minutes=60, note="=1+1")
    an_entry(seat, "2026-09-09", minutes=500, kind="supervision")
    a_reflection(seat, "We talked.")
    a_placement(an_engagement(a_partner("Elsewhere"), "Digs"), student, "applied", support_note="A chair.")  # fmt: skip
    other = a_placement(seat.engagement, a_student("other@example.org"), statement="Not mine")
    an_entry(other, "2026-09-10", minutes=333)
    student.student_profile.clearances.create(prerequisite=a_prerequisite(), done_on="2026-01-01")


def test_sums_are_exact_and_say_what_is_confirmed(as_student, term):
    record = as_student.get("/my/record/").context["record"]
    assert vars(record.total) == {"given": 195, "confirmed": 90, "estimated": 45}
    sums = {kind: vars(sum_) for seat in record.seats for kind, sum_ in seat.sums.items()}
    assert sums == {
        "With the community": {"given": 150, "confirmed": 90, "estimated": 0},
        "Travel": {"given": 45, "confirmed": 0, "estimated": 45},
    }


def test_hours_as_csv(as_student, term):
    answer = as_student.get("/my/record.csv")
    text = b"".join(answer.streaming_content).decode().removeprefix("\ufeff")
    rows = [[*row[:1], *row[3:]] for row in csv.reader(io.StringIO(text))][1:]
    assert rows == [
        ["2026-09-07", "direct", "90", "1.5", "actual", "confirmed", ""],
        ["2026-09-08", "travel", "45", "0.75", "estimate", "logged", ""],
        ["2026-09-09", "direct", "60", "1.0", "actual", "logged", "'=1+1"],
    ]


def test_everything_as_json_and_nothing_of_others(as_student, student, term):
    save_search(QueryDict("kind=elective"), by=student)
    save_search(QueryDict("kind=event"), by=a_student("third@example.org"))
    text = as_student.get("/my/record.json").content.decode()
    data = json.loads(text)
    assert [row["filters"] for row in data["saved_searches"]] == ["kind=elective"]
    assert (data["proposals"], data["mail_sent"]) == ([], [])
    assert (data["student"]["email"], data["minutes"]["given"]) == (student.email, 195)
    assert {row["engagement"]: row["support_note"] for row in data["placements"]} == {
        "Evening meals": "",
        "Digs": "A chair.",
    }
    assert [row["prerequisite"] for row in data["on_file"]] == ["record-check"]
    assert [word for word in ("Not mine", "other@example.org", "333") if word in text] == []


def test_a_name_is_hidden_by_its_owner_and_kept_in_the_history(as_student, student):
    as_student.post("/my/record/name/", {"hide": "yes"})
    profile = StudentProfile.objects.get(user=student)
    assert (profile.is_name_hidden, profile.history.first().history_user) == (True, student)
    as_student.post("/my/record/name/", {"hide": "no"})
    profile.refresh_from_db()
    assert profile.is_name_hidden is False


def test_as_many_queries_for_many(as_student, seat):
    an_entry(seat, "2026-09-07")
    a_reflection(seat)
    few = queries_of(as_student, "/my/record/")
    for day in range(10, 30):
        an_entry(seat, f"2026-09-{day}")
    assert queries_of(as_student, "/my/record/") == few


def test_without_anything(as_student):
    assert (
        "You have not applied for anything yet." in as_student.get("/my/record/").content.decode()
    )

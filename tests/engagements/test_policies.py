"""Who sees which rows; each test makes one that would leak."""

import pytest

from engagements.lifecycle import take
from engagements.models import (  # fmt: skip
    Clearance,
    Engagement,
    HourEntry,
    Placement,
    Reflection,
    StatusChange,
    StudentProfile,
)
from engagements.policies import placement_fields
from tests.factories import (
    a_member,
    a_partner,
    a_placement,
    a_prerequisite,
    a_reflection,
    a_student,
    an_engagement,
    an_entry,
    an_organization,
)

ROLES = ("visitor", "student", "other student", "partner", "stranger", "staff")


@pytest.fixture
def people(everybody):
    return everybody | {"other student": a_student("other@example.org")}


def seen_by(model, people) -> dict[str, list[str]]:
    return {
        role: sorted(str(row) for row in model.objects.visible_to(people[role])) for role in ROLES
    }


def test_engagements(autumn, home, student, people):
    listed = an_organization("Listed")
    found = an_organization("Found", publication="public_source")
    for organization in (listed, home, found):
        for status in ("draft", "open", "cancelled"):
            an_engagement(organization, f"{organization} {status}", status=status)
    gone = an_organization("Gone", closed_on="2026-01-01", closed_reason="Moved")
    an_engagement(gone, "Gone open")
    running = an_engagement(listed, "Listed running", status="running")
    a_placement(running, student)
    public = ["Found open", "Listed open"]
    own = ["Sample Home cancelled", "Sample Home draft", "Sample Home open"]
    everything = sorted(str(row) for row in Engagement.objects.all())
    assert seen_by(Engagement, people) == {
        "visitor": public,
        "student": ["Found open", "Listed open", "Listed running"],
        "other student": public,
        "partner": sorted([*public, *own]),
        "stranger": public,
        "staff": everything,
    }


def test_placements_and_hours(meals, student, staff, people):
    seat = a_placement(meals, student)
    waiting = a_placement(meals, people["other student"], "applied")
    elsewhere = a_placement(an_engagement(a_partner("Other")), student)
    an_entry(seat, note="seat")
    an_entry(elsewhere, note="elsewhere")
    both = sorted([str(seat), str(elsewhere)])
    assert seen_by(Placement, people) == {
        "visitor": [],
        "student": both,
        "other student": [str(waiting)],
        "partner": sorted([str(seat), str(waiting)]),
        "stranger": [],
        "staff": sorted([*both, str(waiting)]),
    }
    notes = {role: sorted(row.note for row in HourEntry.objects.visible_to(people[role])) for role in ROLES}  # fmt: skip
    assert notes == {
        "visitor": [],
        "student": ["elsewhere", "seat"],
        "other student": [],
        "partner": ["seat"],
        "stranger": [],
        "staff": ["elsewhere", "seat"],
    }


def test_hours_of_a_student_without_a_seat_stay_from_the_partner(meals, student, people):
    gone = a_placement(meals, student, "withdrawn_student")
    an_entry(gone)
    assert list(HourEntry.objects.visible_to(people["partner"])) == []


def test_students_and_what_they_have_on_file(meals, student, people):
    a_placement(meals, student)
    a_placement(meals, people["other student"], "applied")
    student.student_profile.clearances.create(prerequisite=a_prerequisite(), done_on="2026-01-01")
    me, other = str(student), str(people["other student"])
    assert seen_by(StudentProfile, people) == {
        "visitor": [],
        "student": [me],
        "other student": [other],
        "partner": [me],
        "stranger": [],
        "staff": sorted([me, other]),
    }
    assert {role: Clearance.objects.visible_to(people[role]).count() for role in ROLES} == {
        "visitor": 0,
        "student": 1,
        "other student": 0,
        "partner": 0,
        "stranger": 0,
        "staff": 1,
    }


@pytest.mark.parametrize(
    ("publication", "sharing", "readers"),
    [
        ("full", "faculty", {"student", "staff"}),
        ("full", "partner", {"student", "staff", "partner"}),
        ("full", "public", {"student", "staff", "partner", "visitor", "stranger", "other student"}),
        ("hidden", "public", {"student", "staff", "partner"}),
    ],
)
def test_reflections(autumn, student, people, publication, sharing, readers):
    organization = a_partner("Sample Kitchen", publication=publication)
    people["partner"] = a_member("cook@example.org", organization)
    seat = a_placement(an_engagement(organization), student)
    a_reflection(seat, sharing=sharing)
    found = {role for role in ROLES if Reflection.objects.visible_to(people[role])}
    assert found == readers


def test_a_reflection_is_not_the_partners_before_there_is_a_seat(meals, student, people):
    a_reflection(a_placement(meals, student, "applied"), sharing="partner")
    assert list(Reflection.objects.visible_to(people["partner"])) == []


def test_steps_are_seen_with_their_record(meals, student, people):
    take(a_placement(meals, student, "applied"), "offer", by=people["partner"])
    counted = {role: StatusChange.objects.visible_to(people[role]).count() for role in ROLES}
    assert counted == {
        "visitor": 0,
        "student": 1,
        "other student": 0,
        "partner": 1,
        "stranger": 0,
        "staff": 1,
    }


def test_a_partner_reads_the_name_with_the_seat_and_staffs_notes_never(meals, student, people):
    secret = {"conflict_note", "support_note"}
    applied = placement_fields(people["partner"], a_placement(meals, student, "applied"))
    assert applied & {"student", *secret} == set()
    seated = a_placement(meals, people["other student"], "confirmed")
    assert placement_fields(people["partner"], seated) & {"student", *secret} == {"student"}
    for role in ("staff", "other student"):
        assert secret < placement_fields(people[role], seated)


def test_whoever_may_not_sign_in_sees_nothing_of_their_own(meals, student, people):
    a_placement(meals, student)
    student.is_active = False
    student.save()
    assert list(Placement.objects.visible_to(student)) == []

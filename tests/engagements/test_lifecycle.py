"""Every step, from every status, by everybody."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from engagements.enums import EngagementStatus, HourStatus, PlacementStatus
from engagements.lifecycle import STEPS, available_steps, take, undo, undoable
from engagements.models import Engagement, HourEntry, Placement, StatusChange
from occme.refusals import NotYours, Stale, WrongStep
from partners.editing import version_of
from tests.factories import a_placement, a_prerequisite, a_student, an_engagement, an_entry

ROLES = ("student", "stranger", "partner", "staff")

# Status → step → who may take it; what is in neither is taken by nobody.
BOTH = {"partner", "staff"}
ENGAGEMENT = {
    "draft": {"propose": {"staff"}, "cancel": BOTH},
    "proposed": {"accept": BOTH, "send_back": BOTH, "cancel": BOTH},
    "open": {"start": BOTH, "cancel": BOTH},
    "running": {"complete": {"staff"}, "cancel": BOTH},
    "completed": {},
    "cancelled": {},
}
HERS = {"student", "staff"}
PLACEMENT = {
    "applied": {"offer": BOTH, "decline": BOTH, "withdraw": HERS},
    "offered": {"confirm": HERS, "withdraw": HERS, "take_back": BOTH},
    "confirmed": {"begin": BOTH, "withdraw": HERS, "take_back": BOTH},
    "active": {"complete": BOTH, "withdraw": HERS, "take_back": BOTH},
    "completed": {},
    "declined": {},
    "withdrawn_student": {},
    "withdrawn_partner": {},
}
HOURS = {
    "logged": {"confirm": BOTH, "dispute": BOTH},
    "confirmed": {},
    "disputed": {"correct": HERS},
    "corrected": {"confirm": BOTH, "dispute": BOTH},
}


def tried(record, name: str, user) -> str:
    try:
        take(record, name, by=user, reason="As agreed by phone.")
    except NotYours:
        return "not theirs"
    except WrongStep:
        return "wrong"
    except ValidationError as error:
        return str(error.message_dict)
    return "taken"


def table(make: Callable, model: type, people: dict) -> dict:
    """Status → step → who took it, by trying everything on a record of its own each time."""
    found: dict = {}
    for status in make.statuses:
        found[status] = {}
        for step in STEPS[model]:
            took = {role for role in ROLES if tried(make(status), step, people[role]) == "taken"}
            if took:
                found[status][step] = took
    return found


@pytest.fixture
def people(everybody):
    return everybody


def test_engagements(autumn, home, people):
    def make(status):
        return an_engagement(home, status=status)

    make.statuses = EngagementStatus.values
    assert table(make, Engagement, people) == ENGAGEMENT


def test_past_work_is_logged_by_staff(autumn, home, people):
    past = {"starts_on": "2026-01-01", "ends_on": "2026-02-01"}
    took = {
        role for role in ROLES
        if tried(an_engagement(home, status="draft", **past), "log", people[role]) == "taken"
    }  # fmt: skip
    assert took == {"staff"}


def test_placements(meals, student, people):
    def make(status):
        Placement.objects.all().delete()
        return a_placement(meals, student, status)

    make.statuses = PlacementStatus.values
    assert table(make, Placement, people) == PLACEMENT


def test_hours(seat, staff, people):
    def make(status):
        sure = {"confirmed_by": staff, "confirmed_through": "account"}
        HourEntry.objects.all().delete()
        return an_entry(seat, status=status, **(sure if status == "confirmed" else {}))

    make.statuses = HourStatus.values
    assert table(make, HourEntry, people) == HOURS


def test_what_a_step_leaves_behind(meals, student, partner, staff):
    seat = a_placement(meals, student, "applied")
    offered = take(seat, "offer", by=partner)
    assert (offered.status, offered.waits_on) == ("offered", "student")
    assert offered.history.first().history_user == partner
    take(seat, "confirm", by=staff, reason="She said so by phone.")
    told = [
        (c.step, c.before, c.after, c.waited_on, c.by, c.through, c.reason)
        for c in StatusChange.objects.order_by("pk")
    ]
    assert told == [
        ("offer", "applied", "offered", "partner", partner, "account", ""),
        ("confirm", "offered", "confirmed", "student", staff, "on_behalf", "She said so by phone."),
    ]


def test_a_wrong_step_names_the_legal_ones(meals, student, staff):
    seat = a_placement(meals, student, "applied")
    with pytest.raises(WrongStep) as refusal:
        take(seat, "begin", by=staff)
    assert str(refusal.value) == (
        "It is “Applied” now; from here these steps are legal: offer, decline, withdraw."
    )
    with pytest.raises(WrongStep):
        take(seat, "no such step", by=staff)


@pytest.mark.parametrize("step", ["decline", "withdraw"])
def test_some_steps_take_a_reason(meals, student, staff, step):
    seat = a_placement(meals, student, "applied")
    with pytest.raises(ValidationError) as refusal:
        take(seat, step, by=staff, reason="  ")
    assert refusal.value.message_dict == {"reason": ["Please say why."]}
    assert StatusChange.objects.count() == 0


def test_nothing_opens_without_the_partners_yes(autumn, home, staff, partner):
    meals = an_engagement(home, status="draft")
    take(meals, "propose", by=staff)
    with pytest.raises(WrongStep):
        take(meals, "start", by=staff)
    assert take(meals, "accept", by=partner).status == "open"


def test_what_stands_in_the_way_is_said_before_and_refused_after(meals, student, staff, partner):
    checked = a_prerequisite()
    meals.prerequisites.add(checked)
    seat = a_placement(meals, student, "confirmed")
    (begin,) = [choice for choice in available_steps(seat, partner) if choice.step.name == "begin"]
    assert [(p.code, p.sentence) for p in begin.problems] == [
        ("prerequisite", "“Record check” is not on file.")
    ]
    with pytest.raises(ValidationError) as refusal:
        take(seat, "begin", by=partner)
    assert refusal.value.messages == [
        "“Record check” is not on file. Send it to OCCME, or ask what counts."
    ]
    student.student_profile.clearances.create(prerequisite=checked, done_on="2026-08-01")
    assert take(seat, "begin", by=partner).status == "active"


def test_a_clearance_that_ends_before_the_first_day_is_none(meals, student, partner):
    checked = a_prerequisite()
    meals.prerequisites.add(checked)
    seat = a_placement(meals, student, "confirmed")
    student.student_profile.clearances.create(
        prerequisite=checked, done_on="2026-01-01", valid_until="2026-08-31"
    )
    with pytest.raises(ValidationError):
        take(seat, "begin", by=partner)


def test_no_more_seats_than_there_are(meals, student, partner):
    for number in range(2):
        a_placement(meals, a_student(f"s{number}@example.org"), "confirmed")
    seat = a_placement(meals, student, "offered")
    with pytest.raises(ValidationError) as refusal:
        take(seat, "confirm", by=student)
    assert refusal.value.messages == [
        "All 2 seats are taken. Ask the partner whether there is room for one more."
    ]


def test_somebody_was_faster(meals, student, partner):
    seat = a_placement(meals, student, "applied")
    seen = version_of(seat)
    seat.rank = 2
    seat.save()
    with pytest.raises(Stale):
        take(seat, "offer", by=partner, seen=seen)
    assert take(seat, "offer", by=partner, seen=version_of(seat)).status == "offered"


def test_a_step_is_taken_back_while_nobody_acted_on_it(meals, student, partner, staff):
    seat = a_placement(meals, student, "applied")
    take(seat, "offer", by=partner)
    seat.refresh_from_db()
    assert undoable(seat, staff) is None
    back = undo(seat, by=partner)
    assert (back.status, back.waits_on) == ("applied", "partner")
    assert StatusChange.objects.standing().count() == 0
    with pytest.raises(WrongStep):
        undo(seat, by=partner)
    take(seat, "offer", by=partner)
    take(seat, "confirm", by=student)
    seat.refresh_from_db()
    with pytest.raises(WrongStep):
        undo(seat, by=partner)


def test_confirmed_hours_say_by_whom_and_undo_forgets_it(seat, partner):
    entry = an_entry(seat)
    done = take(entry, "confirm", by=partner)
    assert (done.confirmed_by, done.confirmed_through) == (partner, "account")
    back = undo(entry, by=partner)
    assert (back.status, back.confirmed_by, back.confirmed_through) == ("logged", None, "")


def test_a_partner_whose_membership_ended_takes_no_step(meals, student, partner):
    partner.memberships.update(ended_on="2026-10-01")
    seat = a_placement(meals, student, "applied")
    with pytest.raises(PermissionDenied):
        take(seat, "offer", by=partner)
    assert available_steps(seat, partner) == []

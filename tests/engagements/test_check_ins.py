"""Check-ins: each role in each state as a literal table, and what stays private until both answered."""

import json

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError

from engagements.agreements.asking import ask
from engagements.agreements.gaps import gaps, sheets_by_side
from engagements.lifecycle import STEPS, available_steps, take
from engagements.models import CheckIn, CheckInSheet, StatusChange
from engagements.models.checkins import MARKS
from occme.refusals import NotYours, Stale, WrongStep
from partners.models import Membership
from tests import factories

pytestmark = pytest.mark.usefixtures("autumn")

STATES = ["open", "staff answered", "partner answered", "answered", "staff suggested",
          "partner suggested", "settled", "closed"]  # fmt: skip

STAFF = {
    "open": "answer close",
    "staff answered": "close",
    "partner answered": "answer close",
    "answered": "suggest",
    "staff suggested": "suggest",
    "partner suggested": "settle suggest",
    "settled": "",
    "closed": "",
}
PARTNER = {
    "open": "answer",
    "staff answered": "answer",
    "partner answered": "",
    "answered": "suggest",
    "staff suggested": "settle suggest",
    "partner suggested": "suggest",
    "settled": "",
    "closed": "",
}
NOBODY = dict.fromkeys(STATES, "")
TABLE = {
    "staff": STAFF,
    "staff who belongs to the partner": STAFF,
    "partner": PARTNER,
    "link": PARTNER,
    "link of another organization": NOBODY,
    "link for hours": NOBODY,
    "link that was ended": NOBODY,
    "stranger": NOBODY,
    "student": NOBODY,
    "visitor": NOBODY,
}
"""By role: the steps in each state. Nobody takes the step of the other side."""


def steps_taken() -> list[str]:
    """Those after the check-in was asked for."""
    rows = StatusChange.objects.exclude(step__startswith="ask")
    return list(rows.values_list("step", flat=True))


SECRET = "Nobody-may-read-this-yet"
LOW = dict.fromkeys(MARKS, 1) | {"note": SECRET}
HIGH = dict.fromkeys(MARKS, 5) | {"note": ""}


@pytest.fixture
def both(home):
    person = factories.a_user("both@example.org", is_staff=True)
    Membership.objects.create(user=person, organization=home)
    return person


@pytest.fixture
def people(everybody, stranger, rosa, both):
    elsewhere = stranger.memberships.get().organization
    ana = factories.a_contact(elsewhere, "Ana", email="ana@example.org", rank="primary")
    ended = factories.a_link(rosa, "check_in")[0]
    ended.end("revoked", by=both)
    return everybody | {
        "staff who belongs to the partner": both,
        "link": factories.a_link(rosa, "check_in")[0],
        "link of another organization": factories.a_link(ana, "check_in")[0],
        "link for hours": factories.a_link(rosa, "hours")[0],
        "link that was ended": ended,
    }


def in_state(home, staff, partner, state: str) -> CheckIn:
    check_in = ask(home, by=staff)
    if state == "closed":
        return take(check_in, "close", by=staff, reason="Nobody has time.")
    if state != "open":
        first = partner if state == "partner answered" else staff
        check_in = take(check_in, "answer", by=first, details=LOW)
    if state in ("open", "staff answered", "partner answered"):
        return check_in
    check_in = take(check_in, "answer", by=partner, details=HIGH)
    if state in ("staff suggested", "settled"):
        check_in = take(check_in, "suggest", by=staff, reason="Meet each month.")
    if state == "partner suggested":
        check_in = take(check_in, "suggest", by=partner, reason="Meet each week.")
    return take(check_in, "settle", by=partner) if state == "settled" else check_in


def offered(check_in: CheckIn, user) -> str:
    choices = available_steps(check_in, user)
    return " ".join(
        sorted(c.step.name + ("*" if c.through == "on_behalf" else "") for c in choices)
    )


@pytest.mark.parametrize("state", STATES)
def test_who_may_take_which_step(home, staff, partner, people, state):
    check_in = in_state(home, staff, partner, state)
    found = {role: offered(check_in, user) for role, user in people.items()}
    assert found == {role: TABLE[role][state] for role in TABLE}


@pytest.mark.parametrize("state", STATES)
def test_every_other_step_is_refused_and_leaves_nothing(home, staff, partner, people, state):
    check_in = in_state(home, staff, partner, state)
    before = CheckIn.objects.values().get()
    count = (CheckInSheet.objects.count(), StatusChange.objects.count())
    for role, user in people.items():
        for name in {*STEPS[CheckIn]} - {*TABLE[role][state].split()}:
            with pytest.raises((NotYours, WrongStep)):
                take(check_in, name, by=user, reason="–", details=HIGH)
    assert CheckIn.objects.values().get() == before
    assert (CheckInSheet.objects.count(), StatusChange.objects.count()) == count


# Asking


def test_who_may_ask(home, people):
    found = []
    for role, user in people.items():
        try:
            ask(home, by=user)
        except NotYours:
            continue
        found.append(role)
        StatusChange.objects.all().delete()
        CheckIn.objects.all().delete()
    assert found == ["staff", "partner", "staff who belongs to the partner"]


def test_one_at_a_time_for_each_organization(home, staff, partner, stranger):
    ask(home, by=staff)
    with pytest.raises(WrongStep, match="under way already"):
        ask(home, by=partner)
    ask(stranger.memberships.get().organization, by=stranger)
    assert CheckIn.objects.count() == 2


def test_not_of_a_closed_organization(home, staff):
    home.closed_on, home.closed_reason = "2026-10-01", "Moved."
    home.save()
    with pytest.raises(WrongStep, match="closed"):
        ask(home, by=staff)


def test_the_other_side_is_told(home, staff, partner, rosa, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        check_in = ask(home, by=staff)
    assert [one.to for one in mail.outbox] == [["partner@example.org"], ["rosa@example.org"]]
    take(check_in, "close", by=staff, reason="–")
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        ask(home, by=partner)
    assert [one.to for one in mail.outbox] == [["occme@example.org"]]
    assert mail.outbox[0].subject == (
        "OCCME: Sample Home asks how it is going between you: five questions. Your answers stay "
        "with you until both sides have answered."
    )


# Answering


def test_marks_are_whole_numbers_from_one_to_five(home, staff):
    check_in = ask(home, by=staff)
    for wrong in (0, 6, None, "many", -1):
        with pytest.raises(ValidationError) as refusal:
            take(check_in, "answer", by=staff, details=HIGH | {"trust_wish": wrong})
        assert list(refusal.value.message_dict) == ["trust_wish"]
    assert (CheckInSheet.objects.count(), steps_taken()) == (0, [])


def test_a_reason_that_the_other_side_would_read_is_refused(home, staff):
    check_in = ask(home, by=staff)
    with pytest.raises(ValidationError, match="Say it in the note"):
        take(check_in, "answer", by=staff, reason=SECRET, details=HIGH)
    assert steps_taken() == []


def test_an_answer_stands_though_the_other_side_was_faster(home, staff, partner):
    check_in = ask(home, by=staff)
    seen = check_in.version
    take(check_in, "answer", by=staff, seen=seen, details=LOW)
    assert take(check_in, "answer", by=partner, seen=seen, details=HIGH).status == "answered"


def test_a_change_that_was_replaced_is_not_agreed_to_unread(home, staff, partner):
    check_in = in_state(home, staff, partner, "staff suggested")
    seen = check_in.version
    take(check_in, "suggest", by=staff, reason="Meet each day.")
    with pytest.raises(Stale):
        take(check_in, "settle", by=partner, seen=seen)


# What is private


ROLES = ["staff", "staff who belongs to the partner", "partner", "link", "stranger", "student",
         "visitor", "link for hours"]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "readers"),
    [
        ("staff answered", ["staff", "staff who belongs to the partner"]),
        ("partner answered", ["partner", "link"]),
        ("answered", ["staff", "staff who belongs to the partner", "partner", "link"]),
        ("settled", ["staff", "staff who belongs to the partner", "partner", "link"]),
    ],
)
def test_who_reads_the_first_answers(home, staff, partner, people, state, readers):
    in_state(home, staff, partner, state)
    rows = CheckInSheet.objects.filter(note=SECRET)
    assert [role for role in ROLES if rows.visible_to(people[role]).exists()] == readers


def test_what_was_closed_before_both_answered_stays_with_its_side(home, staff, partner, people):
    check_in = in_state(home, staff, partner, "staff answered")
    take(check_in, "close", by=staff, reason="No time.")
    rows = CheckInSheet.objects.filter(note=SECRET)
    found = [role for role in ROLES if rows.visible_to(people[role]).exists()]
    assert found == ["staff", "staff who belongs to the partner"]


@pytest.mark.parametrize("first", ["staff", "partner"])
def test_neither_mail_nor_steps_tell_what_was_answered(
    home, people, rosa, first, django_capture_on_commit_callbacks
):
    """The same, letter for letter, whether all is well or nothing is."""
    told = []
    for day, answers in (("2026-10-16", LOW), ("2026-10-17", HIGH)):
        check_in = ask(home, by=people[first])
        mail.outbox.clear()
        with (
            time_machine.travel(f"{day}T16:00:00Z", tick=False),
            django_capture_on_commit_callbacks(execute=True),
        ):
            take(check_in, "answer", by=people[first], details=answers)
        texts = [(one.subject, one.body.split("http")[0]) for one in mail.outbox]
        steps = list(StatusChange.objects.filter(check_in=check_in).values_list("step", "before", "after", "reason"))  # fmt: skip
        told.append((texts[:1], steps))
        take(check_in, "close", by=people["staff"], reason="–")
    assert told[0] == told[1]
    assert len(told[0][0]) == 1
    asked = {"staff": "ask", "partner": "ask_back"}[first]
    assert told[0][1] == [("answer", "open", "open", ""), (asked, "", "open", "")]
    assert SECRET not in json.dumps(told)


# Both sides beside one another


def test_gaps_in_words(home, staff, partner):
    check_in = ask(home, by=staff)
    ours = HIGH | {"goals_now": 3, "decisions_now": 2, "trust_wish": 4}
    theirs = HIGH | {"goals_now": 3, "decisions_now": 4, "trust_now": 4, "benefit_now": 1, "benefit_wish": 1}  # fmt: skip
    take(check_in, "answer", by=staff, details=ours)
    assert gaps(sheets_by_side(check_in, partner), home) == []
    take(check_in, "answer", by=partner, details=theirs)
    found = {gap.question: gap.words for gap in gaps(sheets_by_side(check_in, partner), home)}
    assert found == {
        "goals": "Both see it alike. OCCME wishes for more. Sample Home wishes for more.",
        "decisions": "Sample Home sees it much better than OCCME: talk about this one. OCCME wishes "
        "for more. Sample Home wishes for more.",
        "resources": "Both see it alike. OCCME wishes it as it is. Sample Home wishes it as it is.",
        "trust": "OCCME sees it a little better than Sample Home. OCCME wishes for less. Sample "
        "Home wishes for more.",
        "benefit": "OCCME sees it much better than Sample Home: talk about this one. OCCME wishes "
        "it as it is. Sample Home wishes it as it is.",
    }

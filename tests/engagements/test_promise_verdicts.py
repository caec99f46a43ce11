"""The word on a promise: each role, after each verdict, as a literal table; nobody judges their own."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from engagements.enums import VERDICTS, LinkEnd
from engagements.lifecycle import STEPS, available_steps, take, undo
from engagements.lifecycle.sides import sides_of
from engagements.models import Judgement, Occurrence, StatusChange
from engagements.terms import Promise
from occme.refusals import NotYours, WrongStep
from partners.models import Membership
from tests import factories

pytestmark = pytest.mark.usefixtures("autumn")

STATES = ["ahead", "due", "reported", *VERDICTS, "answered", "dropped"]
"""Ahead is open, and its day has not come; answered was not kept, and its giver said why."""

GIVER = {
    "ahead": "report",
    "due": "report",
    "reported": "",
    "kept": "answer",
    "partly": "answer",
    "late": "answer",
    "not_kept": "answer",
    "changed": "answer",
    "released": "answer",
    "answered": "",
    "dropped": "",
}
RECEIVER = {
    "ahead": "changed released",
    "due": "changed kept late not_kept partly released",
    "reported": "changed kept late not_kept partly released",
    "kept": "changed late not_kept partly released",
    "partly": "changed kept late not_kept released",
    "late": "changed kept not_kept partly released",
    "not_kept": "changed kept late partly released",
    "changed": "kept late not_kept partly released",
    "released": "changed kept late not_kept partly",
    "answered": "changed kept late partly released",
    "dropped": "",
}
STAFF_RECEIVING = {
    "ahead": "changed released report*",
    "due": "changed kept late not_kept partly released report*",
    "reported": "changed kept late not_kept partly released",
    "kept": "changed late not_kept partly released",
    "partly": "changed kept late not_kept released",
    "late": "changed kept not_kept partly released",
    "not_kept": "changed kept late partly released",
    "changed": "kept late not_kept partly released",
    "released": "changed kept late not_kept partly",
    "answered": "changed kept late partly released",
    "dropped": "",
}
"""Staff may note after a call what the partner says of its own promise; * is on its behalf."""

NOBODY = dict.fromkeys(STATES, "")
OTHERS = {
    "link of another organization": NOBODY,
    "link for hours": NOBODY,
    "ended link": NOBODY,
    "stranger": NOBODY,
    "student": NOBODY,
    "visitor": NOBODY,
}
TABLE = {
    "staff": OTHERS
    | {
        "staff": GIVER,
        "staff who belongs to the partner": GIVER,
        "partner": RECEIVER,
        "link": RECEIVER,
    },
    "partner": OTHERS
    | {
        "staff": STAFF_RECEIVING,
        "staff who belongs to the partner": STAFF_RECEIVING,
        "partner": GIVER,
        "link": GIVER,
    },
}
"""By giver and role: the steps in each state."""

BOTH = [(giver, state) for giver in TABLE for state in STATES]


@pytest.fixture
def people(everybody, home, stranger, rosa):
    both = factories.a_user("both@example.org", is_staff=True)
    Membership.objects.create(user=both, organization=home)
    elsewhere = stranger.memberships.get().organization
    ana = factories.a_contact(elsewhere, "Ana", email="ana@example.org", rank="primary")
    ended = factories.a_link(rosa, "promises")[0]
    ended.end(LinkEnd.REVOKED)
    return everybody | {
        "staff who belongs to the partner": both,
        "link": factories.a_link(rosa, "promises")[0],
        "link of another organization": factories.a_link(ana, "promises")[0],
        "link for hours": factories.a_link(rosa, "hours")[0],
        "ended link": ended,
    }


@pytest.fixture
def promise(home, staff):
    """Makes one: of a giver, on a day of the tests' autumn."""

    def made(giver: str, day: date) -> Occurrence:
        lines = (Promise(key="one", by=giver, text="Bring soup", due_on=day),)
        version = factories.an_agreement(home, staff, "in_force", factories.terms(promises=lines))
        return Occurrence.objects.get(commitment__version=version)

    return made


@pytest.fixture
def in_state(promise, staff, partner):
    def led(giver: str, state: str) -> Occurrence:
        sides = {"staff": staff, "partner": partner}
        gives, receives = sides.pop(giver), *sides.values()
        is_ahead = state in ("ahead", "dropped")
        one = promise(giver, date(2026, 11, 20) if is_ahead else date(2026, 10, 1))
        if state == "dropped":
            take(one.commitment.version, "end", by=staff, reason="We part as friends.")
        elif state == "reported":
            take(one, "report", by=gives)
        elif state == "answered":
            take(take(one, "not_kept", by=receives), "answer", by=gives, reason="The pot broke.")
        elif state in VERDICTS:
            take(one, state, by=receives)
        return Occurrence.objects.get(pk=one.pk)

    return led


def offered(record: Occurrence, user) -> str:
    """The steps that nothing stands in the way of."""
    choices = [choice for choice in available_steps(record, user) if not choice.problems]
    names = [c.step.name + ("*" if c.through == "on_behalf" else "") for c in choices]
    return " ".join(sorted(names))


def rows() -> tuple:
    """All that a step writes."""
    return tuple(list(m.objects.order_by("pk").values()) for m in (Occurrence, Judgement, StatusChange))  # fmt: skip


@pytest.mark.parametrize(("giver", "state"), BOTH)
def test_who_may_take_which_step(people, in_state, giver, state):
    record = in_state(giver, state)
    found = {role: offered(record, user) for role, user in people.items()}
    assert found == {role: steps[state] for role, steps in TABLE[giver].items()}


@pytest.mark.parametrize(("giver", "state"), BOTH)
def test_every_other_step_is_refused_and_leaves_nothing(people, in_state, giver, state):
    record = in_state(giver, state)
    before = rows()
    for role, user in people.items():
        legal = {name.strip("*") for name in TABLE[giver][role][state].split()}
        for name in {*STEPS[Occurrence]} - legal:
            with pytest.raises((NotYours, WrongStep, ValidationError)):
                take(record, name, by=user, reason="Because.")
    assert rows() == before


@pytest.mark.parametrize("giver", TABLE)
@pytest.mark.parametrize("verdict", VERDICTS)
def test_neither_side_judges_its_own_promise(people, in_state, giver, verdict):
    record = in_state(giver, "reported")
    own = {"staff": ("staff", "staff who belongs to the partner"), "partner": ("partner", "link")}
    for role in own[giver]:
        with pytest.raises(NotYours):
            take(record, verdict, by=people[role], reason="We say so ourselves.")
    assert list(Judgement.objects.all()) == []


def test_what_both_promise_is_judged_by_the_other_one(home, staff, partner):
    lines = (Promise(key="one", by="joint", text="Say thanks", due_on=date(2026, 10, 1)),)
    factories.an_agreement(home, staff, "in_force", factories.terms(promises=lines))
    judged = {}
    for one in Occurrence.objects.all():
        for role, user in (("staff", staff), ("partner", partner)):
            judged[one.giver, role] = "kept" in offered(one, user).split()
    assert judged == {
        ("staff", "staff"): False,
        ("staff", "partner"): True,
        ("partner", "staff"): True,
        ("partner", "partner"): False,
    }


def test_who_changes_sides_takes_no_word_of_the_other_side_back(promise, partner):
    record = take(promise("staff", date(2026, 10, 1)), "not_kept", by=partner)
    partner.is_staff = True
    partner.save()
    assert sides_of(partner, record) == {"staff"}
    with pytest.raises(NotYours):
        undo(record, by=partner)
    assert Occurrence.objects.get().status == "not_kept"


@pytest.mark.parametrize("detour", ["changed", "released"])
def test_no_detour_leads_to_a_verdict_before_the_day(promise, partner, detour):
    record = take(promise("staff", date(2026, 11, 20)), detour, by=partner)
    with pytest.raises(ValidationError) as refused:
        take(record, "not_kept", by=partner)
    (sentence,) = refused.value.message_dict["__all__"]
    assert sentence.startswith("Its day has not come, and nobody has reported it done.")
    assert Occurrence.objects.get().status == detour


def test_what_was_reported_before_its_day_is_judged_anew(promise, staff, partner):
    record = take(promise("staff", date(2026, 11, 20)), "report", by=staff)
    record = take(take(record, "kept", by=partner), "partly", by=partner)
    kept = list(Judgement.objects.order_by("pk").values_list("verdict", flat=True))
    assert (record.status, kept) == ("partly", ["kept", "partly"])


def test_an_answered_word_is_not_taken_back(in_state, partner):
    record = in_state("staff", "answered")
    with pytest.raises(WrongStep):
        undo(record, by=partner)
    assert Occurrence.objects.get().status == "not_kept"

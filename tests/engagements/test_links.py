"""What a keyed link opens, for one purpose; and all that it does not open."""

from datetime import date, timedelta

import pytest
import time_machine

from engagements.editing import confirm_hours, unconfirm
from engagements.lifecycle import available_steps, take, undo
from engagements.models import (
    CalendarFeed,
    Clearance,
    Engagement,
    HourEntry,
    KeyedLink,
    Placement,
    Reflection,
    StatusChange,
    StudentProfile,
)
from occme.refusals import NotYours, WrongStep
from partners.models import Contact, Organization, Priority
from tests.factories import (
    a_link,
    a_partner,
    a_placement,
    a_priority,
    a_prompt,
    a_reflection,
    a_student,
    an_engagement,
    an_entry,
)


@pytest.fixture
def proposal(autumn, home):
    return an_engagement(home, "Proposed walks", status="proposed")


@pytest.fixture
def applicant(meals):
    return a_placement(meals, a_student("new@example.org"), "applied", waits_on="partner")


@pytest.fixture
def elsewhere(autumn):
    """Another partner's of everything."""
    other = a_partner("Sample Elsewhere", publication="hidden")
    walks = an_engagement(other, "Walks")
    return an_entry(a_placement(walks, a_student("third@example.org")))


def opened(link) -> dict[str, list]:
    models = (Engagement, Placement, HourEntry, Reflection, StudentProfile, Clearance, StatusChange,
              KeyedLink, CalendarFeed, Organization, Contact, Priority)  # fmt: skip
    found = {model.__name__: list(model.objects.visible_to(link)) for model in models}
    return {name: rows for name, rows in found.items() if rows}


def test_each_opens_its_own_record_and_nothing_else(
    rosa, home, proposal, meals, seat, applicant, elsewhere
):
    entry = an_entry(seat)
    shared = a_reflection(seat, sharing="partner")
    kept = a_prompt("What else?")
    a_reflection(seat, sharing="faculty", prompt=kept)
    a_reflection(elsewhere.placement, sharing="partner")
    a_priority(home, is_public=False)
    assert opened(a_link(rosa, "engagement", proposal)[0]) == {"Engagement": [proposal]}
    assert opened(a_link(rosa, "placement", applicant)[0]) == {"Placement": [applicant]}
    assert opened(a_link(rosa, "hours")[0]) == {"HourEntry": [entry]}
    assert opened(a_link(rosa, "reflections")[0]) == {"Reflection": [shared]}


def test_it_does_not_follow_its_record_to_another_organization(
    rosa, proposal, applicant, elsewhere
):
    answer, apply = a_link(rosa, "engagement", proposal)[0], a_link(rosa, "placement", applicant)[0]
    for engagement in (proposal, applicant.engagement):
        engagement.organization = elsewhere.placement.engagement.organization
        engagement.save()
    answer, apply = (KeyedLink.objects.get(pk=link.pk) for link in (answer, apply))
    assert (opened(answer), opened(apply)) == ({}, {})
    assert (steps_of(proposal, answer), steps_of(applicant, apply)) == ([], [])
    assert (answer.title, apply.title) == ("", "")


def steps_of(record, link) -> list[str]:
    return [choice.step.name for choice in available_steps(record, link)]


def test_each_takes_the_steps_it_is_for(rosa, proposal, meals, seat, applicant, elsewhere):
    entry = an_entry(seat)
    answer, apply, hours = (
        a_link(rosa, "engagement", proposal)[0],
        a_link(rosa, "placement", applicant)[0],
        a_link(rosa, "hours")[0],
    )
    records = [proposal, meals, applicant, seat, entry, elsewhere, elsewhere.placement]
    assert [steps_of(record, answer) for record in records] == [
        ["accept", "send_back"], [], [], [], [], [], []
    ]  # fmt: skip
    assert [steps_of(record, apply) for record in records] == [
        [], [], ["offer", "decline"], [], [], [], []
    ]  # fmt: skip
    assert [steps_of(record, hours) for record in records] == [
        [], [], [], [], ["confirm", "dispute"], [], []
    ]  # fmt: skip


def test_a_step_that_it_is_not_for_is_refused(rosa, proposal, meals, applicant):
    link = a_link(rosa, "engagement", proposal)[0]
    with pytest.raises(NotYours):
        take(proposal, "cancel", by=link, reason="No.")
    with pytest.raises(NotYours):
        take(applicant, "offer", by=link)
    other = a_link(rosa, "engagement", meals)[0]
    with pytest.raises(NotYours):
        take(proposal, "accept", by=other)


def test_the_step_is_kept_as_taken_through_the_link(rosa, proposal):
    link = a_link(rosa, "engagement", proposal)[0]
    assert take(proposal, "accept", by=link).status == "open"
    change = StatusChange.objects.get()
    assert (change.by, change.link, change.through, change.step) == (None, link, "link", "accept")
    line = proposal.history.first()
    assert (line.history_user, line.history_change_reason) == (None, "accept")


def test_it_takes_back_its_own_step_and_not_that_of_a_user_with_its_number(
    rosa, proposal, partner, meals
):
    link = a_link(rosa, "engagement", proposal)[0]
    KeyedLink.objects.filter(pk=link.pk).update(id=partner.pk)
    link = KeyedLink.objects.get()
    take(proposal, "accept", by=partner)
    with pytest.raises(WrongStep):
        undo(proposal, by=link)
    undo(proposal, by=partner)
    take(proposal, "accept", by=link)
    with pytest.raises(WrongStep):
        undo(proposal, by=partner)
    assert undo(proposal, by=link).status == "proposed"


def test_hours_are_confirmed_together_and_taken_back(rosa, seat, partner):
    link = a_link(rosa, "hours")[0]
    for day in (7, 8):
        an_entry(seat, date(2026, 9, day))
    batch = confirm_hours(HourEntry.objects.all(), by=link)
    kept = HourEntry.objects.order_by("pk").values_list(
        "status", "confirmed_by", "confirmed_through"
    )
    assert list(kept) == [("confirmed", None, "link")] * 2
    assert unconfirm(batch, by=partner) == 0
    assert unconfirm(batch, by=link) == 2
    assert list(kept.all()) == [("logged", None, "")] * 2


def test_hours_of_students_without_a_seat_are_not_shown(rosa, meals):
    gone = a_placement(meals, a_student("gone@example.org"), "withdrawn_student")
    an_entry(gone)
    assert opened(a_link(rosa, "hours")[0]) == {}


def works() -> list[bool]:
    return list(KeyedLink.objects.with_works().values_list("works", flat=True))


def test_when_it_works(rosa, autumn, proposal):
    link = a_link(rosa, "engagement", proposal)[0]
    assert works() == [True]
    with time_machine.travel(link.expires_at + timedelta(seconds=1), tick=False):
        assert works() == [False]
    link.end("revoked")
    assert works() == [False]
    with pytest.raises(NotYours):
        take(proposal, "accept", by=link)


def test_the_secret_is_kept_nowhere(rosa):
    link, path = a_link(rosa, "hours")
    secret = path.split("/")[-2]
    assert len(secret) == 32
    assert [value for value in vars(link).values() if value == secret] == []


def test_who_sees_that_there_are_links(rosa, everybody):
    link = a_link(rosa, "hours")[0]
    seen = {role: list(KeyedLink.objects.visible_to(user)) for role, user in everybody.items()}
    assert seen == {
        "staff": [link],
        "partner": [link],
        "student": [],
        "stranger": [],
        "visitor": [],
    }

"""The load of an organization: what counts as an ask, what warns, and what a reason lets through."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from engagements.agreements.asking import ask
from engagements.asks import asks
from engagements.editing import version_of
from engagements.lifecycle import available_steps, take
from engagements.load import load_of, loads
from engagements.models import StatusChange
from engagements.noting import change, create
from partners.models import Interaction, Organization
from tests.factories import (
    TERM,
    a_partner,
    a_placement,
    a_quiet_period,
    a_student,
    an_agreement,
    an_engagement,
    an_interaction,
)

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 15)


@pytest.fixture(autouse=True)
def clock(autumn):
    """October 15, 2026."""


def draft(organization, **fields):
    return an_engagement(organization, status="draft", **{**TERM, **fields})


def reasons(caught) -> list[str]:
    return caught.value.message_dict["reason"]


def test_everything_that_asks_counts_once(home, staff, partner):
    an_interaction(home, asks=True, asked_for="A room", happened_on=TODAY, noted_by=staff)
    an_interaction(home, happened_on=TODAY)
    an_interaction(home, asks=True, happened_on=TODAY, struck_on=TODAY)
    an_interaction(a_partner("Elsewhere"), asks=True, happened_on=TODAY)
    proposed = take(draft(home), "propose", by=staff)
    sent_back = take(proposed, "send_back", by=partner, reason="Other days")
    take(sent_back, "propose", by=staff)
    an_agreement(home, staff, "agreed")
    ask(home, by=staff)
    rows = Organization.objects.filter(pk=home.pk)
    found = [(ask.kind, ask.what, ask.by_name) for ask in asks(rows, TODAY, TODAY)]
    assert found == [
        ("proposal", "Evening meals", "Sam Staff"),
        ("contact", "A room", "Sam Staff"),
        ("check_in", "How it goes between us", "Sam Staff"),
        ("agreement", "Evenings together", "Sam Staff"),
    ]


def test_what_is_proposed_again_later_counts_when_it_was_proposed_first(home, staff, partner):
    with time_machine.travel("2026-09-01T16:00:00Z"):
        made = take(draft(home), "propose", by=staff)
    with time_machine.travel("2026-09-20T16:00:00Z"):
        made = take(made, "send_back", by=partner, reason="Other days")
    take(made, "propose", by=staff)
    months = [(date(2026, 9, 1), date(2026, 9, 30)), (date(2026, 10, 1), date(2026, 10, 31))]
    found = [[ask.on for ask in asks(None, *days)] for days in months]
    assert found == [[date(2026, 9, 1)], []]


def test_the_calendar_has_an_end(home):
    an_interaction(home, asks=True, happened_on=TODAY)
    assert len(asks(None, date.min, date.max)) == 1
    assert load_of(home, date.max).asks == 0


def test_what_the_partner_asks_is_no_ask_of_it(home, partner):
    ask(home, by=partner)
    assert load_of(home).asks == 0
    assert StatusChange.objects.get().step == "ask_back"


def test_thirty_days_are_counted_the_last_included(home):
    for back in (0, 29, 30):
        an_interaction(home, asks=True, happened_on=TODAY - timedelta(days=back))
    assert load_of(home).asks == 2
    assert load_of(home, TODAY - timedelta(days=1)).asks == 2


def test_who_is_placed_is_counted_on_the_day(home, meals):
    a_placement(meals, a_student("one@example.org"))
    a_placement(meals, a_student("two@example.org"), "completed")
    a_placement(meals, a_student("soon@example.org"), "confirmed", starts_on=date(2026, 11, 1))
    assert (load_of(home).placed, load_of(home, date(2026, 11, 2)).placed) == (1, 2)


def test_words_say_what_is_known(home):
    assert load_of(home).words == "0 asks in the last 30 days · 0 of 2 students now"
    home.asks_per_month = 4
    home.save()
    assert load_of(home).words == "0 of 4 asks in the last 30 days · 0 of 2 students now"


def test_each_reason_to_wait_is_said(home):
    home.asks_per_month, home.do_not_contact_until, home.students_at_once = 1, TODAY, 0
    home.save()
    a_quiet_period(home, TODAY, date(2026, 10, 20))
    an_interaction(home, asks=True, happened_on=TODAY)
    assert load_of(home).warnings(brings_students=True) == [
        "It does not want to be contacted until Oct. 15, 2026.",
        "It wants quiet until Oct. 20, 2026.",
        "It was asked once in the last 30 days, and said that it can take 1 a month.",
        "0 students are placed there now, and it said that it can have 0 at once.",
    ]
    assert load_of(home).warnings() == load_of(home).warnings(brings_students=True)[:3]


def test_a_proposal_beyond_the_load_takes_a_reason_which_is_kept(home, staff):
    home.asks_per_month = 0
    home.save()
    made = draft(home)
    choice = next(c for c in available_steps(made, staff) if c.step.name == "propose")
    told = "It was asked 0 times in the last 30 days, and said that it can take 0 a month."
    assert choice.warnings == [told]
    with pytest.raises(ValidationError) as caught:
        take(made, "propose", by=staff)
    assert reasons(caught) == [told, "To ask all the same, say why; the reason is kept."]
    take(made, "propose", by=staff, reason="They called and asked for it")
    assert StatusChange.objects.get().reason == "They called and asked for it"


def test_full_places_speak_against_more_students_alone(home, meals, staff):
    for name in ("one", "two"):
        a_placement(meals, a_student(f"{name}@example.org"))
    ask(home, by=staff)
    with pytest.raises(ValidationError, match="2 students are placed there now"):
        take(draft(home, title="More"), "propose", by=staff)


def test_an_agreement_and_a_check_in_take_a_reason_too(home, staff):
    a_quiet_period(home, TODAY, TODAY)
    version = an_agreement(home, staff, "draft")
    with pytest.raises(ValidationError, match="It wants quiet"):
        take(version, "send", by=staff)
    with pytest.raises(ValidationError, match="It wants quiet"):
        ask(home, by=staff)
    take(version, "send", by=staff, reason="Agreed by phone")
    ask(home, by=staff, reason="They wish it")
    kept = StatusChange.objects.order_by("pk").values_list("step", "reason")
    assert list(kept) == [("send", "Agreed by phone"), ("ask", "They wish it")]


def test_the_partners_own_steps_are_never_held_back(home, partner, staff):
    a_quiet_period(home, TODAY, TODAY)
    ask(home, by=partner)
    proposed = take(draft(home), "propose", by=staff, reason="They called")
    take(proposed, "accept", by=partner)


def test_a_noted_ask_beyond_the_load_takes_a_reason(home, staff):
    a_quiet_period(home, TODAY, TODAY)
    values = {"organization": home, "kind": "call", "asks": True}
    with pytest.raises(ValidationError) as caught:
        create(Interaction, by=staff, values=values)
    assert caught.value.message_dict["over_load_reason"][0] == "It wants quiet until Oct. 15, 2026."
    create(Interaction, by=staff, values=values | {"over_load_reason": "They offered"})
    create(Interaction, by=staff, values=values | {"happened_on": date(2026, 10, 14)})
    create(Interaction, by=staff, values=values | {"asks": False})


def test_what_becomes_an_ask_later_takes_a_reason_and_keeps_it(home, staff):
    home.asks_per_month = 1
    home.save()
    noted = an_interaction(home, happened_on=TODAY)
    noted = change(noted, by=staff, values={"asks": True}, seen=version_of(noted))
    noted = change(noted, by=staff, values={"summary": "Long"}, seen=version_of(noted))
    second = an_interaction(home, happened_on=TODAY)
    with pytest.raises(ValidationError):
        change(second, by=staff, values={"asks": True}, seen=version_of(second))
    values = {"asks": True, "over_load_reason": "They offered"}
    second = change(second, by=staff, values=values, seen=version_of(second))
    with pytest.raises(ValidationError):
        change(second, by=staff, values={"over_load_reason": ""}, seen=version_of(second))


def test_an_organization_that_cannot_be_changed_is_told_and_not_looked_up(home, staff):
    noted = an_interaction(home, happened_on=TODAY)
    with pytest.raises(ValidationError) as caught:
        change(
            noted,
            by=staff,
            values={"asks": True, "organization": "elsewhere"},
            seen=version_of(noted),
        )
    assert caught.value.message_dict == {"organization": ["This is not yours to change."]}


def test_many_cost_as_much_as_one(home, django_assert_num_queries):
    many = [home, *(a_partner(f"Sample {number}") for number in range(30))]
    for one in many:
        an_interaction(one, asks=True, happened_on=localdate())
    with django_assert_num_queries(6):
        assert {load.asks for load in loads(many).values()} == {1}
    with django_assert_num_queries(6):
        assert load_of(home).asks == 1

"""Partners that nobody heard from for longer than they wish."""

from datetime import date, timedelta

import pytest

from engagements.agreements.asking import ask
from engagements.hearing import not_heard_from
from engagements.lifecycle import take
from tests.factories import (
    TERM,
    a_link,
    a_member,
    a_partner,
    a_quiet_period,
    an_engagement,
    an_interaction,
    an_organization,
)

TODAY = date(2026, 10, 15)


@pytest.fixture(autouse=True)
def clock(autumn):
    """October 15, 2026."""


def waiting(user) -> list[tuple]:
    return [(row.name, row.last_heard_on, row.due_since) for row in not_heard_from(user)]


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_each_has_its_own_rhythm(staff):
    for name, weeks, days in (
        ("Weekly", 1, 7),
        ("Soon", 1, 6),
        ("Usual", None, 92),
        ("Late", 4, 100),
    ):
        an_interaction(a_partner(name, contact_every_weeks=weeks), happened_on=ago(days))
    a_partner("Never")
    assert waiting(staff) == [
        ("Never", None, None),
        ("Late", ago(100), ago(72)),
        ("Usual", ago(92), ago(1)),
        ("Weekly", ago(7), ago(0)),
    ]


def test_only_open_active_partners_that_want_no_quiet(staff, student, stranger):
    an_organization("Prospect", stage="prospect")
    a_partner("Closed", closed_on=TODAY, closed_reason="Moved")
    a_partner("Later", do_not_contact_until=TODAY)
    a_quiet_period(a_partner("Quiet"), TODAY, TODAY)
    a_partner("Waits")
    assert [name for name, *_days in waiting(staff)] == ["Sample Elsewhere", "Waits"]


def test_what_was_struck_out_was_not_heard(staff, home):
    an_interaction(home, happened_on=TODAY, struck_on=TODAY)
    assert waiting(staff) == [("Sample Home", None, None)]


def test_a_step_of_its_people_is_heard(staff, home, partner):
    made = take(an_engagement(home, status="draft", **TERM), "propose", by=staff)
    assert waiting(staff) == [("Sample Home", None, None)]
    take(made, "accept", by=partner)
    assert waiting(staff) == []


def test_a_step_for_another_organization_is_not(staff, home, partner):
    other = a_partner("Other")
    a_member("colleague@example.org", other)
    partner.memberships.create(organization=other)
    take(ask(other, by=partner), "close", by=staff, reason="–")
    assert [name for name, *_days in waiting(staff)] == ["Sample Home"]


def test_a_step_through_a_link_is_heard(staff, home, rosa):
    made = take(an_engagement(home, status="draft", **TERM), "propose", by=staff)
    link, _address = a_link(rosa, "engagement", made)
    take(made, "accept", by=link)
    assert waiting(staff) == []


def test_many_cost_what_one_costs(staff, django_assert_num_queries):
    for number in range(30):
        a_partner(f"Sample {number}")
    with django_assert_num_queries(6):
        assert len(not_heard_from(staff)) == 30

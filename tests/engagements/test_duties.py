"""What waits on staff, kind by kind: one row that waits, and those that do not."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from engagements.agreements.writing import next_version
from engagements.duties import DUTIES
from engagements.lifecycle import take
from engagements.models import CheckIn, FailedMail, Occurrence
from engagements.terms import Promise, Terms
from partners.editing import close, version_of
from tests.agreements import TERMS, a_draft, agreed, in_force
from tests.factories import (
    INSIDE,
    a_compensation,
    a_location,
    a_placement,
    a_user,
    an_engagement,
    an_interaction,
    an_organization,
)

pytestmark = pytest.mark.django_db

KINDS = {duty.name: duty for duty in DUTIES}
TODAY = localdate()
SECTIONS = {"purpose": "We listen."}


def days(number: int) -> date:
    return localdate() + timedelta(days=number)


def waiting(kind: str, user, steward=None) -> list:
    return [(row, row.since) for row in KINDS[kind].waiting(user, steward)]


def test_nothing_waits_on_others(staff, partner, stranger, student, visitor, home):
    an_interaction(home, next_step="Call", next_on=days(-1))
    a_compensation(home, due_on=days(-1), promised_on=days(-20))
    FailedMail.objects.create(address="gone@example.org", organization=home)
    counts = {
        user: sum(duty.waiting(user).count() for duty in DUTIES if not duty.is_upkeep)
        for user in (staff, stranger, student, visitor)
    }
    assert counts == {staff: 4, stranger: 0, student: 0, visitor: 0}


def test_an_agreement_waits_where_it_is_our_turn_or_our_signature(staff, partner, home):
    draft = a_draft(home, staff)
    assert waiting("agreements", staff) == []
    sent = take(draft, "send", by=staff)
    assert waiting("agreements", staff) == []
    both = take(sent, "agree", by=partner)
    assert waiting("agreements", staff) == [(both, TODAY)]


def test_our_promises_wait_from_two_weeks_before_until_reported(staff, partner, home):
    due = Promise("d" * 12, "staff", "Bring tea.", "other", due_on=days(14))
    later = Promise("e" * 12, "staff", "Bring more.", "other", due_on=days(15))
    theirs = Promise("f" * 12, "partner", "Bring cups.", "other", due_on=days(-1))
    terms = Terms(
        title="Tea",
        starts_on=days(-30),
        ends_on=days(300),
        sections=SECTIONS,
        promises=(due, later, theirs),
    )
    in_force(home, staff, partner, terms)
    ours = Occurrence.objects.get(commitment__text="Bring tea.")
    cups = Occurrence.objects.get(commitment__text="Bring cups.")
    assert waiting("promises", staff) == [(ours, days(14))]
    assert waiting("judgements", staff) == [(cups, days(-1))]
    take(ours, "report", by=staff)
    take(cups, "kept", by=staff)
    assert (waiting("promises", staff), waiting("judgements", staff)) == ([], [])


def test_proposals_wait_that_a_student_made_or_a_partner_sent_back(staff, partner, student, home):
    an_engagement(home, title="Staff's own draft", status="draft")
    profile = student.student_profile
    mine = an_engagement(home, title="Mine", status="draft", proposed_by=profile)
    sent = an_engagement(home, title="Sent", status="proposed")
    sent_back = take(sent, "send_back", by=partner, reason="Later")
    found = [row for row, _since in waiting("proposals", staff)]
    assert found == [mine, sent_back]


def test_money_waits_until_it_is_paid(staff, home):
    owed = a_compensation(home, due_on=days(14), promised_on=days(-20))
    a_compensation(home, due_on=days(15), promised_on=days(-20))
    a_compensation(home, due_on=days(1), promised_on=days(-20), paid_on=TODAY)
    assert waiting("payments", staff) == [(owed, days(14))]


def test_next_steps_wait_on_their_day(staff, home):
    due = an_interaction(home, next_step="Call", next_on=TODAY)
    an_interaction(home, next_step="Call", next_on=days(1))
    an_interaction(home, next_step="Call", next_on=TODAY, next_done_on=TODAY)
    struck = an_interaction(home, next_step="Call", next_on=TODAY)
    close(struck, by=staff, reason="Wrong", seen=version_of(struck))
    assert waiting("next_steps", staff) == [(due, TODAY)]


def test_an_agreement_waits_that_runs_out_with_nothing_next(staff, partner, home):
    terms = Terms(
        title="Tea",
        starts_on=days(-300),
        ends_on=days(60),
        sections=SECTIONS,
        promises=TERMS.promises[2:],
    )
    ends = in_force(home, staff, partner, terms)
    other = an_organization("Elsewhere")
    long = Terms(
        title="Tea",
        starts_on=days(-300),
        ends_on=days(61),
        sections=SECTIONS,
        promises=TERMS.promises[2:],
    )
    version = a_draft(other, staff, long)
    assert version.status == "draft"
    assert waiting("renewals", staff) == [(ends, days(60))]
    next_version(ends.agreement, "renewal", by=staff)
    assert waiting("renewals", staff) == []


def test_a_review_waits_until_a_check_in_is_asked_for(staff, partner, home):
    terms = Terms(
        title="Tea",
        starts_on=date(2026, 1, 1),
        ends_on=days(300),
        review_months=1,
        sections=SECTIONS,
        promises=TERMS.promises[2:],
    )
    version = in_force(home, staff, partner, terms)
    [(found, since)] = waiting("reviews", staff)
    assert (found, abs((since - TODAY).days) <= 31, since.day) == (version, True, 1)
    CheckIn.objects.create(organization=home)
    assert waiting("reviews", staff) == []


def test_listings_wait_that_nobody_checked_for_a_year(staff):
    fields = {"publication": "public_source", "source": "A list", "verified_by": staff}
    old = an_organization("Old", **fields, verified_on=days(-365))
    an_organization("New", **fields, verified_on=days(-364))
    an_organization("Hidden", publication="hidden")
    never = an_organization("Never", publication="public_source", source="A list")
    gone = an_organization("Gone", publication="public_source", source="A list")
    close(gone, by=staff, reason="Moved away", seen=version_of(gone))
    assert waiting("listings", staff) == [(never, None), (old, days(-365))]


def test_seats_wait_on_us_or_end_with_nobody_next(staff, student, home):
    engagement = an_engagement(home, starts_on=days(-30), ends_on=days(30), status="running")
    seat = a_placement(engagement, student, status="confirmed", waits_on="staff")
    assert waiting("applications", staff) == [(seat, TODAY)]
    assert waiting("gaps", staff) == [(seat, days(30))]


def test_a_steward_asks_for_their_own_organizations(staff, home):
    other = a_user("other@staff.example", is_staff=True)
    home.steward = staff
    home.save()
    mine = a_compensation(home, due_on=TODAY, promised_on=days(-20))
    theirs = a_compensation(
        an_organization("Elsewhere", steward=other), due_on=TODAY, promised_on=days(-20)
    )
    assert waiting("payments", staff) == [(mine, TODAY), (theirs, TODAY)]
    assert waiting("payments", staff, other) == [(theirs, TODAY)]


def test_every_agreed_text_waits_on_both(staff, partner, home):
    version = agreed(home, staff, partner)
    assert [row for row, _since in waiting("agreements", staff)] == [version]


def test_places_wait_for_a_point(staff, home):
    lost = a_location(home, address="1 Lost Street")
    a_location(home, **INSIDE)
    a_location(home, address="Kept in confidence", is_confidential=True)
    assert waiting("unplaced", staff) == [(lost, None)]

"""Contacts with organizations: what is sound, who reads them, and what they follow."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from occme.refusals import NotYours
from partners.editing import change, close, create, version_of
from partners.models import Contact, Interaction
from tests.factories import an_interaction, an_organization

pytestmark = pytest.mark.django_db


def refused(act, **values) -> dict:
    with pytest.raises(ValidationError) as caught:
        act(values=values)
    return caught.value.message_dict


def test_whoever_notes_a_contact_is_named_and_takes_the_next_step(staff, home):
    values = {"organization": home, "kind": "visit", "next_step": "Send the flyer"}
    made = create(Interaction, by=staff, values=values)
    assert (made.noted_by, made.next_by, made.happened_on) == (staff, staff, localdate())


def test_every_problem_is_told_at_once(staff, home):
    other = Contact.objects.create(organization=an_organization("Elsewhere"), name="Ana")
    tomorrow = localdate() + timedelta(days=1)
    problems = refused(
        lambda values: create(Interaction, by=staff, values=values),
        organization=home,
        kind="call",
        contact=other,
        happened_on=tomorrow,
        asked_for="A room",
        partner_minutes=0,
    )
    assert problems == {
        "contact": ["This person is at another organization."],
        "happened_on": ["This day has not come yet."],
        "partner_minutes": ["Ensure this value is greater than or equal to 1."],
        "asked_for": ["Say also that something was asked."],
    }


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        ({"next_on": date(2026, 9, 1)}, {"next_on": ["The next step comes after the contact."]}),
        ({"next_on": date(2026, 11, 1)}, {"next_step": ["Say what the next step is."]}),
        ({"over_load_reason": "x"}, {"asked_for": ["Say also that something was asked."]}),
    ],
)
def test_what_belongs_together_is_said_together(staff, home, values, problems):
    noted = an_interaction(home)
    told = refused(
        lambda values: change(noted, by=staff, values=values, seen=version_of(noted)), **values
    )
    assert told == problems


def test_rows_are_staffs_and_its_own_peoples(everybody, home):
    noted = an_interaction(home, summary="Private")
    an_interaction(an_organization("Elsewhere"))
    seen = {
        role: [row.pk for row in Interaction.objects.visible_to(user).filter(pk=noted.pk)]
        for role, user in everybody.items()
    }
    assert seen == {
        "visitor": [],
        "student": [],
        "stranger": [],
        "partner": [noted.pk],
        "staff": [noted.pk],
    }


def test_partners_neither_note_nor_change_contacts(partner, home):
    noted = an_interaction(home)
    values = {"organization": home, "kind": "call"}
    with pytest.raises(NotYours):
        create(Interaction, by=partner, values=values)
    with pytest.raises(NotYours):
        change(noted, by=partner, values={"summary": "x"}, seen=version_of(noted))


def test_what_was_struck_out_counts_for_nothing(staff, home):
    noted = an_interaction(
        home, asks=True, asked_for="A room", next_step="Call", next_on=date(2026, 10, 5)
    )
    rows = Interaction.objects.all()
    before = [list(q) for q in (rows.asking_since(date(2026, 9, 30)), rows.next_due())]
    close(noted, by=staff, reason="Wrong organization", seen=version_of(noted))
    after = [list(q) for q in (rows.asking_since(date(2026, 9, 30)), rows.next_due())]
    assert (before, after) == ([[noted], [noted]], [[], []])

"""What a keyed link for a listing changes, and all that it does not."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from engagements.listing import change, create, rows_of
from engagements.models import Agreement, Engagement
from occme.refusals import NotYours, Stale
from partners.editing import version_of
from partners.models import Contact, Location, Organization, Priority
from tests.factories import (
    a_contact,
    a_link,
    a_location,
    a_partner,
    a_priority,
    an_agreement,
    an_engagement,
)


@pytest.fixture
def link(rosa):
    return a_link(rosa, "listing")[0]


@pytest.fixture
def other(db):
    return a_partner("Other House", publication="full")


def changed(record, link, **values):
    return change(record, by=link, values=values, seen=version_of(record))


def test_details_are_changed_and_history_tells_through_what(link, home):
    changed(home, link, phone="617-555-0100", involvement="leading")
    home.refresh_from_db()
    line = home.history.first()
    assert (home.phone, home.involvement) == ("617-555-0100", "leading")
    assert (line.history_user, line.history_through, line.history_named) == (
        None,
        "link",
        "Rosa Sample",
    )


def test_its_places_and_priorities_are_changed_and_added(link, home):
    place, wish = a_location(home, address="1 Hill Street"), a_priority(home)
    changed(place, link, address="2 Hill Street")
    changed(wish, link, status="answered", answered_on=localdate())
    create(Priority, by=link, values={"organization": home, "title": "Shade"})
    create(Location, by=link, values={"organization": home, "address": "3 Hill Street"})
    assert sorted(home.locations.values_list("address", flat=True)) == [
        "2 Hill Street",
        "3 Hill Street",
    ]
    assert sorted(home.priorities.values_list("title", "status")) == [
        ("Evening hours", "answered"),
        ("Shade", "open"),
    ]


def test_the_public_reads_its_side_of_an_agreement_if_it_says_so(link, home, staff, autumn):
    an_agreement(home, staff, "in_force")
    agreement = Agreement.objects.get()
    changed(agreement, link, shows_partner_side=True)
    agreement.refresh_from_db()
    assert agreement.shows_partner_side
    with pytest.raises(ValidationError):
        changed(agreement, link, kind="letter")


def test_it_publishes_and_takes_it_back_but_names_no_source(link, home):
    consent = {"consent_by": "Rosa Sample", "consent_on": localdate()}
    changed(home, link, publication="full", **consent)
    home.refresh_from_db()
    assert (home.publication, home.consent_by) == ("full", "Rosa Sample")
    changed(home, link, publication="hidden")
    home.refresh_from_db()
    assert (home.publication, home.consent_by, home.consent_on) == ("hidden", "", None)
    with pytest.raises(ValidationError, match="staff"):
        changed(home, link, publication="public_source")


@pytest.mark.parametrize(
    "values", [{"stage": "active"}, {"kind": "faith"}, {"slug": "x"}, {"steward": None}]
)
def test_what_is_staffs_to_say_is_refused(link, home, values):
    with pytest.raises(ValidationError, match="not yours to change"):
        changed(home, link, **values)


def test_people_engagements_and_confidential_places_are_out_of_reach(link, rosa, home, autumn):
    shelter = a_location(home, address="Secret Street", is_confidential=True)
    for record, values in (
        (rosa, {"email": "x@example.org"}),
        (an_engagement(home), {"title": "X"}),
        (shelter, {"address": "X"}),
    ):
        with pytest.raises(NotYours):
            changed(record, link, **values)
    for model in (Contact, Engagement, Organization):
        with pytest.raises(NotYours):
            create(model, by=link, values={"organization": home})
    assert list(rows_of(Location, link, home)) == []


def test_others_are_out_of_reach(link, other, home):
    records = [other, a_location(other, address="1 Street"), a_priority(other)]
    for record in records:
        with pytest.raises(NotYours):
            change(record, by=link, values={}, seen=version_of(record))
        if record is not other:
            assert list(rows_of(type(record), link, other)) == []
    with pytest.raises(NotYours):
        create(Priority, by=link, values={"organization": other, "title": "X"})
    with pytest.raises(ValidationError):
        changed(a_priority(home), link, organization=other)


@pytest.mark.parametrize("purpose", ["hours", "promises", "check_in", "reflections"])
def test_a_link_for_something_else_changes_nothing(rosa, home, purpose):
    with pytest.raises(NotYours):
        changed(home, a_link(rosa, purpose)[0], phone="1")


def test_a_link_that_is_over_changes_nothing(link, home):
    with time_machine.travel(link.expires_at + timedelta(seconds=1)), pytest.raises(NotYours):
        changed(home, link, phone="1")
    link.end("by_holder")
    with pytest.raises(NotYours):
        changed(home, link, phone="1")


def test_nobody_is_overwritten(link, home, partner):
    seen = version_of(home)
    change(home, by=partner, values={"phone": "617-555-0100"}, seen=seen)
    with pytest.raises(Stale, match=r"partner@example.org changed this"):
        change(home, by=link, values={"phone": "617-555-0199"}, seen=seen)
    home.refresh_from_db()
    assert home.phone == "617-555-0100"


def test_a_link_of_somebody_who_left_changes_nothing(home):
    gone = a_contact(home, "Ana Sample", email="ana@example.org")
    link = a_link(gone, "listing")[0]
    gone.until = localdate() - timedelta(days=1)
    gone.save()
    with pytest.raises(NotYours):
        changed(home, link, phone="1")

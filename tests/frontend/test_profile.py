"""One organization's page for one reader."""

from datetime import date

import pytest
import time_machine

from frontend.profile import Profile
from partners.models import Organization
from tests.factories import INSIDE, a_contact, a_location, a_priority, an_organization


def profile(organization, user):
    return Profile(Organization.objects.for_reading(user).get(pk=organization.pk), user)


@pytest.fixture
def club(db):
    organization = an_organization("Club", source="A list ; Another list", source_as_of="c. 2016")
    a_contact(organization, "Here")
    a_contact(organization, "Gone", until=date(2020, 1, 1))
    a_priority(organization, "Said aloud")
    a_priority(organization, "Said in confidence", is_public=False)
    a_location(organization, name="The hall", **INSIDE)
    a_location(organization, name="Hiding place", is_confidential=True)
    return organization


def test_what_a_visitor_gets(club, visitor):
    page = profile(club, visitor)
    assert [priority.title for priority in page.priorities] == ["Said aloud"]
    assert list(page.contacts) == []
    assert page.last_change is None
    assert [place.name for place in page.places] == ["The hall"]
    assert page.points == [{"at": [42.3317, -71.0838], "name": "The hall"}]


def test_what_staff_get(club, staff):
    page = profile(club, staff)
    assert [priority.title for priority in page.priorities] == ["Said aloud", "Said in confidence"]
    assert [contact.name for contact in page.contacts] == ["Here"]
    assert [place.name for place in page.places] == ["The hall", "Hiding place"]
    assert page.last_change.name == "Club"


@time_machine.travel("2026-11-22")
def test_how_old_and_from_where(club, visitor):
    page = profile(club, visitor)
    assert (page.source_age_years, page.sources) == (10, ["A list", "Another list"])

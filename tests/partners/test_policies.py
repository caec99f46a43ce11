"""Who sees which rows: role by role, with rows planted that would leak."""

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from partners import policies
from partners.models import Contact, Location, Membership, Organization, Priority, QuietPeriod
from tests.factories import (
    INSIDE,
    a_contact,
    a_location,
    a_member,
    a_priority,
    a_quiet_period,
    a_user,
    an_organization,
    two_areas,
)

ROLES = ("staff", "student", "partner", "stranger", "visitor")


@pytest.fixture
def street(everybody, home):
    """One organization of each publication level, each with the same inner records."""
    two_areas()
    for level in ("area", "full", "public_source"):
        an_organization(f"Level {level}", publication=level)
    for organization in Organization.objects.all():
        a_location(organization, address="1 Open Street", **INSIDE)
        a_location(organization, address="2 Shelter Street", is_confidential=True)
        a_contact(organization)
        a_priority(organization, "Said to everybody")
        a_priority(organization, "Said to staff alone", is_public=False)
        a_quiet_period(organization, date(2026, 7, 1), date(2026, 7, 31))
    return everybody


def seen(model, people, label) -> dict:
    return {
        role: sorted(label(row) for row in model.objects.visible_to(people[role])) for role in ROLES
    }


LISTED = ["Level area", "Level full", "Level public_source"]
PROFILED = ["Level full", "Level public_source"]
EVERY = ["Level area", "Level full", "Level public_source", "Sample Elsewhere", "Sample Home"]


def test_organizations(street):
    assert seen(Organization, street, str) == {
        "staff": EVERY,
        "student": LISTED,
        "partner": [*LISTED, "Sample Home"],
        "stranger": [*LISTED, "Sample Elsewhere"],
        "visitor": LISTED,
    }


def test_places_are_of_profiles_and_confidential_ones_are_their_own_alone(street):
    def each(names):
        return sorted(
            f"{name}: {a}" for name in names for a in ("1 Open Street", "2 Shelter Street")
        )

    open_ones = [f"{name}: 1 Open Street" for name in PROFILED]
    assert seen(Location, street, lambda row: f"{row.organization}: {row.address}") == {
        "staff": each(EVERY),
        "student": open_ones,
        "partner": [*open_ones, *each(["Sample Home"])],
        "stranger": [*open_ones, *each(["Sample Elsewhere"])],
        "visitor": open_ones,
    }


def test_priorities_are_public_ones_of_profiles(street):
    def each(names):
        return sorted(
            f"{name}: {t}" for name in names for t in ("Said to everybody", "Said to staff alone")
        )

    open_ones = [f"{name}: Said to everybody" for name in PROFILED]
    assert seen(Priority, street, lambda row: f"{row.organization}: {row}") == {
        "staff": each(EVERY),
        "student": open_ones,
        "partner": [*open_ones, *each(["Sample Home"])],
        "stranger": [*open_ones, *each(["Sample Elsewhere"])],
        "visitor": open_ones,
    }


@pytest.mark.parametrize("model", [Contact, QuietPeriod])
def test_people_and_quiet_weeks_are_for_staff_and_their_own(street, model):
    assert seen(model, street, lambda row: str(row.organization)) == {
        "staff": EVERY,
        "student": [],
        "partner": ["Sample Home"],
        "stranger": ["Sample Elsewhere"],
        "visitor": [],
    }


def test_memberships(street):
    assert seen(Membership, street, lambda row: row.user.email) == {
        "staff": ["partner@example.org", "stranger@example.org"],
        "student": [],
        "partner": ["partner@example.org"],
        "stranger": ["stranger@example.org"],
        "visitor": [],
    }


@pytest.mark.parametrize(("days", "sees"), [(1, True), (0, False), (-1, False)])
def test_a_membership_ends_on_its_day(home, days, sees):
    former = a_member("former@example.org", home, ended_on=localdate() + timedelta(days=days))
    assert Organization.objects.visible_to(former).filter(pk=home.pk).exists() is sees


@pytest.mark.parametrize("fields", [{"is_staff": True}, {}])
def test_an_account_that_was_switched_off_sees_what_a_visitor_sees(street, home, fields):
    off = a_user("off@example.org", is_active=False, **fields)
    Membership.objects.create(user=off, organization=home)
    assert sorted(map(str, Organization.objects.visible_to(off))) == LISTED


def test_access_says_how_much_of_each_row_is_readable(street):
    def access(role):
        rows = Organization.objects.visible_to(street[role]).with_access(street[role])
        return {row.name: row.access for row in rows}

    public = {"Level area": "area", "Level full": "profile", "Level public_source": "profile"}
    assert access("visitor") == public
    assert access("partner") == public | {"Sample Home": "own"}
    assert access("staff") == dict.fromkeys(EVERY, "staff")


def test_each_access_reads_all_that_the_one_below_reads():
    area, profile, own, staff = (policies.FIELDS[access] for access in policies.Access)
    assert area < profile < own <= staff
    assert area == {"id", "slug", "url", "name", "publication", "neighborhoods", "is_sample"}


def test_rows_are_never_doubled_by_two_memberships(home):
    user = a_member("twice@example.org", home, ended_on=date(2100, 1, 1))
    Membership.objects.create(user=user, organization=home)
    assert [row.name for row in Organization.objects.visible_to(user)] == ["Sample Home"]

"""What the API of engagements shows, and what would leak."""

from datetime import date

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import transaction

from partners.models import Organization
from tests.factories import (
    INSIDE,
    OUTSIDE,
    a_contact,
    a_link,
    a_location,
    a_member,
    a_partner,
    a_placement,
    a_priority,
    a_student,
    a_user,
    an_engagement,
    an_organization,
    two_areas,
)
from tests.promises import agree

AUTUMN = "2026-10-15T16:00:00Z"


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The sample, loaded once for all tests of a module, each of which leaves it as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference")
        call_command("load_sample")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def kitchen(autumn, db):
    """One engagement at a place of its own, one at its organization's, and one nowhere."""
    two_areas()
    club = a_partner("Kitchen", students_at_once=2)
    place = a_location(club, address="1 Main St", zip="02119", **INSIDE)
    waits = a_priority(club, "Company", stated_on=date(2026, 9, 15))
    an_engagement(club, "Cooks", location=place, priority=waits, weekly_hours="3.5")
    an_engagement(club, "=Eats")
    an_engagement(an_organization("Nowhere"), "Floats")
    return club


@pytest.fixture
def secrets(autumn, db):
    """What would leak: a shy organization, a confidential place, people, drafts, a hidden one."""
    two_areas()
    shy = a_partner("Shy House", publication="area", description="Escorts")
    own = a_location(shy, address="77 Hidden Way", **INSIDE)
    wish = a_priority(shy, "Wishes in confidence", stated_on=date(2026, 9, 1))
    proposer = a_student("proposer@example.org")
    named = {"educators": "Rosa Educator", "adviser": "Dr. Adviser"}
    asked = an_engagement(
        shy, "Listens", location=own, priority=wish,
        proposed_by=proposer.student_profile, **named,
    )  # fmt: skip
    a_placement(asked, a_student("seated@example.org"), support_note="A chair at the door")
    an_engagement(shy, "Unnamed place")
    refuge = a_partner("Open House")
    a_location(refuge, address="5 Front St", **OUTSIDE)
    kept = a_location(refuge, address="9 Refuge Rd", is_confidential=True)
    an_engagement(refuge, "Shelters", location=kept)
    an_engagement(refuge, "Draft in the drawer", status="draft")
    an_engagement(a_partner("Secret Society", publication="hidden"), "Whispers")


@pytest.fixture(scope="class")
def lasting(django_db_setup, django_db_blocker):
    """The same world for all tests of a class, each of which leaves it as it was: it takes six
    agreements, which both sides sign."""
    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(AUTUMN, tick=False):
            rows = built()
        yield rows
        transaction.set_rollback(True)


@pytest.fixture
def world(lasting, autumn, db):
    """Promises with organizations of each kind of publication, and links of two of them; read anew."""
    return {
        name: type(row)._default_manager.get(pk=row.pk) if row.pk else row
        for name, row in lasting.items()
    }


def built() -> dict:
    home, elsewhere = (
        a_partner(f"Sample {name}", publication="hidden") for name in ("Home", "Elsewhere")
    )
    people = {
        "staff": a_user("staff@example.org", name="Sam Staff", is_staff=True),
        "student": a_student("student@example.org"),
        "partner": a_member("partner@example.org", home),
        "stranger": a_member("stranger@example.org", elsewhere),
        "visitor": AnonymousUser(),
    }
    places = {
        "home": home,
        "elsewhere": elsewhere,
        "open": a_partner("Open House"),
        "told": a_partner("Told House", publication="area"),
        "found": an_organization("Found House", publication="public_source"),
        "gone": a_partner("Gone House"),
    }
    for name, organization in places.items():
        version = agree(organization, people["staff"], name)
        version.agreement.shows_partner_side = name not in ("open", "home")
        version.agreement.save()
    gone = {"closed_on": date(2026, 10, 2), "closed_reason": "Moved"}
    Organization.objects.filter(pk=places["gone"].pk).update(**gone)
    return people | places | links(home, elsewhere)


def links(home, elsewhere) -> dict:
    rosa, ana = (
        a_contact(place, name, email=f"{name}@example.org")
        for place, name in ((home, "home"), (elsewhere, "elsewhere"))
    )
    return {
        "link": a_link(rosa, "promises")[0],
        "link of another": a_link(ana, "promises")[0],
        "link for hours": a_link(rosa, "hours")[0],
    }

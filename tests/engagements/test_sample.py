"""The invented partners and people: complete, plainly invented, and loaded once."""

import re
from math import cos, hypot, radians

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.utils.timezone import localdate

from engagements.models import StudentProfile
from occme.accounts.models import User
from occme.accounts.sample import SAMPLE_DOMAIN, sample_password
from partners import duplicates
from partners.importing import import_organizations
from partners.models import Contact, Location, Membership, Organization, Priority, QuietPeriod

FILES = ("sample.json", "sample_engagements.json", "sample_agreements.json", "sample_concerns.json")
TEXT = "".join((settings.FIXTURES_DIR / name).read_text(encoding="utf-8") for name in FILES)
UNWANTED = r"\b(volunteer\w*|needs?|needed|needy|target population|services?)\b"


@pytest.fixture
def sample(loaded, db):
    """As `load_sample` leaves it."""


def everything() -> list:
    """Every row of our own apps, with the history."""
    models = [m for label in ("accounts", "partners", "engagements") for m in tables(label)]
    return [row for model in models for row in model.objects.order_by("pk").values()]


def tables(label: str) -> list:
    return list(apps.get_app_config(label).get_models(include_auto_created=True))


def test_sample_covers_every_stage_and_publication(sample):
    assert sorted(Organization.objects.values_list("stage", "publication")) == [
        ("", "hidden"),
        ("active", "area"),
        ("active", "full"),
        ("active", "full"),
        ("active", "full"),
        ("active", "full"),
        ("closed", "full"),
        ("exploring", "full"),
        ("paused", "full"),
        ("prospect", "hidden"),
        ("prospect", "hidden"),
    ]
    names = Organization.objects.visible_to(AnonymousUser()).values_list("name", flat=True)
    assert "Sample: Back Stairs Recovery Meeting" not in names
    assert len(names) == 8


def test_sample_covers_what_a_partner_can_be(sample):
    named = Organization.objects.order_by("name")
    today = localdate()
    quiet = QuietPeriod.objects.filter(starts_on__lte=today, ends_on__gte=today)
    assert [str(row.organization) for row in quiet] == ["Sample: Second Helping Youth Kitchen"]
    assert [row.name for row in named if row.locations.count() == 2] == [
        "Sample: Second Helping Youth Kitchen"
    ]
    assert list(named.filter(locations__is_confidential=True).values_list("name", flat=True)) == [
        "Sample: Porchlight House"
    ]
    assert list(named.accepting_students().values_list("name", flat=True)) == [
        "Sample: Círculo de Abuelas",
        "Sample: Kay Ansanm Family Circle",
        "Sample: Newcomers’ Long Table",
        "Sample: Parker Terrace Tenants’ Council",
    ]


def test_sample_has_two_records_that_may_be_of_one_organization(sample):
    """For staff to look at and merge; nobody else sees either."""
    staff = User.objects.get(email=f"noor.staff{SAMPLE_DOMAIN}")
    (pair,) = duplicates.pairs(staff)
    both = Organization.objects.filter(pk__in=(pair.first, pair.second))
    assert sorted(both.values_list("name", "publication")) == [
        ("Sample: Slow Mile Walking Club", "hidden"),
        ("Sample: Slow Miles Walking Club", "hidden"),
    ]
    assert pair.is_same_phone


def test_sample_lies_where_it_says(sample):
    places = Location.objects.on_the_map().order_by("address")
    assert list(places.values_list("address", "neighborhood__name", "in_catchment")) == [
        ("Sample address near Centre Street", "Jamaica Plain", True),
        ("Sample address near Columbia Road", "Dorchester", False),
        ("Sample address near Dudley Street", "Roxbury", True),
        ("Sample address near Heath Street", "Jamaica Plain", True),
        ("Sample address near Highland Street", "Roxbury", True),
        ("Sample address near Parker Street", "Mission Hill", True),
        ("Sample address near Tremont Street", "Mission Hill", True),
        ("Sample address near Warren Street", "Roxbury", True),
        ("Sample address near Washington Street", "Roxbury", True),
    ]
    assert set(places.values_list("precision", "found_by")) == {("street", "pin")}


def test_sample_priorities_wait_short_and_long(sample):
    waits = Priority.objects.filter(status="open").order_by("stated_on")
    assert [priority.waiting_days for priority in (waits.first(), waits.last())] == [610, 9]
    assert set(Priority.objects.values_list("status", "is_public")) >= {
        ("open", True),
        ("open", False),
        ("being_answered", True),
        ("answered", True),
        ("withdrawn", False),
    }


def test_sample_people_have_their_roles(sample):
    staff = User.objects.filter(is_staff=True).values_list("name", flat=True)
    assert list(staff) == ["Avery Sample", "Noor Sample"]
    assert sorted(Membership.objects.values_list("user__name", "role")) == [
        ("Deshawn Sample", "lead"),
        ("Imani Sample", "member"),
        ("Rosa Sample", "lead"),
        ("Wideline Sample", "lead"),
    ]
    year = localdate().year
    assert list(StudentProfile.objects.values_list("user__name", "program", "class_year")) == [
        ("Lena Sample", "md", year + 3),
        ("Omar Sample", "dmd", year + 2),
        ("Priya Sample", "phd", year + 4),
    ]


def test_sample_people_can_sign_in(sample):
    emails = list(User.objects.values_list("email", flat=True))
    assert len(emails) == 9
    assert [email for email in emails if not email.endswith(SAMPLE_DOMAIN)] == []
    for email in emails:
        assert authenticate(email=email, password=sample_password(email)).email == email
    confirmed = EmailAddress.objects.filter(verified=True, primary=True)
    assert sorted(confirmed.values_list("email", flat=True)) == sorted(emails)


def test_second_run_changes_nothing(sample):
    before = everything()
    call_command("load_sample")
    assert everything() == before


def test_what_somebody_changed_or_removed_stays_so(sample):
    chapel = Organization.objects.get(name="Sample: Highland Chapel Wellness Table")
    chapel.name = "Sample: Renamed Table"
    chapel.save()
    hidden = Organization.objects.get(name="Sample: Back Stairs Recovery Meeting")
    for related in (hidden.priorities, hidden.contacts):
        for row in related.all():
            row.delete()
    hidden.delete()
    before = everything()
    call_command("load_sample")
    assert everything() == before


# Plainly invented


def test_sample_says_that_it_is_invented(sample):
    rows = Organization.objects.values_list("is_sample", "source")
    assert set(rows) == {
        (True, "Invented for trying the tracker out: no such organization or person exists.")
    }
    assert [row.name for row in Organization.objects.all() if row.name[:8] != "Sample: "] == []
    assert [row.name for row in Contact.objects.all() if not row.name.endswith(" Sample")] == []


def test_sample_is_nowhere_near_a_real_organization(sample):
    import_organizations(settings.FIXTURES_DIR / "organizations.csv")
    points = Location.objects.on_the_map().values_list("latitude", "longitude")
    real = list(points.filter(organization__is_sample=False))
    close = [
        (latitude, longitude)
        for latitude, longitude in points.filter(organization__is_sample=True)
        for north, east in real
        if hypot(latitude - north, (longitude - east) * cos(radians(42.3))) * 111_195 < 40
    ]
    assert close == []


def test_sample_reaches_nobody():
    assert set(re.findall(r"\d{3}-\d{3}-(\d{2})\d\d", TEXT)) == {"01"}
    hosts = re.findall(r"[@/]([\w.-]+\.\w+)", TEXT)
    assert [host for host in hosts if not host.endswith("sample.example")] == []


def test_sample_is_written_in_the_words_of_the_house():
    assert re.findall(UNWANTED, TEXT, re.I) == []

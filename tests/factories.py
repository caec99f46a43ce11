"""Rows for tests: what is not given is plain and always the same."""

from datetime import date
from decimal import Decimal
from typing import Any

from engagements.agreements.writing import begin
from engagements.lifecycle import take
from engagements.models import (
    AgreementVersion,
    Compensation,
    Engagement,
    HourEntry,
    KeyedLink,
    Placement,
    Prerequisite,
    Prompt,
    Reflection,
    StudentProfile,
)
from engagements.terms import Promise, Terms
from occme.accounts.models import User
from partners.enums import Publication, Stage
from partners.models import (
    Contact,
    FocusArea,
    Import,
    ImportRow,
    Interaction,
    Language,
    Location,
    Membership,
    Organization,
    Priority,
    QuietPeriod,
    ServiceArea,
)

PASSWORD = "correct horse battery"

CONSENTED = (Publication.AREA, Publication.FULL)

INSIDE = {"latitude": 42.3317, "longitude": -71.0838}
"""Nubian Square: in Roxbury and in the catchment of `areas`."""

OUTSIDE = {"latitude": 42.35, "longitude": -71.05}
"""Downtown: in no area of `areas`."""


def a_user(email: str, **fields: Any) -> User:
    return User.objects.create_user(email, PASSWORD, **fields)


def a_student(email: str, **fields: Any) -> User:
    user = a_user(email)
    StudentProfile.objects.create(user=user, **{"program": "md", **fields})
    return user


def a_member(email: str, organization: Organization, **fields: Any) -> User:
    user = a_user(email)
    Membership.objects.create(user=user, organization=organization, **fields)
    return user


def an_organization(name: str = "Garden of Eden", **fields: Any) -> Organization:
    """An organization with a full profile that everybody may read, unless told otherwise."""
    focus_areas = fields.pop("focus_areas", [])
    languages = fields.pop("languages", [])
    fields.setdefault("publication", Publication.FULL)
    if fields["publication"] in CONSENTED:
        fields = {"consent_by": "Rosa Sample", "consent_on": date(2026, 1, 5), **fields}
    if fields["publication"] == Publication.PUBLIC_SOURCE:
        fields = {"source": "A public list", "source_as_of": "2019", **fields}
    organization = Organization(name=name, **fields)
    organization.full_clean()
    organization.save()
    organization.focus_areas.set(focus_areas)
    organization.languages.set(languages)
    return organization


def a_partner(name: str = "Sample Partner", **fields: Any) -> Organization:
    return an_organization(name, **{"stage": Stage.ACTIVE, "students_at_once": 2, **fields})


def a_location(organization: Organization, **fields: Any) -> Location:
    location = Location(organization=organization, **fields)
    location.full_clean()
    location.save()
    return location


def a_contact(organization: Organization, name: str = "Rosa Sample", **fields: Any) -> Contact:
    return Contact.objects.create(organization=organization, name=name, **fields)


def a_priority(organization: Organization, title: str = "Evening hours", **fields: Any) -> Priority:
    return Priority.objects.create(
        organization=organization, title=title, **{"is_public": True, **fields}
    )


def a_quiet_period(organization: Organization, starts_on: date, ends_on: date) -> QuietPeriod:
    return QuietPeriod.objects.create(
        organization=organization, starts_on=starts_on, ends_on=ends_on
    )


def a_focus_area(title: str = "Food", **fields: Any) -> FocusArea:
    defaults = {"slug": title.lower(), "domain": "economic_stability"}
    return FocusArea.objects.create(title=title, **{**defaults, **fields})


def a_language(code: str = "es", name: str = "Spanish", own_name: str = "Español") -> Language:
    return Language.objects.create(code=code, name=name, own_name=own_name)


def square(west: float, south: float, east: float, north: float) -> dict:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def an_area(name: str, kind: str, *corners: float, **fields: Any) -> ServiceArea:
    return ServiceArea.objects.create(name=name, kind=kind, geometry=square(*corners), **fields)


def two_areas() -> list[ServiceArea]:
    """Roxbury, and a catchment that holds a part of it."""
    return [
        an_area("Roxbury", "neighborhood", -71.10, 42.30, -71.07, 42.34),
        an_area("OCCME catchment", "catchment", -71.11, 42.32, -71.075, 42.335),
    ]


TERM = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 12, 18)}
"""An autumn in which the clock of the tests may stand."""


def an_engagement(organization: Organization, title: str = "Evening meals", **fields: Any):
    defaults = {"kind": "elective", "status": "open", "description": "Cooks and listens.", **TERM}
    engagement = Engagement(organization=organization, title=title, **{**defaults, **fields})
    engagement.full_clean()
    engagement.save()
    return engagement


def a_placement(engagement: Engagement, student: User, status: str = "active", **fields: Any):
    return Placement.objects.create(
        engagement=engagement, student=student.student_profile, status=status, **fields
    )


def an_entry(placement: Placement, day: date = date(2026, 9, 7), **fields: Any) -> HourEntry:
    return HourEntry.objects.create(
        placement=placement, worked_on=day, **{"minutes": 120, **fields}
    )


def a_link(contact: Contact, purpose: str, record: Any = None) -> tuple[KeyedLink, str]:
    """And the address that it opens at."""
    return KeyedLink.made_for(contact, purpose, record)


def terms(**fields: Any) -> Terms:
    """A promise on either side, for the term of the tests' autumn, unless told otherwise."""
    defaults: dict[str, Any] = {
        "title": "Evenings together",
        **TERM,
        "sections": {"purpose": "Cook and learn."},
        "promises": (
            Promise(key="pay", by="staff", text="Pay the cooks", kind="money", every="monthly"),
            Promise(key="room", by="partner", text="Keep the room open", kind="space"),
        ),
    }
    return Terms(**{**defaults, **fields})


def an_agreement(
    organization: Organization, staff: User, state: str = "review", text: Terms | None = None
) -> AgreementVersion:
    """Written by OCCME and sent; on to `agreed`, `signed` by OCCME, or `in_force`, the partner
    standing on what staff noted for it."""
    version = begin(organization, by=staff, terms=text or terms())
    steps = {"draft": 0, "review": 1, "agreed": 2, "signed": 3, "in_force": 4}[state]
    for name in ("send", "agree", "sign", "sign")[:steps]:
        digest = version.round.digest if version.round else ""
        details = {"name": "Sam Sample", "digest": digest, "on_behalf": version.status == "signed"}
        version = take(version, name, by=staff, reason="On the phone", details=details)
    return version


def an_interaction(organization: Organization, **fields: Any) -> Interaction:
    """A call on October 1, 2026, that asked for nothing."""
    defaults: dict[str, Any] = {"kind": "call", "happened_on": date(2026, 10, 1)}
    return Interaction.objects.create(organization=organization, **{**defaults, **fields})


def an_import(by: User, **fields: Any) -> Import:
    """A sheet of one organization, read and not looked at yet."""
    columns: dict[str, Any] = {"labels": ["Name"], "columns": ["name"], "row_count": 1}
    defaults = {"kind": "organizations", "file_name": "list.csv", **columns}
    held = Import.objects.create(by=by, **{**defaults, **fields})
    ImportRow.objects.create(sheet=held, record=1, cells=["Sample Club"])
    return held


def a_compensation(organization: Organization, **fields: Any) -> Compensation:
    """$250 for Ana Educator, promised in September, and not paid yet."""
    defaults: dict[str, Any] = {
        "paid_to": "Ana Educator",
        "purpose": "Taught listening",
        "amount": Decimal("250.00"),
        "promised_on": date(2026, 9, 1),
        "due_on": date(2026, 10, 1),
    }
    return Compensation.objects.create(organization=organization, **{**defaults, **fields})


def a_prerequisite(title: str = "Record check") -> Prerequisite:
    slug = title.lower().replace(" ", "-")
    return Prerequisite.objects.create(title=title, slug=slug, kind="record_check")


def a_prompt(text: str = "What happened?", **fields: Any) -> Prompt:
    return Prompt.objects.create(text=text, **{"moment": "after", "lens": "describe", **fields})


def a_reflection(placement: Placement, text: str = "We talked.", **fields: Any) -> Reflection:
    prompt = fields.pop("prompt", None) or Prompt.objects.first() or a_prompt()
    return Reflection.objects.create(placement=placement, prompt=prompt, text=text, **fields)

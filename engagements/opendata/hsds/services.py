"""Engagements open to the public, and the places they name, as HSDS's services and services at
locations. Nobody's name is in them: no contact, educator or adviser."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F, Prefetch

from engagements.models import Engagement
from engagements.opendata.hsds import organizations
from engagements.opendata.hsds.ids import at_location, part
from engagements.opendata.hsds.objects import Object, filled, language, tagged, told
from engagements.opendata.hsds.organizations import VISITOR, every, readable, slugs
from engagements.opendata.hsds.schedules import schedules
from engagements.opendata.hsds.taxonomies import (
    ENGAGEMENT_KINDS,
    FOCUS_AREAS,
    LANGUAGES,
    NEIGHBORHOODS,
    Vocabulary,
)
from partners.models import Location, Organization, Priority
from partners.querysets import OneOf
from partners.sheets import CHUNK


def offered() -> Any:
    return Engagement.objects.visible_to(VISITOR)


def at_places() -> Any:
    """Those that name a place which a visitor may see."""
    return offered().filter(location__in=Location.objects.visible_to(VISITOR).values("pk"))


def of(givers: list[Any], *, whole: bool) -> dict[int, list[Any]]:
    """The services of each of the organizations, by primary key; with their parts where they are told
    whole."""
    known = {row.pk: row for row in givers}
    found: dict[int, list[Any]] = {pk: [] for pk in known}
    theirs = offered().filter(OneOf(F("organization_id"), [*known])).order_by("pk")
    for one in (with_parts(theirs) if whole else theirs).iterator(chunk_size=CHUNK):
        one.organization = known[one.organization_id]
        found[one.organization_id].append(one)
    return found


def in_short(rows: Any) -> Any:
    """With what `basic` and `basic_link` tell."""
    places = Location.objects.visible_to(VISITOR)
    short = organizations.in_short(Organization.objects.all())
    return rows.prefetch_related(Prefetch("organization", short), Prefetch("location", places))


def with_parts(rows: Any) -> Any:
    """With all that is told of them, in a fixed number of queries."""
    places = Location.objects.visible_to(VISITOR).with_neighborhood()
    return rows.prefetch_related(
        "slots",
        "languages",
        "prerequisites",
        Prefetch("organization", organizations.with_parts(Organization.objects.all())),
        Prefetch("priority", Priority.objects.visible_to(VISITOR).select_related("focus_area")),
        Prefetch("location", places.prefetch_related("languages")),
    )


def simple(row: Any) -> Object:
    """Without its organization and when it was written."""
    url = f"{settings.SITE_URL}{row.get_absolute_url()}"
    return filled(
        {
            "id": str(row.public_id),
            "organization_id": str(row.organization.public_id),
            "name": row.title,
            "description": row.description,
            "url": url,
            "email": readable(row.organization, "email"),
            "status": "active",
            "application_process": f"Students apply on its page: {url}",
            "fees_description": "Students are paid for this work." if row.is_paid else "",
            "eligibility_description": "For students who take part through OCCME.",
        }
    )


def basic(row: Any, modified: datetime | None) -> Object:
    """What a service has one of."""
    written = {"last_modified": moment(modified)} if modified else {}
    return simple(row) | written | {"organization": organizations.basic(row.organization)}


def moment(modified: datetime) -> str:
    return modified.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parts(row: Any, words: Vocabulary) -> Object:
    """All that a service has several of, but its places."""
    owner = row.public_id
    return filled(
        {
            "schedules": schedules(row),
            "languages": [
                language(owner, "service_id", one, "Useful for students to speak")
                for one in row.languages.all()
            ],
            "required_documents": [
                document(row, prerequisite) for prerequisite in row.prerequisites.all()
            ],
            "attributes": attributes(row, words),
        }
    )


def full(row: Any, modified: datetime | None, words: Vocabulary) -> Object:
    whole = {"organization": organizations.full(row.organization, words)}
    return basic(row, modified) | within(row, words) | whole


def within(row: Any, words: Vocabulary) -> Object:
    """What is told of a service inside its organization."""
    places = [link(row) | where(row, words)] if row.location else []
    return simple(row) | parts(row, words) | filled({"service_at_locations": places})


def document(row: Any, prerequisite: Any) -> Object:
    words = ": ".join(filter(None, [prerequisite.title, prerequisite.description]))
    return {
        "id": part(row.public_id, f"document:{prerequisite.slug}"),
        "service_id": str(row.public_id),
        "document": words,
    }


def attributes(row: Any, words: Vocabulary) -> list[Object]:
    owner, organization = row.public_id, row.organization
    stated = row.priority.focus_area if row.priority else None
    about = [
        *slugs([stated] if stated else []),
        *slugs(every(readable(organization, "focus_areas"))),
    ]
    terms = [
        *words.of(ENGAGEMENT_KINDS, [row.kind]),
        *words.of(FOCUS_AREAS, dict.fromkeys(about)),
        *words.of(LANGUAGES, [one.code for one in row.languages.all()]),
        *words.of(NEIGHBORHOODS, slugs(organization.neighborhoods)),
    ]
    facts = {
        "Answers the priority": row.priority.title if row.priority else "",
        "Designation": row.get_designation_display(),
        "Part of the curriculum": row.get_curricular_display(),
        "Term": row.term,
        "Hours a week": f"{row.weekly_hours.normalize():f}" if row.weekly_hours else "",
        "Seats": row.seats,
    }
    named = [tagged(owner, "service", term) for term in terms]
    return named + told(owner, "service", facts)


# Services at locations


def link(row: Any) -> Object:
    """Between a service and its place."""
    return filled(
        {
            "id": str(at_location(row.public_id)),
            "service_id": str(row.public_id),
            "location_id": str(row.location.public_id),
            "description": " ".join(filter(None, [row.travel_note, row.access_note])),
        }
    )


def where(row: Any, words: Vocabulary) -> Object:
    return {"location": organizations.full_place(row.location, row.organization, words)}


def basic_link(row: Any, modified: datetime | None) -> Object:
    place = organizations.place(row.location, row.organization)
    return link(row) | {"location": place, "service": basic(row, modified)}


def full_link(row: Any, modified: datetime | None, words: Vocabulary) -> Object:
    whole = {"organization": organizations.full(row.organization, words)}
    service = basic(row, modified) | parts(row, words) | whole
    return link(row) | where(row, words) | {"service": service}


def minimal(row: Any, modified: datetime | None) -> Object:
    """`modified_date` is what the parameter's description calls it."""
    written = {"modified_date": moment(modified)} if modified else {}
    return {"id": str(row.public_id)} | written

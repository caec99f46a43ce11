"""Listed organizations and their places as HSDS has them, as much of each as a visitor may read."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from engagements.opendata.hsds.ids import part
from engagements.opendata.hsds.objects import Object, filled, language, phone, tagged, told
from engagements.opendata.hsds.taxonomies import (
    FOCUS_AREAS,
    KINDS,
    LANGUAGES,
    NEIGHBORHOODS,
    Vocabulary,
)
from partners.enums import Publication
from partners.models import Organization
from partners.policies import FIELDS

COUNTRY = "US"
"""Addresses have a state and a ZIP code: there are no others."""

VISITOR = AnonymousUser()


def listed() -> Any:
    return Organization.objects.visible_to(VISITOR)


def in_short(rows: Any) -> Any:
    """With what `basic` tells."""
    return rows.with_access(VISITOR)


def with_parts(rows: Any) -> Any:
    """With all that is told of them, in a fixed number of queries."""
    return rows.for_reading(VISITOR).prefetch_related("known_locations__languages")


def readable(row: Any, name: str) -> Any:
    """A field's value; nothing where a visitor may not read it."""
    return getattr(row, name) if name in FIELDS[row.access] else None


def basic(row: Any) -> Object:
    """What an organization has one of."""
    return filled(
        {
            "id": str(row.public_id),
            "name": row.name,
            "alternate_name": "; ".join(readable(row, "alternate_names") or []),
            "description": description(row),
            "email": readable(row, "email"),
            "website": readable(row, "website"),
            "uri": f"{settings.SITE_URL}/hsds/organizations/{row.public_id}",
        }
    )


def description(row: Any) -> str:
    """HSDS asks for one of every organization; what only public sources say, says so."""
    if "description" not in FIELDS[row.access]:
        return "It is listed by name and neighborhood only, as it wishes."
    text = row.description or "It has no description yet."
    if row.publication == Publication.PUBLIC_SOURCE:
        as_of = f", as of {row.source_as_of}" if row.source_as_of else ""
        text += f"\n\nFound in a public source, without a word from it: {row.source}{as_of}"
    return text


def full(row: Any, words: Vocabulary) -> Object:
    """With all its parts but its services."""
    owner, number = row.public_id, readable(row, "phone")
    page = f"{settings.SITE_URL}{row.get_absolute_url()}"
    website = {"id": part(owner, "page"), "label": "In OCCME’s directory", "url": page}
    places = row.shown_locations if "locations" in FIELDS[row.access] else []
    return basic(row) | filled(
        {
            "additional_websites": [website],
            "phones": [phone(owner, "organization_id", number)] if number else [],
            "locations": [full_place(one, row, words) for one in places],
            "attributes": attributes(row, words),
        }
    )


def attributes(row: Any, words: Vocabulary) -> list[Object]:
    terms = [
        *words.of(KINDS, filter(None, [readable(row, "kind")])),
        *words.of(FOCUS_AREAS, slugs(every(readable(row, "focus_areas")))),
        *words.of(LANGUAGES, [one.code for one in every(readable(row, "languages"))]),
        *words.of(NEIGHBORHOODS, slugs(row.neighborhoods)),
    ]
    facts = {
        "Who it works with": readable(row, "populations"),
        "Verified on": readable(row, "verified_on"),
        "Source": readable(row, "source"),
        "Source, as of": readable(row, "source_as_of"),
    }
    named = [tagged(row.public_id, "organization", term) for term in terms]
    return named + told(row.public_id, "organization", facts)


def every(related: Any) -> list[Any]:
    """The rows of a relation; none where it is not to be read."""
    return list(related.all()) if related is not None else []


def slugs(rows: list[Any]) -> list[str]:
    return [row.slug for row in rows]


def place(row: Any, organization: Any) -> Object:
    """What a location has one of; it takes places that a visitor may see."""
    line = ", ".join(filter(None, [row.address, row.city, f"{row.state} {row.zip}".strip()]))
    return filled(
        {
            "id": str(row.public_id),
            "location_type": row.type,
            "organization_id": str(organization.public_id),
            "name": row.name,
            "description": "" if address(row) else line,
            "transportation": row.nearest_stop,
            "latitude": row.latitude,
            "longitude": row.longitude,
        }
    )


def full_place(row: Any, organization: Any, words: Vocabulary) -> Object:
    owner, area = row.public_id, row.neighborhood
    within = words.of(NEIGHBORHOODS, [area.slug] if area else [])
    return place(row, organization) | filled(
        {
            "languages": [language(owner, "location_id", one) for one in row.languages.all()],
            "addresses": [address(row)] if address(row) else [],
            "accessibility": accessibility(row),
            "attributes": [
                *(tagged(owner, "location", term) for term in within),
                *told(owner, "location", {"Precision of the point": row.precision}),
            ],
        }
    )


def address(row: Any) -> Object | None:
    """HSDS takes an address whole or not at all."""
    parts = {
        "address_1": row.address,
        "city": row.city,
        "state_province": row.state,
        "postal_code": row.zip,
    }
    if not all(parts.values()):
        return None
    owner = {"id": part(row.public_id, "address"), "location_id": str(row.public_id)}
    return owner | parts | {"country": COUNTRY, "address_type": row.type}


def accessibility(row: Any) -> list[Object]:
    if row.step_free is None:
        return []
    owner, words = row.public_id, "Step-free access" if row.step_free else "No step-free access"
    return [{"id": part(owner, "accessibility"), "location_id": str(owner), "description": words}]

"""The OpenAPI document of these addresses, at `openapi_url`."""

from functools import cache
from typing import Any

from django.conf import settings

from engagements.opendata.hsds import PROFILE, VERSION
from engagements.opendata.hsds.parameters import (
    ABOUT,
    LIST,
    MINIMAL_MOST,
    PAGE_MOST,
    PER_PAGE,
    PER_PAGE_MOST,
)
from engagements.opendata.hsds.shapes import SHAPES, ref
from partners.filtering import WITHIN_MOST_M

ORGANIZATIONS = (*LIST, *ABOUT, "full_service")
SERVICES = (*LIST, *ABOUT, "organization_id", "minimal")
AT_LOCATIONS = (*LIST, *ABOUT, "organization_id")
TERMS = (*LIST, "taxonomy_id", "parent_id", "top_only")
"""What the lists take."""

ID = {"type": "string", "format": "uuid"}
YES_NO = {"type": "boolean"}


def number(most: int, default: int | None = None) -> dict[str, Any]:
    limits = {"type": "integer", "minimum": 1, "maximum": most}
    return limits | ({"default": default} if default else {})


PARAMETERS: dict[str, tuple[dict[str, Any], str]] = {
    "search": ({"type": "string"}, "Words, all of which are in what a visitor may read."),
    "page": (number(PAGE_MOST, 1), "Which page, from 1; past the last one it is empty."),
    "per_page": (
        number(MINIMAL_MOST, PER_PAGE),
        f"Rows on a page, at most {PER_PAGE_MOST}; with minimal {MINIMAL_MOST}, as if left out.",
    ),
    "format": (
        {"type": "string", "enum": ["json", "ndjson"], "default": "json"},
        "ndjson: all rows at once, one on each line, in no pages.",
    ),
    "minimal": (YES_NO, "Only id and modified_date."),
    "full": (YES_NO, "With all that belongs to each, as where it is asked for by its id."),
    "full_service": (YES_NO, "As full, and with each service whole."),
    "modified_after": (
        {"type": "string", "format": "date-time"},
        "Written at this moment or later, parts included. Without a distance from UTC it is UTC.",
    ),
    "taxonomy_term_id": (ID, "With this term, or with one of those below it."),
    "taxonomy_id": (ID, "With any term of this taxonomy."),
    "organization_id": (ID, "Of this organization."),
    "postcode": (
        {"type": "string", "pattern": "^[0-9]{5}$"},
        "At an address with this ZIP code; with proximity, the middle of its houses.",
    ),
    "proximity": (number(WITHIN_MOST_M), "Within so many meters of the middle of postcode."),
    "parent_id": (ID, "Right below this term."),
    "top_only": (YES_NO, "Only terms with none above them."),
}


def listing(name: str, item: dict, takes: tuple[str, ...], summary: str) -> dict[str, Any]:
    """Of an address with rows: pages, or lines."""
    page = {
        "allOf": [ref("Page")],
        "properties": {"contents": {"type": "array", "items": item}},
        "required": ["contents"],
    }
    content = {"application/json": {"schema": page}, "application/x-ndjson": {"schema": item}}
    return operation(f"list_{name}", summary, content, takes)


def detail(name: str, item: dict, takes: tuple[str, ...] = ()) -> dict[str, Any]:
    described = operation(
        f"get_{name}", f"One of {name}.", {"application/json": {"schema": item}}, takes
    )
    described["get"]["responses"]["404"] = {"$ref": "#/components/responses/Problem"}
    path = {"name": "id", "in": "path", "required": True, "schema": ID}
    return {"parameters": [path], **described}


def operation(id_: str, summary: str, content: dict, takes: tuple[str, ...]) -> dict[str, Any]:
    parameters = [{"$ref": f"#/components/parameters/{name}"} for name in takes]
    responses = {
        "200": {"description": "OK", "content": content},
        "400": {"$ref": "#/components/responses/Problem"},
    }
    told = {"operationId": id_, "summary": summary, "responses": responses}
    return {"get": told | ({"parameters": parameters} if parameters else {})}


def services_in_lists() -> dict[str, Any]:
    return {"anyOf": [ref("Service"), ref("MinimalService")]}


def paths() -> dict[str, Any]:
    about = {"application/json": {"schema": ref("About")}}
    return {
        "/": operation("about", "About this API.", about, ()),
        "/services": listing(
            "services", services_in_lists(), SERVICES, "Engagements open to the public."
        ),
        "/services/{id}": detail("services", ref("Service")),
        "/organizations": listing(
            "organizations", ref("Organization"), ORGANIZATIONS, "Listed organizations."
        ),
        "/organizations/{id}": detail("organizations", ref("Organization"), ("full_service",)),
        "/service_at_locations": listing(
            "service_at_locations",
            ref("ServiceAtLocation"),
            AT_LOCATIONS,
            "Engagements that name a place, with it.",
        ),
        "/service_at_locations/{id}": detail("service_at_locations", ref("ServiceAtLocation")),
        "/taxonomies": listing("taxonomies", ref("Taxonomy"), LIST, "What terms are taken from."),
        "/taxonomies/{id}": detail("taxonomies", ref("Taxonomy")),
        "/taxonomy_terms": listing(
            "taxonomy_terms", ref("TaxonomyTerm"), TERMS, "Words that attributes name."
        ),
        "/taxonomy_terms/{id}": detail("taxonomy_terms", ref("TaxonomyTerm")),
    }


@cache
def description() -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "OCCME Community Partnership Tracker: HSDS",
            "version": VERSION,
            "description": (
                "The public part of the tracker as Open Referral’s Human Services Data "
                "Specification has it. Listed organizations; engagements open to the public as "
                "services. A key whose value is not known is left out. No name of a person is in "
                "it. Reading takes no key."
            ),
        },
        "externalDocs": {"url": PROFILE},
        "servers": [{"url": f"{settings.SITE_URL}/hsds"}],
        "paths": paths(),
        "components": {
            "parameters": {
                name: {"name": name, "in": "query", "schema": schema, "description": words}
                for name, (schema, words) in PARAMETERS.items()
            },
            "responses": {
                "Problem": {
                    "description": "What is wrong, in sentences (RFC 9457).",
                    "content": {"application/problem+json": {"schema": ref("Problem")}},
                }
            },
            "schemas": SHAPES,
        },
    }

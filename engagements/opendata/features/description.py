"""The API described in OpenAPI 3.0, from the same collections and parameters that answer."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.opendata.features import shapes
from engagements.opendata.features.collections import COLLECTIONS, TEXT, Collection
from engagements.opendata.features.documents import GEOJSON, OPENAPI, SCHEMA, about, title
from engagements.opendata.features.parameters import LIMIT, LIMIT_MOST
from engagements.opendata.features.refusals import JSON
from occme.numbers import LONGEST
from partners.filtering import ChoicesFilter, RowsFilter, YesNoFilter

Described = dict[str, Any]

BOX = gettext_lazy(
    "Only features in this box, and those without a place: west, south, east, north in degrees "
    "(WGS 84, longitude first), or the same with the lowest height after south and the highest at "
    "the end. Where west is larger than east the box crosses the antimeridian."
)
TIME = gettext_lazy(
    "Only features with a day in it, and those without days: a moment (RFC 3339), a day, or an "
    "interval such as 2026-09-01T00:00:00Z/.., open where it has two dots."
)


def described(base: str) -> Described:
    return {
        "openapi": "3.0.3",
        "info": {
            "title": title(),
            "description": about(),
            "version": "1",
            "contact": {"email": settings.CONTACT_EMAIL},
        },
        "servers": [{"url": base}],
        "tags": [{"name": "Capabilities"}, {"name": "Data"}],
        "paths": paths(),
        "components": {
            "parameters": parameters(),
            "schemas": schemas(),
            "responses": responses(),
        },
    }


OTHERWISE = {
    "304": "NotModified",
    "400": "BadRequest",
    "404": "NotFound",
    "429": "TooManyRequests",
    "500": "ServerError",
}


def responses() -> Described:
    problem = {"application/problem+json": {"schema": {"type": "object"}}}
    return {
        "NotModified": {"description": _("What you have already is still so.")},
        "BadRequest": answer(_("A parameter is not understood."), "exception"),
        "NotFound": answer(_("It is not there, or not for everybody."), "exception"),
        "TooManyRequests": {
            "description": _("Come back after the seconds in Retry-After."),
            "content": problem,
        },
        "ServerError": {"description": _("Something went wrong here.")},
    }


def paths() -> Described:
    found = {
        "/": get("getLandingPage", _("The landing page"), "landingPage"),
        "/conformance": get("getConformance", _("What it conforms to"), "conformance"),
        "/api": get("getDescription", _("This description"), None, OPENAPI),
        "/collections": get("getCollections", _("The collections"), "collections"),
    }
    for one in COLLECTIONS.values():
        found |= paths_of(one)
    return found


def paths_of(one: Collection) -> Described:
    path, name = f"/collections/{one.name}", one.name.capitalize()
    filters = [property_parameter(one, filter_name) for filter_name in one.parameters]
    return {
        path: get(f"describe{name}", str(one.title), "collection"),
        f"{path}/schema": get(f"get{name}Schema", _("What each of them has"), None, SCHEMA),
        f"{path}/items": get(
            f"get{name}", str(one.about), f"{one.name}Collection", GEOJSON,
            [*map(parameter, ("bbox", "datetime", "limit", "offset", "after")), *filters],
        ),
        f"{path}/items/{{featureId}}": get(
            f"getOneOf{name}", str(one.title), f"{one.name}Feature", GEOJSON,
            [parameter("featureId")],
        ),
    }  # fmt: skip


def get(
    name: str,
    summary: str,
    shape: str | None,
    type_: str = JSON,
    asked: list[Described] | None = None,
) -> Described:
    is_data = type_ == GEOJSON
    others = dict(OTHERWISE)
    if parameter("featureId") not in (asked or []):
        others.pop("404")
    return {
        "get": {
            "tags": ["Data" if is_data else "Capabilities"],
            "operationId": name,
            "summary": summary.split(". ")[0].split(": ")[0],
            "description": summary,
            "parameters": [*(asked or []), parameter("f")],
            "responses": {
                "200": answer(summary, shape, type_),
                **{
                    status: {"$ref": f"#/components/responses/{name}"}
                    for status, name in others.items()
                },
            },
        }
    }


def answer(description: str, shape: str | None, type_: str = JSON) -> Described:
    schema = shapes.of(shape) if shape else {"type": "object"}
    return {"description": description, "content": {type_: {"schema": schema}}}


def schemas() -> Described:
    found = dict(shapes.SHAPES)
    for one in COLLECTIONS.values():
        found[f"{one.name}Feature"] = shapes.feature(one.properties)
        found[f"{one.name}Collection"] = shapes.features(shapes.of(f"{one.name}Feature"))
    return found


def parameter(name: str) -> Described:
    return {"$ref": f"#/components/parameters/{name}"}


def parameters() -> Described:
    """Those of all collections. QGIS takes the largest page from `limit` here."""
    whole = {"type": "integer", "minimum": 0, "maximum": 10**LONGEST - 1}
    number = {"type": "integer", "minimum": 1, "maximum": LIMIT_MOST, "default": LIMIT}
    degrees = {
        "type": "array",
        "items": {"type": "number"},
        "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
    }
    return {
        "featureId": {
            **query("featureId", _("The number of the feature."), whole),
            "in": "path",
            "required": True,
        },
        "f": query("f", _("JSON is what there is."), {"type": "string", "enum": ["json"]}),
        "limit": query("limit", _("How many at most; a larger number means the maximum."), number),
        "offset": query("offset", _("How many to leave out before the first."), whole),
        "after": query(
            "after", _("Only features of a larger number: how `next` links go on."), whole
        ),
        "bbox": query("bbox", str(BOX), degrees),
        "datetime": query("datetime", str(TIME), TEXT),
    }


def query(name: str, description: str, schema: Described) -> Described:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": schema,
        **({} if name == "featureId" else {"style": "form", "explode": False}),
    }


def property_parameter(one: Collection, name: str) -> Described:
    kept = one.filterset.base_filters[name]
    schema: Described = TEXT
    if isinstance(kept, YesNoFilter):
        schema = {"type": "boolean"}
    elif isinstance(kept, ChoicesFilter):
        codes = [str(code) for code, _label in kept.extra["choices"]]
        schema = {"type": "array", "items": {"type": "string", "enum": codes}}
    elif isinstance(kept, RowsFilter):
        schema = {"type": "array", "items": TEXT, "example": [kept.extra["example"]]}
    return query(name, str(kept.label), schema)

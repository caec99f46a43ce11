"""The landing page, what is conformed to, and what each collection says of itself."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from engagements.opendata.features.collections import COLLECTIONS, Collection
from engagements.opendata.features.refusals import JSON
from occme.downloads import MEDIA_TYPES

GEOJSON = MEDIA_TYPES["geojson"]
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
SCHEMA = "application/schema+json"
HTML = "text/html"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
CONFORMS_TO = [
    f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}"
    for name in ("core", "geojson", "oas30")
]
PDDL = "ODC PDDL 1.0"
PDDL_ADDRESS = "https://opendatacommons.org/licenses/pddl/1-0/"

Document = dict[str, Any]


def link(rel: str, href: str, type_: str, title: str = "") -> dict[str, str]:
    return {"href": href, "rel": rel, "type": type_} | ({"title": title} if title else {})


def title() -> str:
    return _("OCCME Community Partnership Tracker")


def about() -> str:
    return _(
        "Community organizations between Nubian Square, Mission Hill and Jackson Square in "
        "Boston, open engagements of students with them, and the areas they lie in. Reading it "
        "takes no key, and it holds what everybody may see."
    )


def landing(base: str) -> Document:
    """`base` is the address of the landing page, without a slash at the end."""
    links = [
        link("self", base, JSON, _("This document")),
        link("service-desc", f"{base}/api", OPENAPI, _("How this API is asked, for programs")),
        link("service-doc", f"{base}/docs", HTML, _("How this API is asked, for people")),
        link("conformance", f"{base}/conformance", JSON, _("What it conforms to")),
        link("data", f"{base}/collections", JSON, _("The collections")),
    ]
    return {"title": title(), "description": about(), "links": links}


def conformance() -> Document:
    return {"conformsTo": CONFORMS_TO}


def collections(base: str) -> Document:
    links = [link("self", f"{base}/collections", JSON, _("This document"))]
    return {
        "links": links,
        "collections": [collection(one, base) for one in COLLECTIONS.values()],
    }


def collection(one: Collection, base: str) -> Document:
    address, sources = f"{base}/collections/{one.name}", one.sources()
    links = [
        link("self", address, JSON, str(one.title)),
        link("items", f"{address}/items", GEOJSON, _("All of them, in pages")),
        # GDAL knows this relation by its old spelling alone.
        link("describedBy", f"{address}/schema", SCHEMA, _("What each of them has")),
    ]
    if sources and all(PDDL in source for source in sources):
        links.append(link("license", PDDL_ADDRESS, HTML, PDDL))
    return {
        "id": one.name,
        "title": str(one.title),
        "description": str(one.about),
        **({"attribution": " ".join(sources)} if sources else {}),
        "links": links,
        "extent": extent(one),
        "itemType": "feature",
        "crs": [CRS84],
    }


def extent(one: Collection) -> Document:
    """Of what a visitor sees, and left out where there is nothing."""
    found: Document = {}
    if box := one.box():
        found["spatial"] = {"bbox": [list(box)], "crs": CRS84}
    if days := one.days():
        first, last = days
        ends = [first and moment(first, time.min), last and moment(last, time(23, 59, 59))]
        found["temporal"] = {"interval": [ends], "trs": GREGORIAN}
    return found


def moment(day: date, hour: time) -> str | None:
    """An hour of a day in Boston; None, which is open, past the last hour that there is."""
    try:
        found = make_aware(datetime.combine(day, hour)).astimezone(UTC)
    except OverflowError:
        return None
    return found.isoformat().replace("+00:00", "Z")


def schema(one: Collection, base: str) -> Document:
    """JSON Schema of one feature: programs take the types of columns from it."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"{base}/collections/{one.name}/schema",
        "title": str(one.title),
        "type": "object",
        "properties": {"properties": {"type": "object", "properties": one.properties}},
    }

"""Organizations as CSV, XLSX and GeoJSON, row by row: what the reader may know, and no more."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from partners.serializers import OrganizationSerializer
from partners.sheets import CHUNK, Sheet
from partners.workbooks import Value

COLUMNS = [
    "id",
    "name",
    "publication",
    "kind",
    "stage",
    "focus_areas",
    "languages",
    "neighborhoods",
    "in_catchment",
    "accepting_students",
    "address",
    "city",
    "state",
    "zip",
    "latitude",
    "longitude",
    "distance_m",
    "website",
    "email",
    "phone",
    "description",
    "since_year",
    "verified_on",
    "source",
    "source_as_of",
    "url",
]
"""The columns of a table; the address is that of the first open place."""

PLACE_COLUMNS = ("address", "city", "state", "zip", "latitude", "longitude")

IN_THE_GEOMETRY = {"latitude", "longitude"}
BY_DISTANCE = {"distance_m", "walking_minutes"}
"""Columns that only lists near a point have."""


def in_chunks(rows: Any, serializer: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Each record, and what the API shows of it; read in chunks so that memory stays flat."""
    for record in rows.iterator(chunk_size=CHUNK):
        yield record, serializer.to_representation(record)


def representations(organizations: Any) -> Iterator[dict[str, Any]]:
    return (row for _record, row in in_chunks(organizations, OrganizationSerializer()))


def table(organizations: Any, user: Any) -> Iterator[list[Value]]:
    """The values of COLUMNS for each organization."""
    for row in representations(organizations.for_reading(user)):
        row |= of_first(open_places(row))
        yield [plain(row.get(name)) for name in COLUMNS]


def of_first(places: Iterable[dict]) -> dict[str, Any]:
    """The columns of the first place; empty where there is none."""
    place = next(iter(places), {})
    return {name: place.get(name) for name in PLACE_COLUMNS}


def open_places(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (place for place in row.get("locations", []) if not place["closed_on"])


def plain(value: Any) -> Value:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else joined(value)


def joined(value: Any) -> Any:
    """What is a list of words, as one text."""
    if isinstance(value, list):
        return "; ".join(str(item.get("title") or item["name"]) for item in value)
    return value


def features(organizations: Any, user: Any) -> Iterator[dict[str, Any]]:
    """One for each organization."""
    for row in representations(organizations.for_reading(user)):
        yield feature(row, open_places(row))


def flat_features(organizations: Any, user: Any) -> Iterator[dict[str, Any]]:
    """The same with the columns of a table as properties, none of them nested, and all of them in
    each feature: programs take the first ones for what all have."""
    for row in representations(organizations.for_reading(user)):
        yield flat_feature(row | of_first(open_places(row)), open_places(row), COLUMNS)


def flat_feature(
    row: dict[str, Any], places: Iterable[dict], columns: Iterable[str]
) -> dict[str, Any]:
    properties = {name: joined(row.get(name)) for name in flat(columns)}
    return {**feature(row, places), "properties": properties}


def flat(columns: Iterable[str]) -> list[str]:
    """Those that are properties of features. The number last: as the first column GDAL has it twice."""
    left_out = IN_THE_GEOMETRY | BY_DISTANCE | {"id"}
    return [*(name for name in columns if name not in left_out), "id"]


def feature(row: dict[str, Any], places: Iterable[dict]) -> dict[str, Any]:
    properties = {name: value for name, value in row.items() if name != "id"}
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": geometry(places),
        "properties": properties,
    }


def geometry(places: Iterable[dict]) -> dict | None:
    """A point for one place, several for several, none where no place may be shown."""
    points = [
        [place["longitude"], place["latitude"]]
        for place in places
        if place["longitude"] is not None
    ]
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}


SHEET = Sheet("organizations", _("Organizations"), COLUMNS, table, features)

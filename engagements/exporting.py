"""Engagements as CSV, XLSX and GeoJSON, row by row: what lists show the reader, and no more."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from engagements import standing
from engagements.serializers import EngagementSerializer
from partners import sheets
from partners.exporting import PLACE_COLUMNS, collection, feature, in_chunks, plain
from partners.serializers import PlaceSerializer
from partners.workbooks import Value

COLUMNS = [
    "id",
    "title",
    "organization",
    "status",
    "kind",
    "curricular",
    "designation",
    "term",
    "starts_on",
    "ends_on",
    "weekly_hours",
    "schedule",
    "seats",
    "seats_left",
    "partner_has_room",
    "priority",
    "waiting_days",
    "why",
    "languages",
    "prerequisites",
    "is_paid",
    "neighborhoods",
    "address",
    "city",
    "state",
    "zip",
    "latitude",
    "longitude",
    "distance_m",
    "walking_minutes",
    "travel_note",
    "access_note",
    "description",
    "url",
]
"""The columns of a table; the address is that of the first place where it happens."""

Described = tuple[Any, dict[str, Any]]


def described(engagements: Any, request: Any) -> Iterator[Described]:
    """Rows of `for_reading(user)`, each with what a list shows of it."""
    rows: Any = EngagementSerializer(many=True, context={"request": request})
    return in_chunks(engagements, rows.child)


def places_of(engagement: Any) -> list[dict[str, Any]]:
    """Where it happens, as far as the reader may see: the place that it names, or else those of its
    organization. A place that is named and hidden is not made up for by another."""
    if engagement.location_id is None:
        places = engagement.organization.shown_locations
    else:
        places = [engagement.location] if engagement.location else []
    shown = PlaceSerializer()
    return [shown.to_representation(place) for place in places if place.closed_on is None]


def table(engagements: Any, request: Any) -> Iterator[list[Value]]:
    """The values of COLUMNS for each engagement."""
    for engagement, row in described(engagements, request):
        place = next(iter(places_of(engagement)), {})
        row |= {name: place.get(name) for name in PLACE_COLUMNS}
        row |= {
            "organization": row["organization"]["name"],
            "priority": row["priority"] and row["priority"]["title"],
            "waiting_days": standing.waiting_days(engagement),
        }
        yield [plain(row.get(name)) for name in COLUMNS]


def csv_lines(engagements: Any, request: Any) -> Iterator[str]:
    """A header line and a line for each engagement."""
    return sheets.csv_lines(COLUMNS, table(engagements, request))


def workbook_parts(engagements: Any, request: Any) -> Iterator[bytes]:
    return sheets.xlsx_parts(_("Engagements"), COLUMNS, table(engagements, request))


def geojson_parts(engagements: Any, request: Any) -> Iterator[bytes]:
    """A FeatureCollection, one feature for each engagement."""
    rows = described(engagements, request)
    return collection(feature(row, places_of(engagement)) for engagement, row in rows)

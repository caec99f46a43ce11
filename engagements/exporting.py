"""Engagements as CSV, XLSX and GeoJSON, row by row: what lists show the reader, and no more."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext_lazy as _

from engagements import standing
from engagements.serializers import EngagementSerializer
from partners.exporting import feature, flat_feature, in_chunks, of_first, plain
from partners.serializers import PlaceSerializer
from partners.sheets import Sheet
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


def described(engagements: Any, user: Any) -> Iterator[Described]:
    """Each with what a list shows of it."""
    context = {"request": SimpleNamespace(user=user)}
    rows: Any = EngagementSerializer(many=True, context=context)
    shown = engagements.for_reading(user).prefetch_related("outcomes")
    return in_chunks(shown, rows.child)


def places_of(engagement: Any) -> list[dict[str, Any]]:
    """Where it happens, as far as the reader may see: the place that it names, or else those of its
    organization. A place that is named and hidden is not made up for by another."""
    if engagement.location_id is None:
        places = engagement.organization.shown_locations
    else:
        places = [engagement.location] if engagement.location else []
    shown = PlaceSerializer()
    return [shown.to_representation(place) for place in places if place.closed_on is None]


def table(engagements: Any, user: Any) -> Iterator[list[Value]]:
    """The values of COLUMNS for each engagement."""
    for engagement, row in described(engagements, user):
        row = as_columns(engagement, row, places_of(engagement))
        yield [plain(row.get(name)) for name in COLUMNS]


def as_columns(engagement: Any, row: dict[str, Any], places: list[dict]) -> dict[str, Any]:
    """With what a table shows of the organization, the priority and the first place."""
    return {
        **row,
        **of_first(places),
        "organization": row["organization"]["name"],
        "priority": row["priority"] and row["priority"]["title"],
        "waiting_days": standing.waiting_days(engagement),
    }


def features(engagements: Any, user: Any) -> Iterator[dict[str, Any]]:
    """One for each engagement."""
    for engagement, row in described(engagements, user):
        yield feature(row, places_of(engagement))


def flat_features(engagements: Any, user: Any) -> Iterator[dict[str, Any]]:
    """See partners.exporting."""
    for engagement, row in described(engagements, user):
        places = places_of(engagement)
        yield flat_feature(as_columns(engagement, row, places), places, COLUMNS)


SHEET = Sheet("engagements", _("Engagements"), COLUMNS, table, features)

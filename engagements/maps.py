"""The map of a filter's engagements: the places where they happen, clustered as those of partners.

An engagement happens at the place that it names, or else at each of its organization's; only places
that the reader may see are drawn or counted.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from engagements.filters import EngagementFilter, held_at
from engagements.models import Engagement
from partners import maps
from partners.models import Location, Organization


def shown_places(filters: EngagementFilter, rows: Any) -> Any:
    """Places with a point, visible to the user, where these engagements happen, inside the bbox."""
    places = Location.objects.visible_to(filters.user).on_the_map().order_by()
    if box := filters.values.get("bbox"):
        places = places.within(box)
    unnamed = rows.filter(location=None)
    return places.filter(
        Q(pk__in=rows.exclude(location=None).values("location"))
        | Q(organization__in=unnamed.values("organization"))
    )


def the_map(filters: EngagementFilter, zoom: int | None) -> dict[str, Any]:
    """Counts, bounds, clusters and points of a view. Places are counted, not engagements."""
    rows = filters.without("bbox")

    def points(places: Any) -> Iterator[dict[str, Any]]:
        return points_of(places, rows)

    return maps.drawn(shown_places(filters, rows), filters.values.get("bbox"), zoom, points)


def points_of(places: Any, rows: Any) -> Iterator[dict[str, Any]]:
    """Each place with its organization and the engagements that happen there."""
    at, of = happening(places, rows)
    for pk, organization, slug, name, latitude, longitude in places.order_by("pk").values_list(
        "pk",
        "organization",
        "organization__slug",
        "organization__name",
        "latitude",
        "longitude",
    ):
        here = sorted(at[pk] + of[organization])
        yield {
            "id": pk,
            "organization": {"id": organization, "slug": slug, "name": name},
            "organization_url": Organization(slug=slug).get_absolute_url(),
            "engagements": [
                {"id": number, "title": title, "url": Engagement(pk=number).get_absolute_url()}
                for title, number in here
            ],
            "latitude": latitude,
            "longitude": longitude,
        }


def happening(places: Any, rows: Any) -> tuple[dict, dict]:
    """Titles and numbers by the place that is named, and by organization where none is."""
    at: dict[int, list] = defaultdict(list)
    of: dict[int, list] = defaultdict(list)
    for pk, title, place, organization in rows.filter(held_at(places)).values_list(
        "pk", "title", "location", "organization"
    ):
        (of[organization] if place is None else at[place]).append((title, pk))
    return at, of

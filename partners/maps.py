"""The map of a filter's organizations: clusters made here where places are many, points where few.

A cell (see geography.cell_of) loses its last bits to become a larger one, so clusters are a
GROUP BY. A view gets at most MARKS_MOST marks, however many places there are.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import log2
from typing import Any

from django.db.models import Count, F, Max, Min

from partners.filters import OrganizationFilter
from partners.geography import CELL_BITS, Box
from partners.models import Location, Organization

POINTS_MOST = 300
MARKS_MOST = 320
ZOOM_MOST = 22
CELLS_ACROSS_A_TILE = 2  # as a power of two: four marks on the 256 pixels of a tile
LEVEL_WITHOUT_A_VIEW = 15
NARROWEST = 1e-6  # degrees: a hand's breadth


@dataclass
class Cluster:
    """Places that are drawn as one: how many, where they lie, and one of them."""

    cell: int
    count: int
    bounds: Box
    pk: int

    def absorb(self, other: "Cluster") -> None:
        self.count += other.count
        self.bounds = union([self.bounds, other.bounds])

    @property
    def center(self) -> tuple[float, float]:
        """Longitude and latitude of the middle of the bounds."""
        west, south, east, north = self.bounds
        return round((west + east) / 2, 6), round((south + north) / 2, 6)


def union(boxes: Iterable[Box]) -> Box:
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return Box(min(wests), min(souths), max(easts), max(norths))


def shown_places(filters: OrganizationFilter) -> Any:
    """Places with a point, visible to the user, of the filter's organizations, inside its bbox."""
    places = Location.objects.visible_to(filters.user).on_the_map().order_by()
    if box := filters.values.get("bbox"):
        places = places.within(box)
    if filters.values.keys() - {"bbox"}:
        places = places.filter(organization__in=filters.qs.order_by().values("pk"))
    return places


def the_map(filters: OrganizationFilter, zoom: int | None) -> dict:
    """Counts, bounds, clusters and points of a view. Places are counted, not organizations."""
    return drawn(shown_places(filters), filters.values.get("bbox"), zoom, points_of)


def drawn(places: Any, box: Box | None, zoom: int | None, points: Callable) -> dict:
    """The map of a view of these places; `points` describes those that are drawn one by one."""
    clusters = coarsened(clusters_of(places, level_for(box, zoom)))
    count = sum(cluster.count for cluster in clusters)
    if count > POINTS_MOST:
        many = [cluster for cluster in clusters if cluster.count > 1]
        single = Location.objects.filter(
            pk__in=[cluster.pk for cluster in clusters if cluster.count == 1]
        )
    else:
        many, single = [], places
    return {
        "count": count,
        "bounds": [*union(cluster.bounds for cluster in clusters)] if clusters else None,
        "clusters": [
            {"count": cluster.count, "bounds": [*cluster.bounds], "center": [*cluster.center]}
            for cluster in many
        ],
        "points": list(points(single)) if count else [],
    }


def level_for(box: Box | None, zoom: int | None) -> int:
    """How many times the world is halved to make a cell: finer when zoomed in, but never so
    fine that a view of the given width has more than about 16 cells across."""
    level = LEVEL_WITHOUT_A_VIEW
    if box:
        level = int(log2(360 / max(box.east - box.west, NARROWEST))) + 4
    if zoom is not None:
        level = min(level, zoom + CELLS_ACROSS_A_TILE)
    return min(level, CELL_BITS)


def clusters_of(places: Any, level: int) -> list[Cluster]:
    """One cluster for each cell of the level that holds a place."""
    grouped = (
        places.annotate(large_cell=F("cell").bitrightshift(2 * (CELL_BITS - level)))
        .values_list("large_cell")
        .annotate(
            Count("pk"),
            Min("longitude"),
            Min("latitude"),
            Max("longitude"),
            Max("latitude"),
            Min("pk"),
        )
    )
    return [
        Cluster(cell, count, Box(west, south, east, north), pk)
        for cell, count, west, south, east, north, pk in grouped
    ]


def coarsened(clusters: list[Cluster]) -> list[Cluster]:
    """The clusters, four cells joined into one until there are few enough to draw."""
    while len(clusters) > MARKS_MOST:
        larger: dict[int, Cluster] = {}
        for cluster in clusters:
            cluster.cell >>= 2
            if (held := larger.get(cluster.cell)) is not None:
                held.absorb(cluster)
            else:
                larger[cluster.cell] = cluster
        clusters = list(larger.values())
    return clusters


def points_of(places: Any) -> Iterable[dict]:
    for slug, name, kind, stage, pk, latitude, longitude in places.order_by("pk").values_list(
        "organization__slug",
        "organization__name",
        "organization__kind",
        "organization__stage",
        "organization",
        "latitude",
        "longitude",
    ):
        yield {
            "id": pk,
            "slug": slug,
            "name": name,
            "kind": kind,
            "stage": stage,
            "url": Organization(slug=slug).get_absolute_url(),
            "latitude": latitude,
            "longitude": longitude,
        }

"""The map's built-in base, so that it needs no tile server: areas, parks, stations, lines, labels.

Areas come from the ServiceArea rows of today; parks and stations from fixtures/basemap.geojson
(City of Boston open data; MBTA). Coordinates are [longitude, latitude], WGS 84.
"""

import json
from functools import lru_cache
from itertools import pairwise
from math import hypot
from typing import Any

import shapely
from django.conf import settings
from shapely.geometry import shape

from partners.enums import AreaKind
from partners.models import ServiceArea

LINES = {"Orange": "orange", "Green-E": "green", "Green-D": "green"}
"""Rapid-transit lines that are drawn, and the color each has on the MBTA's own map."""

GRID = 10_000
"""Cells in a degree of what is only sketched."""

LABEL_MARGIN = 0.35
"""How far around the catchment a neighborhood's label may stand, as a part of its width."""


@lru_cache(maxsize=1)
def fixture() -> list[dict[str, Any]]:
    """The features of fixtures/basemap.geojson; read once, for they change with the code only."""
    text = (settings.FIXTURES_DIR / "basemap.geojson").read_text(encoding="utf-8")
    return json.loads(text)["features"]


def points_of(kind: str) -> list[dict[str, Any]]:
    """Points of the fixture as {"name", "line", "at": [lon, lat]}."""
    return [
        {
            "name": feature["properties"]["name"],
            "line": feature["properties"].get("line", ""),
            "at": feature["geometry"]["coordinates"],
        }
        for feature in fixture()
        if feature["properties"]["kind"] == kind
    ]


def stations() -> list[dict[str, Any]]:
    return sorted(points_of("station"), key=lambda station: station["name"])


def starts() -> list[dict[str, Any]]:
    """Where people start from: the school's landmarks, and the stations."""
    return [*points_of("landmark"), *stations()]


def base_map(user: Any) -> dict[str, Any]:
    """All that the map draws beneath its markers, as plain JSON data."""
    areas = list(ServiceArea.objects.visible_to(user).in_force())
    catchments = [area for area in areas if area.kind == AreaKind.CATCHMENT]
    return {
        "bounds": bounds(catchments or areas),
        "catchment": [area.geometry for area in catchments],
        "neighborhoods": neighborhoods(areas, catchments),
        "parks": [
            sketched(feature["geometry"])
            for feature in fixture()
            if feature["properties"]["kind"] == "park"
        ],
        "stations": stations(),
        "landmarks": points_of("landmark"),
        "lines": [line_path(name, color) for name, color in LINES.items()],
    }


def bounds(areas: list[ServiceArea]) -> list[float] | None:
    """[west, south, east, north] around the areas; None without any."""
    if not areas:
        return None
    return shapely.total_bounds([shape(area.geometry) for area in areas]).tolist()


def neighborhoods(areas: list[ServiceArea], around: list[ServiceArea]) -> list[dict[str, Any]]:
    """Each with its outline and a point for its name, near the catchment where it reaches that."""
    window = label_window(around)
    return [
        {"name": area.name, "shape": sketched(area.geometry), "at": label_point(area, window)}
        for area in areas
        if area.kind == AreaKind.NEIGHBORHOOD
    ]


def sketched(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """The outline to within 6 meters, to be looked at: for each ring the steps from point to
    point, from 0, 0, as [x, y, x, y, …] in GRID of a degree. A quarter of the bytes of GeoJSON."""
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    return [[steps(ring) for ring in polygon] for polygon in polygons]


def steps(ring: list[list[float]]) -> list[int]:
    cells = [(round(x * GRID), round(y * GRID)) for x, y in ring]
    moves = [(x - px, y - py) for (px, py), (x, y) in pairwise([(0, 0), *cells])]
    return [number for move in moves if any(move) for number in move]


def label_window(around: list[ServiceArea]) -> shapely.Geometry | None:
    box = bounds(around)
    if box is None:
        return None
    margin = (box[2] - box[0]) * LABEL_MARGIN
    return shapely.box(box[0] - margin, box[1] - margin, box[2] + margin, box[3] + margin)


def label_point(area: ServiceArea, window: shapely.Geometry | None) -> list[float]:
    outline = shape(area.geometry)
    seen = outline.intersection(window) if window else outline
    middle = shapely.maximum_inscribed_circle(outline if seen.is_empty else seen).coords[0]
    return [round(value, 5) for value in middle]


def line_path(name: str, color: str) -> dict[str, Any]:
    """A line as straight strokes from each station to the nearest one left, from the north."""
    left = sorted(
        (station["at"] for station in stations() if station["line"] == name), key=latitude
    )
    path = [left.pop()] if left else []
    while left:
        here = path[-1]
        left.sort(key=lambda at: hypot((at[0] - here[0]) * 0.74, at[1] - here[1]), reverse=True)
        path.append(left.pop())
    return {"name": name, "color": color, "path": path}


def latitude(at: list[float]) -> float:
    return at[1]

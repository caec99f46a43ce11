"""Points, distances, map cells and polygons. WGS 84, degrees; distances in meters."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import asin, cos, degrees, log, pi, radians, sin, sqrt, tan
from typing import NamedTuple

import shapely
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from shapely.geometry import shape

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius (IUGG). A sphere is within 0.3% of the ellipsoid at this latitude."""

CELL_BITS = 31
"""Web Mercator is cut into 2^31 columns and rows; a cell is both numbers with their bits mixed."""

MERCATOR_LIMIT = 85.05112878


class Point(NamedTuple):
    latitude: float
    longitude: float


class Box(NamedTuple):
    """A view of the map, in the order of RFC 7946."""

    west: float
    south: float
    east: float
    north: float


HOME = Box(-74.0, 41.0, -69.5, 43.5)
"""Roughly Massachusetts: where two numbers that make sense the other way round were swapped."""


def point_problem(latitude: float, longitude: float) -> str | None:
    """What is wrong with a pair of coordinates, as a sentence; None when nothing is."""
    if HOME.south <= longitude <= HOME.north and HOME.west <= latitude <= HOME.east:
        return _("These look swapped: latitude comes first (about 42), then longitude (about -71).")
    if not -90 <= latitude <= 90:
        return _("Latitude lies between -90 and 90.")
    if not -180 <= longitude <= 180:
        return _("Longitude lies between -180 and 180.")
    if latitude == 0 and longitude == 0:
        return _("0, 0 is in the Atlantic: it usually means that no point was found.")
    return None


def unit_vector(point: Point) -> tuple[float, float, float]:
    """The point on a sphere of radius 1, so that a database can order by plain arithmetic."""
    phi, lam = radians(point.latitude), radians(point.longitude)
    return cos(phi) * cos(lam), cos(phi) * sin(lam), sin(phi)


def meters_of_chord(chord_squared: float) -> float:
    """Great-circle meters for the squared straight line between two unit vectors."""
    return 2 * EARTH_RADIUS_M * asin(min(1.0, sqrt(max(0.0, chord_squared)) / 2))


def chord_of_meters(meters: float) -> float:
    """The inverse of meters_of_chord."""
    return (2 * sin(min(meters / EARTH_RADIUS_M, pi) / 2)) ** 2


def box_around(point: Point, meters: float) -> Box:
    """A box that holds every point within the distance, with a little to spare."""
    north_south = degrees(meters / EARTH_RADIUS_M) * 1.001
    shrink = max(cos(radians(min(89.0, abs(point.latitude) + north_south))), 0.01)
    east_west = north_south / shrink
    return Box(
        point.longitude - east_west,
        point.latitude - north_south,
        point.longitude + east_west,
        point.latitude + north_south,
    )


def cell_of(point: Point) -> int:
    """The map cell of a point: a number below 2^62 whose leading bits are the larger cells."""
    latitude = max(-MERCATOR_LIMIT, min(MERCATOR_LIMIT, point.latitude))
    size = 1 << CELL_BITS
    column = int((point.longitude + 180) / 360 * size)
    row = int((1 - log(tan(radians(latitude)) + 1 / cos(radians(latitude))) / pi) / 2 * size)
    return _mix(min(max(column, 0), size - 1)) | _mix(min(max(row, 0), size - 1)) << 1


def _mix(number: int) -> int:
    """Spreads 31 bits over 62, one free bit after each."""
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        number = (number | number << shift) & mask
    return number


def validate_area(geometry: object) -> None:
    """Refuses what is not a GeoJSON Polygon or MultiPolygon with sound rings on this planet."""
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise ValidationError(_("An area is a GeoJSON Polygon or MultiPolygon."))
    try:
        outline = shape(geometry)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, shapely.GEOSException):
        raise ValidationError(_("These coordinates do not make a closed outline.")) from None
    if outline.is_empty or not outline.is_valid:
        raise ValidationError(_("The outline crosses itself or is empty."))
    west, south, east, north = outline.bounds
    if HOME.south <= west <= east <= HOME.north and HOME.west <= south <= north <= HOME.east:
        raise ValidationError(
            _("These look swapped: in GeoJSON longitude comes first (about -71), then latitude.")
        )
    if not (-180 <= west and east <= 180 and -90 <= south and north <= 90):
        raise ValidationError(_("The outline leaves the map: longitude comes first in GeoJSON."))


def area_km2(geometry: dict) -> float:
    """The size of an outline of a few kilometers, to within a percent."""
    outline = shape(geometry)
    if outline.is_empty:
        return 0.0
    kilometers = 2 * pi * EARTH_RADIUS_M / 360_000
    return outline.area * kilometers**2 * cos(radians(outline.centroid.y))


@dataclass(frozen=True)
class Area:
    """One outline of the atlas."""

    pk: int
    name: str
    is_catchment: bool
    geometry: dict

    @cached_property
    def outline(self) -> shapely.Geometry:
        outline = shape(self.geometry)
        shapely.prepare(outline)
        return outline


class Place(NamedTuple):
    """What follows from a point."""

    neighborhood_id: int | None
    in_catchment: bool


class Atlas:
    """The areas in force, and what they say about points. An area holds its own boundary.

    A point on the line between two neighborhoods belongs to the one whose name comes first.
    """

    def __init__(self, areas: Iterable[Area]):
        ordered = sorted(areas, key=lambda area: (area.name, area.pk))
        self.catchments = [area for area in ordered if area.is_catchment]
        self.neighborhoods = [area for area in ordered if not area.is_catchment]

    def place(self, point: Point) -> Place:
        spot = shapely.Point(point.longitude, point.latitude)
        neighborhood = next((a.pk for a in self.neighborhoods if a.outline.covers(spot)), None)
        return Place(neighborhood, any(area.outline.covers(spot) for area in self.catchments))

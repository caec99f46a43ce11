"""Outlines of the neighborhoods, as a drawing to shade."""

from functools import lru_cache
from math import cos, radians
from typing import NamedTuple

import orjson
import shapely
from django.contrib.auth.models import AnonymousUser
from shapely.affinity import affine_transform
from shapely.geometry import shape

from frontend.published.drawing import WIDTH
from partners.enums import AreaKind
from partners.models import ServiceArea

EDGE = 4
FINE = 0.4
"""How exactly an outline is drawn, in units of the drawing."""


class Outline(NamedTuple):
    """`at`: where its number stands; `room`: how far it is from there to the border."""

    slug: str
    name: str
    path: str
    at: tuple[float, float]
    room: float


class Drawing(NamedTuple):
    outlines: tuple[Outline, ...]
    height: float


def neighborhoods() -> Drawing:
    """Those in force today; drawn anew only when one was changed."""
    areas = ServiceArea.objects.visible_to(AnonymousUser()).in_force()
    areas = areas.filter(kind=AreaKind.NEIGHBORHOOD).order_by("name", "pk")
    return drawing(orjson.dumps([*areas.values_list("slug", "name", "geometry")]))


@lru_cache(maxsize=4)
def drawing(areas: bytes) -> Drawing:
    shapes = [(slug, name, shape(geometry)) for slug, name, geometry in orjson.loads(areas)]
    if not shapes:
        return Drawing((), 0)
    west, south, east, north = shapely.total_bounds([found for *_name, found in shapes]).tolist()
    shrink = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * EDGE) / ((east - west) * shrink)
    to_page = [scale * shrink, 0, 0, -scale, EDGE - west * scale * shrink, EDGE + north * scale]
    outlines = tuple(
        outline_of(slug, name, affine_transform(found, to_page)) for slug, name, found in shapes
    )
    return Drawing(outlines, round((north - south) * scale + 2 * EDGE))


def outline_of(slug: str, name: str, found: shapely.Geometry) -> Outline:
    inside = shapely.maximum_inscribed_circle(found)
    x, y = inside.coords[0]
    path = path_of(found.simplify(FINE))
    return Outline(slug, name, path, (round(x, 1), round(y, 1)), inside.length)


def path_of(found: shapely.Geometry) -> str:
    polygons = found.geoms if found.geom_type == "MultiPolygon" else [found]
    rings = [ring for one in polygons for ring in (one.exterior, *one.interiors)]
    return "".join(ring_of(ring) for ring in rings)


def ring_of(ring: shapely.Geometry) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in ring.coords[:-1])
    return f"M{points}Z"

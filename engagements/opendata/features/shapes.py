"""The shapes of answers, as OpenAPI 3.0 writes them."""

from typing import Any

from engagements.opendata.features.collections import TEXT
from engagements.opendata.features.documents import CRS84, GREGORIAN

Shape = dict[str, Any]


def of(name: str) -> Shape:
    return {"$ref": f"#/components/schemas/{name}"}


def many(shape: Shape, **limits: int) -> Shape:
    return {"type": "array", "items": shape, **limits}


def thing(required: list[str], **properties: Shape) -> Shape:
    needed = {"required": required} if required else {}
    return {"type": "object", **needed, "properties": properties}


def one_of(*names: str) -> Shape:
    return {"type": "string", "enum": list(names)}


def geometry(name: str, depth: int) -> Shape:
    """Coordinates in as many lists within lists."""
    coordinates = many({"type": "number"}, minItems=2, maxItems=2)
    for _level in range(depth):
        coordinates = many(coordinates)
    return thing(["type", "coordinates"], type=one_of(name), coordinates=coordinates)


COUNT = {"type": "integer", "minimum": 0}
MOMENT = {"type": "string", "format": "date-time"}
LINKS = many(of("link"))

SHAPES: dict[str, Shape] = {
    "link": thing(["href", "rel", "type"], href=TEXT, rel=TEXT, type=TEXT, title=TEXT),
    "landingPage": thing(["links"], title=TEXT, description=TEXT, links=LINKS),
    "conformance": thing(["conformsTo"], conformsTo=many(TEXT)),
    "collections": thing(["links", "collections"], links=LINKS, collections=many(of("collection"))),
    "collection": thing(
        ["id", "title", "description", "links", "extent", "itemType", "crs"],
        id=TEXT,
        title=TEXT,
        description=TEXT,
        attribution=TEXT,
        links=LINKS,
        extent=of("extent"),
        itemType=one_of("feature"),
        crs=many(one_of(CRS84)),
    ),
    "extent": thing(
        [],
        spatial=thing(
            ["bbox"],
            bbox=many(many({"type": "number"}, minItems=4, maxItems=4), minItems=1),
            crs=one_of(CRS84),
        ),
        temporal=thing(
            ["interval"],
            interval=many(many(MOMENT | {"nullable": True}, minItems=2, maxItems=2), minItems=1),
            trs=one_of(GREGORIAN),
        ),
    ),
    "geometry": {
        "nullable": True,
        "type": "object",
        "oneOf": [
            geometry("MultiPoint", 1),
            geometry("MultiPolygon", 3),
        ],
    },
    "exception": thing(["code", "description"], code=TEXT, description=TEXT),
}
"""Those that do not depend on a collection."""


def feature(properties: dict[str, dict[str, str]]) -> Shape:
    nullable = {name: shape | {"nullable": True} for name, shape in properties.items()}
    return thing(
        ["type", "id", "geometry", "properties"],
        type=one_of("Feature"),
        id={"type": "integer"},
        geometry=of("geometry"),
        properties=thing(list(properties), **nullable),
        links=LINKS,
    )


def features(one: Shape) -> Shape:
    return thing(
        ["type", "features", "links", "numberMatched", "numberReturned", "timeStamp"],
        type=one_of("FeatureCollection"),
        features=many(one),
        links=LINKS,
        numberMatched=COUNT,
        numberReturned=COUNT,
        timeStamp=MOMENT,
    )

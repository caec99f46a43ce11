"""What the API's description says beyond what serializers say."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter

from partners.maps import ZOOM_MOST

_BOX = {
    "type": "array",
    "items": {"type": "number"},
    "minItems": 4,
    "maxItems": 4,
    "description": "west, south, east, north",
    "examples": [[-71.12, 42.31, -71.07, 42.34]],
}

_FACET = {
    "type": "object",
    "required": ["value", "label", "count", "selected"],
    "properties": {
        "value": {"type": "string", "examples": ["nonprofit"]},
        "label": {"type": "string", "examples": ["Nonprofit"]},
        "count": {"type": "integer", "examples": [30]},
        "selected": {"type": "boolean"},
    },
}

FACETS = {
    "type": "object",
    "description": "The values of each filter, in order.",
    "additionalProperties": {"type": "array", "items": _FACET},
}

_POINT = {
    "type": "object",
    "required": ["id", "slug", "name", "kind", "stage", "url", "latitude", "longitude"],
    "properties": {
        "id": {"type": "integer", "description": "The organization's number."},
        "slug": {"type": "string"},
        "name": {"type": "string"},
        "kind": {"type": "string"},
        "stage": {"type": "string"},
        "url": {"type": "string"},
        "latitude": {"type": "number"},
        "longitude": {"type": "number"},
    },
}

_CLUSTER = {
    "type": "object",
    "required": ["count", "bounds", "center"],
    "properties": {
        "count": {"type": "integer"},
        "bounds": _BOX,
        "center": {
            "type": "array",
            "items": {"type": "number"},
            "description": "longitude, latitude",
        },
    },
}


def map_of(point: dict[str, Any]) -> dict[str, Any]:
    """The answer of a map whose points are told like this."""
    return {
        "type": "object",
        "required": ["count", "bounds", "clusters", "points"],
        "properties": {
            "count": {"type": "integer", "description": "Places in the view; some have several."},
            "bounds": {"oneOf": [_BOX, {"type": "null"}]},
            "clusters": {"type": "array", "items": _CLUSTER},
            "points": {"type": "array", "items": point},
        },
    }


MAP = map_of(_POINT)

MAP_PARAMETERS = [
    OpenApiParameter(
        "zoom",
        {"type": "integer", "minimum": 0, "maximum": ZOOM_MOST},
        description="The map's zoom level: how coarse clusters are.",
    )
]

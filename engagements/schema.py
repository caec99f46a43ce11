"""What the API's description says beyond what serializers say."""

from typing import Any

from partners.schema import map_of


def numbered(**properties: str) -> dict[str, Any]:
    """An object with an `id` and these properties."""
    types = {"id": "integer", **properties}
    return {
        "type": "object",
        "required": [*types],
        "properties": {name: {"type": kind} for name, kind in types.items()},
    }


MAP = map_of(
    {
        "type": "object",
        "required": [
            "id",
            "organization",
            "organization_url",
            "engagements",
            "latitude",
            "longitude",
        ],
        "properties": {
            "id": {"type": "integer", "description": "The place’s number."},
            "organization": numbered(slug="string", name="string"),
            "organization_url": {"type": "string"},
            "engagements": {"type": "array", "items": numbered(title="string", url="string")},
            "latitude": {"type": "number"},
            "longitude": {"type": "number"},
        },
    }
)

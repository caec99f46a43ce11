"""What the map's script is told by the page: its words, and where street tiles are, if anywhere."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from partners.enums import Kind, Stage


def map_setup() -> dict[str, Any]:
    """{"tile_url", "tile_attribution", "words"}; the words go to the page as JSON."""
    return {
        "tile_url": settings.TILE_URL,
        "tile_attribution": settings.TILE_ATTRIBUTION,
        "words": {
            "attribution": _("City of Boston open data · MBTA"),
            "cluster": _("{count} places close together: zoom in"),
            "kinds": {kind.value: str(kind.label) for kind in Kind},
            "showInList": _("Show in the list"),
            "stages": {Stage.ACTIVE.value: str(Stage.ACTIVE.label)},
            "zoomIn": _("Zoom in"),
            "zoomOut": _("Zoom out"),
        },
    }

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


def edit_setup() -> dict[str, Any]:
    """The same for maps on which something is moved."""
    setup = map_setup()
    setup["words"] |= {
        "between": _("After corner {number}: Enter for a new one"),
        "corner": _("Corner {number}"),
        "fewest": _("An outline has three corners at least."),
        "looking": _("Looking …"),
        "noAnswer": _("There is no answer just now. Set the pin by hand, or try again."),
        "pin": _("Pin of the place"),
        "pinAt": _("The pin is at {point}."),
        "unseen": _("Changed here, and not saved yet."),
    }
    return setup

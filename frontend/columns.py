"""What the columns of a sheet are called, for people."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, Promise | str] = {
    "name": _("Name"),
    "distinct": _("Not a duplicate (yes)"),
    "address": _("Address"),
    "address_2": _("Address, second line"),
    "city": _("City"),
    "state": _("State"),
    "zip": _("ZIP code"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "neighborhood": _("Neighborhood"),
    "category": _("Category"),
    "kind": _("Kind"),
    "focus_areas": _("Focus areas"),
    "description": _("Description"),
    "populations": _("Who it works with"),
    "website": _("Website"),
    "email": _("Email"),
    "phone": _("Phone"),
    "languages": _("Languages"),
    "coordinate_method": _("How the point was found"),
    "source_as_of": _("As of (source)"),
    "source": _("Source"),
    "organization": _("Organization"),
    "on": _("Day of the contact"),
    "summary": _("What it was about"),
    "others": _("Who was there"),
    "next_step": _("Next step"),
    "next_on": _("Next step until"),
    "minutes": _("Minutes"),
    "asks": _("Asks something (yes or no)"),
    "asked_for": _("What we asked for"),
    "day": _("Day"),
    "from": _("From"),
    "hours": _("Hours"),
    "basis": _("Actual or estimate"),
    "engagement": _("Engagement"),
    "note": _("Note"),
    "student": _("Student’s email"),
}


def label_of(column: str) -> str:
    """The column in words; "" for none."""
    return str(LABELS.get(column, column))

"""From the address in a form to its point, for a person to look at before anything is saved."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from partners.forms import sealed
from partners.geocoding import RefusedError, find


class Found:
    """`fields` are the form's: latitude, longitude and the geocoder's seal; none where the address
    was not found. `words` say how sure it is, or why there is no point.

    A service may be asked over the network: not inside a transaction, and never where a
    confidential address is.
    """

    def __init__(self, data: Any, prefix: str = ""):
        self.fields: dict[str, Any] = {}
        if data.get(f"{prefix}is_confidential"):
            self.words = _("A confidential address keeps no point, and nobody is asked for it.")
            return
        try:
            answer = find(line_of(data, prefix))
        except RefusedError as refusal:
            self.words = str(refusal)
            return
        latitude, longitude = answer.point
        self.fields = {"latitude": latitude, "longitude": longitude, "found": sealed(answer)}
        self.words = f"{answer.precision.label}: {answer}"


def line_of(data: Any, prefix: str) -> str:
    address, city, state, code = (
        data.get(f"{prefix}{name}", "").strip() for name in ("address", "city", "state", "zip")
    )
    return ", ".join(filter(None, [address, city, f"{state} {code}".strip()]))[:400]


def with_point(data: QueryDict, prefix: str = "") -> tuple[QueryDict, str]:
    """What was sent, with the point of its address filled in, and the words for it."""
    found, filled = Found(data, prefix), data.copy()
    for name, value in found.fields.items():
        filled[f"{prefix}{name}"] = str(value)
    return filled, found.words

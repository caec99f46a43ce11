"""Where an organization is: an address, and a point that is found, set by hand, or typed."""

from datetime import date
from math import isclose
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from partners.enums import FoundBy
from partners.forms.records import RecordForm
from partners.geocoding import Answer
from partners.models import Location

SALT = "point of a geocoder"
A_DAY_S = 86_400
NEARLY = 1e-6
"""Degrees: a decimeter, to which points are written."""


def sealed(answer: Answer) -> str:
    """What a geocoder answered, to come back in a hidden field and be believed."""
    said = [answer.precision, str(answer)[:300], answer.found_on.isoformat()]
    return signing.dumps([*answer.point, *said], salt=SALT)


class PlaceForm(RecordForm):
    """`found` is what a geocoder said; it holds as long as nobody moved the point."""

    found = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Location
        fields = [
            "name",
            "type",
            "address",
            "city",
            "state",
            "zip",
            "is_confidential",
            "latitude",
            "longitude",
            "step_free",
            "nearest_stop",
            "languages",
        ]
        widgets = {"languages": forms.CheckboxSelectMultiple}

    def prepare(self, name: str, field: Any) -> None:
        super().prepare(name, field)
        if name in ("latitude", "longitude"):
            field.widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"})
            field.error_messages["invalid"] = _("It takes degrees, such as 42.3317.")

    @property
    def values(self) -> dict[str, Any]:
        """With how the point was found, where a geocoder found it. A confidential address has no
        point, whatever the map showed before that was ticked."""
        values = super().values
        if self.cleaned_data.get("is_confidential"):
            return {**values, "latitude": None, "longitude": None}
        point = self.cleaned_data.get("latitude"), self.cleaned_data.get("longitude")
        if {"latitude", "longitude"} & values.keys() and (found := self.unsealed(point)):
            values |= found
        return values

    def unsealed(self, point: tuple[float | None, ...]) -> dict[str, Any]:
        try:
            seal = signing.loads(self.cleaned_data.get("found", ""), salt=SALT, max_age=A_DAY_S)
        except signing.BadSignature:
            return {}
        *there, precision, note, found_on = seal
        if None in point or not all(map(is_near, there, point)):
            return {}
        return {
            "found_by": FoundBy.GEOCODER,
            "found_note": note,
            "found_on": date.fromisoformat(found_on),
            "precision": precision,
        }


def is_near(one: Any, other: Any) -> bool:
    return isclose(one, other, abs_tol=NEARLY, rel_tol=0)


class FirstPlaceForm(PlaceForm):
    """Of an organization that is just being added: where it is, and no more."""

    class Meta(PlaceForm.Meta):
        fields = ["address", "city", "state", "zip", "is_confidential", "latitude", "longitude"]
        widgets: dict = {}


class AddressForm(PlaceForm):
    """Where it is, typed on a phone without a map. Another address has no point until somebody
    finds it again: the old one would lie."""

    class Meta(PlaceForm.Meta):
        fields = ["name", "type", "address", "city", "state", "zip", "is_confidential", "step_free"]
        widgets: dict = {}

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        moved = {"address", "city", "state", "zip"} & values.keys()
        return values | ({"latitude": None, "longitude": None} if moved else {})

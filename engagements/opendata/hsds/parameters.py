"""What the addresses take: each parameter once, with how it is read, refused and described."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from occme.rest.problems import BadParameters
from occme.rest.resources import unknown_parameters
from partners.filtering import SEARCH_MOST, WITHIN_MOST_M, YesNoField
from partners.filters import SearchField
from partners.geocoding.offline import address_points
from partners.geography import Point

PAGE_MOST = 1_000_000
PER_PAGE, PER_PAGE_MOST = 50, 1_000
MINIMAL_MOST = 10_000
"""Rows on a page of ids and dates alone, of which the specification hopes that one holds all."""

FORMATS = ("json", "ndjson")


class IdField(forms.UUIDField):
    default_error_messages = {
        "invalid": gettext_lazy("It takes an id, such as 7b0c0c9e-4f1a-4000-8000-000000000000.")
    }

    def to_python(self, value: Any) -> Any:
        if len(value or "") > 36:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class MomentField(forms.Field):
    """A moment with its distance from UTC, or without for UTC; or a day, from its first moment."""

    takes = gettext_lazy(
        "It takes a moment such as 2026-01-31T14:00:00Z. A “+” is written %2B in an address."
    )

    def to_python(self, value: Any) -> datetime | None:
        if not value:
            return None
        try:
            day = f"{value}T00:00:00" if len(value) == len("2026-01-31") else value
            moment = parse_datetime(day) if len(value) <= 40 else None
        except ValueError:
            moment = None
        if moment is None or not 1900 <= moment.year <= 2200:
            raise ValidationError(str(self.takes), code="invalid")
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def whole_number(most: int) -> forms.Field:
    sentence = gettext_lazy("It takes a whole number from 1 to %(most)s.") % {"most": most}
    refusals = dict.fromkeys(("invalid", "min_value", "max_value"), sentence)
    return forms.IntegerField(
        min_value=1, max_value=most, required=False, localize=False, error_messages=refusals
    )


def format_field() -> forms.Field:
    refusal = gettext_lazy("It takes json, or ndjson for all rows at once, one on each line.")
    choices = [(name, name) for name in FORMATS]
    return forms.ChoiceField(
        choices=choices, required=False, error_messages={"invalid_choice": refusal}
    )


def zip_code() -> forms.Field:
    sentence = gettext_lazy("It takes a ZIP code of five digits, such as 02119.")
    return forms.RegexField(r"^[0-9]{5}\Z", required=False, error_messages={"invalid": sentence})


FIELDS: dict[str, forms.Field] = {
    "search": SearchField(max_length=SEARCH_MOST, required=False),
    "page": whole_number(PAGE_MOST),
    "per_page": whole_number(MINIMAL_MOST),
    "format": format_field(),
    "minimal": YesNoField(required=False),
    "full": YesNoField(required=False),
    "full_service": YesNoField(required=False),
    "modified_after": MomentField(required=False),
    "taxonomy_term_id": IdField(required=False),
    "taxonomy_id": IdField(required=False),
    "organization_id": IdField(required=False),
    "postcode": zip_code(),
    "proximity": whole_number(WITHIN_MOST_M),
    "parent_id": IdField(required=False),
    "top_only": YesNoField(required=False),
}

LIST = ("search", "page", "per_page", "format")
ABOUT = ("taxonomy_term_id", "taxonomy_id", "modified_after", "full", "postcode", "proximity")


@cache
def form_of(names: tuple[str, ...]) -> type[forms.Form]:
    return type("Asked", (Asked,), {name: FIELDS[name] for name in names})


class Asked(forms.Form):
    """Together they are refused where they contradict each other."""

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        given: Any = self.data
        for name in self.fields:
            if len(given.getlist(name)) > 1:
                self.add_error(name, _("It is given more than once; it takes one value."))
        if asked.get("format") == "ndjson":
            for name in ("page", "per_page"):
                if asked.get(name):
                    self.add_error(name, _("All rows come at once with ndjson: leave it out."))
        if asked.get("minimal") and asked.get("full"):
            self.add_error("full", _("It contradicts minimal: give one of them."))
        if (asked.get("per_page") or 0) > PER_PAGE_MOST and not asked.get("minimal"):
            sentence = _("It takes a whole number from 1 to %(most)s.")
            self.add_error("per_page", sentence % {"most": PER_PAGE_MOST})
        self.check_distance(asked)
        return asked

    def check_distance(self, asked: dict[str, Any]) -> None:
        if not asked.get("proximity") or "postcode" in self.errors:
            return
        if not asked.get("postcode"):
            sentence = _("It is measured from the middle of a ZIP code: give postcode too.")
            self.add_error("proximity", sentence)
        elif asked["postcode"] not in middles():
            sentence = _(
                "The middle of this ZIP code is not known; with proximity it takes %(zips)s."
            )
            self.add_error("postcode", sentence % {"zips": ", ".join(sorted(middles()))})


def read(query: QueryDict, names: Iterable[str]) -> dict[str, Any]:
    """The values of the parameters, None and "" where they are not given. Raises BadParameters for
    every one that is unknown or not understood."""
    problems = unknown_parameters(query, set(names))
    form = form_of(tuple(names))(query)
    if not form.is_valid():
        problems |= {name: list(map(str, texts)) for name, texts in form.errors.items()}
    if problems:
        raise BadParameters(problems)
    return form.cleaned_data


@cache
def middles() -> dict[str, Point]:
    """The middle of each ZIP code of our address points: the mean of its houses."""
    houses: dict[str, list[Point]] = {}
    for streets in address_points().streets.values():
        for house in (house for street in streets for house in street.houses):
            houses.setdefault(house.zip, []).append(house.point)
    return {
        zip_code: Point(
            sum(point.latitude for point in points) / len(points),
            sum(point.longitude for point in points) / len(points),
        )
        for zip_code, points in houses.items()
    }

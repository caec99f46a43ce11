"""The strict kind of filter set: whatever it does not understand is an error, never ignored."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from partners.geography import Box, Point, point_problem

WITHIN_MOST_M = 100_000
SEARCH_MOST = 200
WORDS_MOST = 8
KNOWN_MOST = 40


class ChoicesField(forms.MultipleChoiceField):
    """Several values of a closed list, by repeating the parameter."""

    choices: Any

    def to_python(self, value: Any) -> list[str]:
        return [text for text in super().to_python(value) if text]

    def validate(self, value: list[str]) -> None:
        for text in value:
            if not self.valid_value(text):
                raise not_one_of(text, [code for code, _label in self.choices])


class RowsField(forms.Field):
    """Several rows by a readable key, by repeating the parameter; cleans to a list of rows."""

    widget = forms.SelectMultiple

    def __init__(self, *, queryset: Any, key: str, example: str, **kwargs: Any):
        self.queryset, self.key, self.example = queryset, key, example
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list:
        keys = [text for text in value or [] if text]
        if not keys:
            return []
        asked = filter(str.isprintable, keys)  # Others are no key, and no database takes NUL.
        rows = self.queryset.filter(**{f"{self.key}__in": list(asked)})
        found = {getattr(row, self.key): row for row in rows}
        for text in keys:
            if text not in found:
                raise not_one_of(text, self.queryset.values_list(self.key, flat=True))
        return [found[text] for text in dict.fromkeys(keys)]


class YesNoField(forms.TypedChoiceField):
    def __init__(self, **kwargs: Any):
        choices = [("", _("Any")), ("true", _("Yes")), ("false", _("No"))]
        super().__init__(coerce="true".__eq__, empty_value=None, **kwargs | {"choices": choices})

    def validate(self, value: str) -> None:
        if value and not self.valid_value(value):
            raise not_one_of(value, ["true", "false"])


class DayField(forms.DateField):
    example = "2026-01-31"
    input_formats = ["%Y-%m-%d"]
    default_error_messages = {
        "invalid": _("It takes a day as YYYY-MM-DD, such as 2026-01-31."),
    }
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class NumbersField(forms.CharField):
    """A fixed count of decimal numbers with commas between them."""

    count = 2
    takes: Any = ""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            numbers = [float(part) for part in text.split(",") if len(part) <= 30]
        except ValueError:
            numbers = []
        if len(numbers) != self.count or not all(abs(number) <= 1000 for number in numbers):
            raise ValidationError(self.takes, code="invalid")
        return self.read(numbers)

    def read(self, numbers: list[float]) -> Any:
        raise NotImplementedError


class PointField(NumbersField):
    example = "42.3317,-71.0838"
    takes = _("It takes latitude,longitude in degrees, such as 42.3317,-71.0838.")

    def read(self, numbers: list[float]) -> Point:
        if problem := point_problem(*numbers):
            raise ValidationError(problem, code="invalid")
        return Point(*numbers)


class BoxField(NumbersField):
    count = 4
    example = "-71.12,42.31,-71.07,42.34"
    takes = _("It takes west,south,east,north in degrees, such as -71.12,42.31,-71.07,42.34.")

    def read(self, numbers: list[float]) -> Box:
        box = Box(*numbers)
        for latitude, longitude in ((box.south, box.west), (box.north, box.east)):
            problem = point_problem(latitude, longitude)
            if problem and (latitude, longitude) != (0, 0):
                raise ValidationError(problem, code="invalid")
        if box.west >= box.east or box.south >= box.north:
            raise ValidationError(
                _("West lies left of east, and south below north: %(takes)s"),
                params={"takes": self.takes},
                code="invalid",
            )
        return box


def not_one_of(value: str, known: Iterable[str]) -> ValidationError:
    """Names the values that it takes, where they are few enough to read."""
    known = list(islice(known, KNOWN_MOST + 1))
    if len(known) > KNOWN_MOST:
        sentence = _("“%(value)s” is not one of its values.")
        return ValidationError(sentence, params={"value": value[:50]}, code="invalid_choice")
    return ValidationError(
        _("“%(value)s” is not one of its values; it takes %(known)s."),
        params={"value": value[:50], "known": ", ".join(filter(None, known))},
        code="invalid_choice",
    )


class OrderingField(forms.ChoiceField):
    choices: Any

    def validate(self, value: str) -> None:
        if value and not self.valid_value(value):
            raise not_one_of(value, [code for code, _label in self.choices])


class AnyOf(django_filters.Filter):
    """Any of the values given."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, lookup_expr="in", **kwargs)


class ChoicesFilter(AnyOf):
    field_class = ChoicesField


class RowsFilter(AnyOf):
    field_class = RowsField


class YesNoFilter(django_filters.Filter):
    field_class = YesNoField


class DayFilter(django_filters.Filter):
    field_class = DayField


class PointFilter(django_filters.Filter):
    field_class = PointField


class BoxFilter(django_filters.Filter):
    field_class = BoxField


class StrictFilterSet(django_filters.FilterSet):
    """A filter set that takes `user`, starts from what the user may see, knows no row by name that
    the user may not see, and refuses single parameters given twice. `.qs` is read after `.is_valid()` only."""

    orderings: dict[str, tuple[Any, ...]] = {}
    """What `ordering` takes, and the columns that each value orders by."""

    default_ordering: tuple[Any, ...] = ("pk",)

    def __init__(self, data: Any = None, *, user: Any, queryset: Any = None, **kwargs: Any):
        if queryset is None:
            queryset = self._meta.model.objects.all()
        self.user = user
        super().__init__(data, queryset=queryset.visible_to(user), **kwargs)
        for one in self.filters.values():
            if isinstance(one, RowsFilter):
                one.extra["queryset"] = one.extra["queryset"].visible_to(user)
                # Made with the rows of nobody in particular, where the API was described before.
                one.__dict__.pop("_field", None)

    def get_form_class(self) -> type[forms.Form]:
        orderings = [("", "")] + [(code, code) for code in self.orderings]
        return type(
            "StrictForm",
            (StrictForm, super().get_form_class()),
            {"ordering": OrderingField(choices=orderings, required=False)},
        )

    @property
    def parameters(self) -> set[str]:
        """The names of all parameters that the filter set takes."""
        return {*self.filters, "ordering"}

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values of the filters that ask for something."""
        cleaned = self.form.cleaned_data
        return {name: cleaned[name] for name in self.filters if given(cleaned.get(name))}

    def filter_queryset(self, queryset: Any) -> Any:
        return self.order(self.apply(queryset, self.values))

    def apply(self, queryset: Any, values: dict[str, Any]) -> Any:
        """The rows that meet the cleaned values."""
        for name, value in values.items():
            queryset = self.filters[name].filter(queryset, value)
        return queryset

    def order(self, queryset: Any) -> Any:
        chosen = self.form.cleaned_data.get("ordering") or ""
        return queryset.order_by(*self.orderings.get(chosen, self.default_ordering))


class StrictForm(forms.Form):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        many = (ChoicesField, RowsField)
        for name, field in self.fields.items():
            values = self.data.getlist(name) if hasattr(self.data, "getlist") else []
            if len(values) > 1 and not isinstance(field, many):
                self.add_error(name, _("It is given more than once; it takes one value."))
        return cleaned


def given(value: Any) -> bool:
    """Whether a cleaned value asks for anything."""
    return value is not None and value != "" and value != []

"""What can be filtered: one definition for page, map, CSV, GeoJSON, facets and API."""

from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from partners.enums import AreaKind, Domain, Kind, PriorityStatus, Stage
from partners.filtering import (
    SEARCH_MOST,
    WITHIN_MOST_M,
    WORDS_MOST,
    BoxFilter,
    ChoicesFilter,
    DayFilter,
    PointFilter,
    RowsFilter,
    StrictFilterSet,
    YesNoFilter,
)
from partners.folding import fold
from partners.models import (
    Contact,
    FocusArea,
    Language,
    Location,
    Organization,
    Priority,
    ServiceArea,
)

NO_STAGE = "none"
STAGES = [(value or NO_STAGE, label) for value, label in Stage.choices]


class SearchField(forms.CharField):
    example = "tremont street"

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        words = list(dict.fromkeys(fold(text).split()))
        if text and not words:
            raise ValidationError(_("It takes words: letters or digits."), code="invalid")
        if len(words) > WORDS_MOST:
            sentence = _("It takes at most %(most)d words.")
            raise ValidationError(sentence, params={"most": WORDS_MOST}, code="invalid")
        return text


class SearchFilter(django_filters.CharFilter):
    field_class = SearchField


def search_filter() -> SearchFilter:
    return SearchFilter(method="by_search", max_length=SEARCH_MOST, label=_("Search"))


def organization_filter(field: str | None = None, **options: Any) -> RowsFilter:
    """By the organization in a field of the rows; or by a `method`."""
    return RowsFilter(
        queryset=Organization.objects.all(),
        key="slug",
        example="sample-porch-light-house",
        field_name=field,
        label=_("Organization"),
        **options,
    )


def neighborhood_filter() -> RowsFilter:
    return RowsFilter(
        queryset=ServiceArea.objects.neighborhoods(),
        key="slug",
        example="mission-hill",
        method="by_neighborhood",
        label=_("Neighborhood"),
    )


def language_filter(label: Any) -> RowsFilter:
    return RowsFilter(
        queryset=Language.objects.all(),
        key="code",
        example="es",
        method="by_language",
        label=label,
    )


WITHIN_TAKES = _("It takes whole meters from 1 to 100000.")


class WithinFilter(django_filters.Filter):
    field_class = forms.IntegerField


class NearFilterSet(StrictFilterSet):
    """Filters of what happens at places: near a point, within meters of it, and in a map's view."""

    near = PointFilter(method="keep", label=_("Near"))
    within_m = WithinFilter(
        method="keep",
        min_value=1,
        max_value=WITHIN_MOST_M,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), WITHIN_TAKES),
        label=_("Within meters"),
    )
    bbox = BoxFilter(method="by_box", label=_("Map view"))

    def is_valid(self) -> bool:
        form = self.form
        if form.is_bound and form.is_valid() and not form.cleaned_data.get("near"):
            if form.cleaned_data.get("within_m"):
                form.add_error("within_m", _("It takes a point to measure from: give near too."))
            if form.cleaned_data.get("ordering") == "distance":
                form.add_error("ordering", _("Distance takes a point: give near too."))
        return bool(super().is_valid())

    def apply(self, queryset: Any, values: dict[str, Any]) -> Any:
        if near := values.get("near"):
            queryset = queryset.near(near, user=self.user, within_m=values.get("within_m"))
        return self.matching(queryset, values)

    def matching(self, queryset: Any, values: dict[str, Any]) -> Any:
        """The rows, with their distance where there is any, that meet the values."""
        return super().apply(queryset, values)

    def order(self, queryset: Any) -> Any:
        """The nearest first, where nothing else is asked for."""
        chosen = self.form.cleaned_data
        if chosen.get("near") and not chosen.get("ordering"):
            return queryset.order_by(*self.orderings["distance"])
        return super().order(queryset)

    def without(self, *names: str) -> Any:
        """The rows under all filters but these, in no order: what a facet counts."""
        values = {key: value for key, value in self.values.items() if key not in names}
        return self.apply(self.queryset, values).order_by()

    def keep(self, queryset: Any, name: str, value: Any) -> Any:
        """near and within_m work together, in `apply`."""
        return queryset

    def by_box(self, queryset: Any, name: str, value: Any) -> Any:
        raise NotImplementedError


class OrganizationFilter(NearFilterSet):
    """The directory's filters. Several values of one mean any of them; different ones mean all.

    Whatever is matched against more than name and neighborhood only finds organizations whose
    profile the user may read: a filter tells no more than the page would.
    """

    search = search_filter()
    kind = ChoicesFilter(choices=Kind.choices, label=_("Kind"))
    focus_area = RowsFilter(
        queryset=FocusArea.objects.all(),
        key="slug",
        example="food-and-nutrition",
        method="by_focus_area",
        label=_("Focus area"),
    )
    language = language_filter(_("Language"))
    neighborhood = neighborhood_filter()
    in_catchment = YesNoFilter(method="by_catchment", label=_("In the catchment"))
    stage = ChoicesFilter(choices=STAGES, method="by_stage", label=_("Relationship"))
    accepting_students = YesNoFilter(method="by_accepting", label=_("Accepting students"))
    verified_since = DayFilter(
        field_name="verified_on", lookup_expr="gte", label=_("Verified since")
    )

    known_at_area_level = {"search", "neighborhood"}
    """Filters that look after visibility themselves."""

    orderings = {
        "name": ("sort_name", "pk"),
        "-name": ("-sort_name", "-pk"),
        "verified_on": (F("shown_verified_on").asc(nulls_last=True), "sort_name", "pk"),
        "-verified_on": (F("shown_verified_on").desc(nulls_last=True), "sort_name", "pk"),
        "distance": ("chord", "sort_name", "pk"),
    }
    default_ordering = ("list_rank", "sort_name", "pk")

    class Meta:
        model = Organization
        fields: list[str] = []

    def matching(self, queryset: Any, values: dict[str, Any]) -> Any:
        if values.keys() - self.known_at_area_level:
            queryset = queryset.profile_visible_to(self.user)
        if "search" not in values:
            return super().matching(queryset, values)
        return queryset.among(self.searched(queryset, values))

    def searched(self, queryset: Any, values: dict[str, Any]) -> list[int]:
        """What is found under a search and other filters: asked once, however many counts and
        pages are made of it, for a search reads every text."""
        names = frozenset(values)
        if names not in self._searched:
            if names == {"search"}:
                found = queryset.matching(values["search"], user=self.user)
            else:
                found = super().matching(queryset, values)
            self._searched[names] = list(found.order_by().values_list("pk", flat=True))
        return self._searched[names]

    @cached_property
    def _searched(self) -> dict[frozenset[str], list[int]]:
        return {}

    def order(self, queryset: Any) -> Any:
        return super().order(queryset.with_shown_verified_on(self.user))

    def by_search(self, queryset: Any, name: str, value: str) -> Any:
        return queryset.among(self.searched(self.queryset, {name: value}))

    def by_focus_area(self, queryset: Any, name: str, value: Any) -> Any:
        tagged = Organization.focus_areas.through.objects.filter(focusarea__in=value)
        return queryset.filter(pk__in=tagged.values("organization"))

    def by_language(self, queryset: Any, name: str, value: Any) -> Any:
        tagged = Organization.languages.through.objects.filter(language__in=value)
        return queryset.filter(pk__in=tagged.values("organization"))

    def by_neighborhood(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.in_neighborhoods(value)

    def by_catchment(self, queryset: Any, name: str, value: bool) -> Any:
        inside = Organization.objects.located(user=self.user, in_catchment=True)
        return queryset.filter(pk__in=inside) if value else queryset.exclude(pk__in=inside)

    def by_stage(self, queryset: Any, name: str, value: list[str]) -> Any:
        return queryset.filter(stage__in=["" if code == NO_STAGE else code for code in value])

    def by_accepting(self, queryset: Any, name: str, value: bool) -> Any:
        accepting = Organization.objects.accepting_students()
        return queryset.filter(pk__in=accepting) if value else queryset.exclude(pk__in=accepting)

    def by_box(self, queryset: Any, name: str, value: Any) -> Any:
        places = Location.objects.visible_to(self.user).on_the_map().within(value)
        return queryset.filter(pk__in=places.values("organization"))


class LocationFilter(StrictFilterSet):
    organization = django_filters.CharFilter(field_name="organization__slug")
    neighborhood = RowsFilter(
        queryset=ServiceArea.objects.neighborhoods(),
        key="slug",
        example="mission-hill",
        method="by_neighborhood",
    )
    in_catchment = YesNoFilter(field_name="in_catchment")
    bbox = BoxFilter(method="by_box")

    default_ordering = ("organization__sort_name", "pk")

    class Meta:
        model = Location
        fields: list[str] = []

    def by_neighborhood(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(neighborhood__in=value)

    def by_box(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.within(value)


class PriorityFilter(StrictFilterSet):
    organization = django_filters.CharFilter(field_name="organization__slug")
    status = ChoicesFilter(choices=PriorityStatus.choices)
    focus_area = RowsFilter(
        queryset=FocusArea.objects.all(), key="slug", example="food-and-nutrition"
    )

    orderings = {
        "stated_on": ("stated_on", "pk"),
        "-stated_on": ("-stated_on", "-pk"),
        "rank": ("rank", "stated_on", "pk"),
    }
    default_ordering = ("organization__sort_name", "rank", "pk")

    class Meta:
        model = Priority
        fields: list[str] = []


class ContactFilter(StrictFilterSet):
    organization = django_filters.CharFilter(field_name="organization__slug")
    current = YesNoFilter(method="by_current")

    orderings = {"name": ("name", "pk"), "-name": ("-name", "-pk")}
    default_ordering = ("organization__sort_name", "rank", "name", "pk")

    class Meta:
        model = Contact
        fields: list[str] = []

    def by_current(self, queryset: Any, name: str, value: bool) -> Any:
        now = Contact.objects.current()
        return queryset.filter(pk__in=now) if value else queryset.exclude(pk__in=now)


class ServiceAreaFilter(StrictFilterSet):
    kind = ChoicesFilter(choices=AreaKind.choices)

    default_ordering = ("kind", "name", "pk")

    class Meta:
        model = ServiceArea
        fields: list[str] = []


class FocusAreaFilter(StrictFilterSet):
    domain = ChoicesFilter(choices=Domain.choices)

    default_ordering = ("title", "pk")

    class Meta:
        model = FocusArea
        fields: list[str] = []


class LanguageFilter(StrictFilterSet):
    default_ordering = ("name", "pk")

    class Meta:
        model = Language
        fields: list[str] = []

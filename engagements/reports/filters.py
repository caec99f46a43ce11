"""What the records behind figures are filtered by: the same conditions as the figures are counted
under, so that a list has as many rows as its figure says."""

from datetime import date
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.enums import (
    SEATED,
    Basis,
    Curricular,
    Designation,
    EngagementKind,
    HourKind,
    HourStatus,
    Program,
)
from engagements.metrics import Period, period_named
from engagements.models import Engagement, HourEntry, Placement, StudentProfile
from partners.enums import Kind
from partners.filtering import ChoicesFilter, StrictFilterSet, YesNoFilter
from partners.filters import language_filter, neighborhood_filter, organization_filter
from partners.models import Organization
from partners.policies import is_staff

NO_YEAR = "none"
"""Class years that nobody noted."""


class PeriodField(forms.CharField):
    def clean(self, value: Any) -> Period | None:
        text = super().clean(value)
        if not text:
            return None
        if period := period_named(text):
            return period
        raise ValidationError(_("It takes a period such as 2026-27, 2026-fall or 2026."))


class PeriodFilter(django_filters.Filter):
    field_class = PeriodField


class YearField(forms.CharField):
    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text in ("", NO_YEAR) or (text.isascii() and text.isdigit() and len(text) == 4):
            return text
        raise ValidationError(_("It takes a year such as 2027, or “none”."))


class YearFilter(django_filters.Filter):
    field_class = YearField


class OfPeriod(StrictFilterSet):
    """Rows of a period, and of organizations of a kind."""

    organization_path: ClassVar[str] = "organization"
    period = PeriodFilter(method="by_period", label=_("Period"))
    organization = organization_filter("organization")
    organization_kind = ChoicesFilter(
        choices=Kind.choices, method="by_kind_of_organization", label=_("Kind of organization")
    )
    neighborhood = neighborhood_filter()
    language = language_filter(_("Language of the organization"))

    def by_period(self, rows: Any, name: str, period: Period) -> Any:
        return self.within(rows, *period.days)

    def within(self, rows: Any, first: date, last: date) -> Any:
        raise NotImplementedError

    def of(self, rows: Any, organizations: Any) -> Any:
        return rows.filter(**{f"{self.organization_path}__in": organizations.values("pk")})

    def by_kind_of_organization(self, rows: Any, name: str, kinds: list[str]) -> Any:
        return self.of(rows, Organization.objects.filter(kind__in=kinds))

    def by_neighborhood(self, rows: Any, name: str, areas: list) -> Any:
        return self.of(rows, Organization.objects.in_neighborhoods(areas))

    def by_language(self, rows: Any, name: str, languages: list) -> Any:
        spoken = Organization.languages.through.objects.filter(language__in=languages)
        return self.of(rows, Organization.objects.filter(pk__in=spoken.values("organization")))


class EngagementRows(OfPeriod):
    """Of a period: those that the partner said yes to, with a day in it."""

    kind = ChoicesFilter(choices=EngagementKind.choices, label=_("Kind"))
    curricular = ChoicesFilter(choices=Curricular.choices, label=_("Part of the curriculum"))
    designation = ChoicesFilter(choices=Designation.choices, label=_("Designation"))
    answers_priority = YesNoFilter(
        field_name="priority", lookup_expr="isnull", exclude=True, label=_("Answers a priority")
    )
    default_ordering = ("starts_on", "title", "pk")

    class Meta:
        model = Engagement
        fields: list[str] = []

    def within(self, rows: Any, first: date, last: date) -> Any:
        return rows.held_in(first, last)


class FacultyRows(EngagementRows):
    """Engagements that name a faculty adviser."""

    default_ordering = ("adviser", "starts_on", "pk")

    def apply(self, queryset: Any, values: dict[str, Any]) -> Any:
        return super().apply(queryset, values).exclude(adviser="")


class PlacementRows(OfPeriod):
    """Of a period: those that began and were not withdrawn from, with a day in it."""

    organization_path = "engagement__organization"
    organization = organization_filter("engagement__organization")
    program = ChoicesFilter(
        choices=Program.choices, field_name="student__program", label=_("Program")
    )
    class_year = YearFilter(method="by_class_year", label=_("Class year"))
    kind = ChoicesFilter(
        choices=EngagementKind.choices, field_name="engagement__kind", label=_("Kind")
    )
    curricular = ChoicesFilter(
        choices=Curricular.choices,
        field_name="engagement__curricular",
        label=_("Part of the curriculum"),
    )
    prepared = YesNoFilter(method="by_learning", label=_("Preparation done"))
    reflected = YesNoFilter(method="by_learning", label=_("Reflection done"))
    leaves_gap = YesNoFilter(method="by_gap", label=_("Ends with nobody next"))
    default_ordering: tuple[str, ...] = ("engagement__title", "pk")

    class Meta:
        model = Placement
        fields: list[str] = []

    def is_valid(self) -> bool:
        """What a student wrote is theirs to share: whether they did, only staff ask."""
        form = self.form
        cleaned = form.cleaned_data if form.is_bound and form.is_valid() else {}
        for name in ("prepared", "reflected"):
            if cleaned.get(name) is not None and not is_staff(self.user):
                form.add_error(name, _("Only OCCME’s staff ask for this."))
        return bool(super().is_valid())

    def within(self, rows: Any, first: date, last: date) -> Any:
        return rows.taking_part_in(first, last)

    def by_class_year(self, rows: Any, name: str, year: str) -> Any:
        if year == NO_YEAR:
            return rows.filter(student__class_year=None)
        return rows.filter(student__class_year=int(year))

    def by_gap(self, rows: Any, name: str, value: bool) -> Any:
        gaps = Q(pk__in=Placement.objects.leaving_a_gap().values("pk"))
        return rows.filter(gaps) if value else rows.exclude(gaps)

    def by_learning(self, rows: Any, name: str, value: bool) -> Any:
        return rows.with_learning().filter(**{name: value})


class StudentRows(PlacementRows):
    """Students with such a placement; where nothing is asked of placements, all who have a
    profile."""

    of_people = {"program", "class_year"}
    default_ordering = ("program", "class_year", "user__name", "pk")

    class Meta:
        model = StudentProfile
        fields: list[str] = []

    def apply(self, queryset: Any, values: dict[str, Any]) -> Any:
        seats = super().apply(Placement.objects.visible_to(self.user), values)
        if values.keys() - self.of_people:
            return queryset.filter(pk__in=seats.values("student"))
        held = {name: values[name] for name in values}
        if programs := held.get("program"):
            queryset = queryset.filter(program__in=programs)
        if year := held.get("class_year"):
            queryset = queryset.filter(class_year=None if year == NO_YEAR else int(year))
        return queryset


class HourRows(OfPeriod):
    organization_path = "placement__engagement__organization"
    organization = organization_filter("placement__engagement__organization")
    kind = ChoicesFilter(choices=HourKind.choices, label=_("Kind"))
    basis = ChoicesFilter(choices=Basis.choices, label=_("Actual or estimate"))
    status = ChoicesFilter(choices=HourStatus.choices, label=_("Status"))
    supervision = YesNoFilter(method="by_supervision", label=_("The partner’s own time"))
    seated = YesNoFilter(method="by_seat", label=_("Of students who have a seat"))
    default_ordering = ("worked_on", "pk")

    class Meta:
        model = HourEntry
        fields: list[str] = []

    def within(self, rows: Any, first: date, last: date) -> Any:
        return rows.filter(worked_on__range=(first, last))

    def by_supervision(self, rows: Any, name: str, value: bool) -> Any:
        return rows.filter(kind=HourKind.SUPERVISION) if value else rows.of_students()

    def by_seat(self, rows: Any, name: str, value: bool) -> Any:
        seated = Q(placement__status__in=SEATED)
        return rows.filter(seated if value else ~seated)

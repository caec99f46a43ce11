"""What the finder filters by: one definition for page and API."""

from typing import Any

import django_filters
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from engagements.enums import (
    Curricular,
    DayPart,
    EngagementKind,
    EngagementStatus,
    HourKind,
    HourStatus,
    Moment,
    Party,
    Sharing,
    Weekday,
)
from engagements.models import Clearance, Engagement, HourEntry, Placement, Reflection, Slot
from partners.filtering import (
    ChoicesFilter,
    DayFilter,
    RowsFilter,
    StrictFilterSet,
    YesNoFilter,
)
from partners.filters import (
    NearFilterSet,
    language_filter,
    neighborhood_filter,
    organization_filter,
    search_filter,
)
from partners.folding import fold
from partners.models import FocusArea, Location, Organization, Priority
from partners.policies import is_staff
from partners.querysets import holds

HOURS_MOST = 80
NUMBERS_MOST = BigIntegerField.MAX_BIGINT
TERM_MOST = 40
WAITS = [(code, label) for code, label in Party.choices if code]


def hours_filter(label: Any, lookup: str) -> django_filters.NumberFilter:
    refusal = _("It takes hours a week, from 0 to 80.")
    return django_filters.NumberFilter(
        field_name="weekly_hours",
        lookup_expr=lookup,
        min_value=0,
        max_value=HOURS_MOST,
        error_messages={"invalid": refusal, "min_value": refusal, "max_value": refusal},
        label=label,
    )


class EngagementFilter(NearFilterSet):
    """Several values of one filter mean any of them; different filters mean all.

    What is matched against an organization or its place finds only what the user may read of it.
    """

    search = search_filter()
    focus_area = RowsFilter(
        queryset=FocusArea.objects.all(),
        key="slug",
        example="food-and-nutrition",
        method="by_focus_area",
        label=_("Focus area"),
    )
    neighborhood = neighborhood_filter()
    organization = organization_filter(method="by_organization")
    kind = ChoicesFilter(choices=EngagementKind.choices, label=_("Kind"))
    curricular = ChoicesFilter(choices=Curricular.choices, label=_("Part of the curriculum"))
    status = ChoicesFilter(choices=EngagementStatus.choices, label=_("Status"))
    term = django_filters.CharFilter(lookup_expr="iexact", max_length=TERM_MOST, label=_("Term"))
    weekly_hours_min = hours_filter(_("Hours a week, at least"), "gte")
    weekly_hours_max = hours_filter(_("Hours a week, at most"), "lte")
    weekday = ChoicesFilter(
        choices=[(str(day.value), day.label) for day in Weekday],
        method="by_weekday",
        label=_("Weekday"),
    )
    day_part = ChoicesFilter(choices=DayPart.choices, method="by_day_part", label=_("Time of day"))
    starts_after = DayFilter(field_name="starts_on", lookup_expr="gte", label=_("Starts after"))
    starts_before = DayFilter(field_name="starts_on", lookup_expr="lte", label=_("Starts before"))
    language = language_filter(_("Useful language"))
    seats_left = YesNoFilter(method="by_seats_left", label=_("Seats left"))
    paid = YesNoFilter(field_name="is_paid", label=_("Paid"))
    prerequisites_met = YesNoFilter(
        method="by_prerequisites_met", label=_("I have all prerequisites")
    )
    step_free = YesNoFilter(method="by_step_free", label=_("Step-free"))
    answers_priority = YesNoFilter(method="by_priority", label=_("Answers a stated priority"))

    orderings = {
        "title": ("title", "pk"),
        "starts_on": ("starts_on", "title", "pk"),
        "-starts_on": ("-starts_on", "title", "pk"),
        "distance": ("chord", "title", "pk"),
    }
    default_ordering = (
        F("has_room").desc(),
        F("waits_since").asc(nulls_last=True),
        "starts_on",
        "title",
        "pk",
    )
    """First where the partner has room, and there what answers the priority that waited longest."""

    class Meta:
        model = Engagement
        fields: list[str] = []

    def __init__(self, data: Any = None, *, user: Any, queryset: Any = None, **kwargs: Any):
        """Open ones, unless a status is asked for."""
        if queryset is None:
            asked = data is not None and data.get("status")
            queryset = Engagement.objects.all() if asked else Engagement.objects.open()
        super().__init__(data, user=user, queryset=queryset, **kwargs)

    def is_valid(self) -> bool:
        form, name = self.form, "prerequisites_met"
        asked = form.is_bound and form.is_valid() and form.cleaned_data.get(name) is not None
        if asked and not self.student:
            form.add_error(name, _("Only students have prerequisites on file."))
        return bool(super().is_valid())

    @property
    def student(self) -> Any:
        return getattr(self.user, "student_profile", None) if self.user.is_authenticated else None

    def order(self, queryset: Any) -> Any:
        return super().order(queryset.with_standing(self.user))

    def by_search(self, queryset: Any, name: str, value: str) -> Any:
        for word in dict.fromkeys(fold(value).split()):
            organizations = Organization.objects.visible_to(self.user).filter(
                holds("sort_name", word)
            )
            priorities = Priority.objects.visible_to(self.user).filter(holds("search_text", word))
            queryset = queryset.filter(
                holds("search_text", word)
                | Q(organization__in=organizations.values("pk"))
                | Q(priority__in=priorities.values("pk"))
            )
        return queryset

    def by_focus_area(self, queryset: Any, name: str, value: Any) -> Any:
        stated = Priority.objects.visible_to(self.user).filter(focus_area__in=value)
        tagged = Organization.focus_areas.through.objects.filter(focusarea__in=value)
        profiled = Organization.objects.profile_visible_to(self.user).filter(
            pk__in=tagged.values("organization")
        )
        return queryset.filter(
            Q(priority__in=stated.values("pk")) | Q(organization__in=profiled.values("pk"))
        )

    def by_neighborhood(self, queryset: Any, name: str, value: Any) -> Any:
        found = Organization.objects.visible_to(self.user).in_neighborhoods(value)
        return queryset.filter(organization__in=found.values("pk"))

    def by_organization(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(organization__in=value)

    def by_weekday(self, queryset: Any, name: str, value: list[str]) -> Any:
        return queryset.filter(pk__in=Slot.objects.filter(weekday__in=value).values("engagement"))

    def by_day_part(self, queryset: Any, name: str, value: list[str]) -> Any:
        wanted = Q(pk__in=[])
        for part in value:
            wanted |= DAY_PARTS[DayPart(part)]
        return queryset.filter(pk__in=Slot.objects.filter(wanted).values("engagement"))

    def by_language(self, queryset: Any, name: str, value: Any) -> Any:
        tagged = Engagement.languages.through.objects.filter(language__in=value)
        return queryset.filter(pk__in=tagged.values("engagement"))

    def by_seats_left(self, queryset: Any, name: str, value: bool) -> Any:
        free = queryset.with_seats()
        return free.filter(left__gt=0) if value else free.filter(left__lte=0)

    def by_prerequisites_met(self, queryset: Any, name: str, value: bool) -> Any:
        held = Clearance.objects.filter(student=self.student)
        asked = Engagement.prerequisites.through.objects.filter(engagement=OuterRef("pk"))
        lacks = asked.exclude(
            Exists(
                held.filter(prerequisite=OuterRef("prerequisite")).valid(
                    OuterRef("engagement__starts_on")
                )
            )
        )
        return queryset.filter(~Exists(lacks) if value else Exists(lacks))

    def by_step_free(self, queryset: Any, name: str, value: bool) -> Any:
        places = Location.objects.visible_to(self.user).filter(step_free=value)
        return queryset.filter(location__in=places.values("pk"))

    def by_box(self, queryset: Any, name: str, value: Any) -> Any:
        return queryset.filter(
            held_at(Location.objects.visible_to(self.user).on_the_map().within(value))
        )

    def by_priority(self, queryset: Any, name: str, value: bool) -> Any:
        seen = Q(priority__in=Priority.objects.visible_to(self.user).values("pk"))
        return queryset.filter(seen if value else ~seen)


def held_at(places: Any) -> Q:
    """Engagements that happen at these places: at the one that they name, or else at any of their
    organization's."""
    unnamed = Q(location=None, organization__in=places.values("organization"))
    return Q(location__in=places.values("pk")) | unnamed


DAY_PARTS = {
    DayPart.MORNING: Q(starts_at__lt="12:00"),
    DayPart.AFTERNOON: Q(ends_at__gt="12:00", starts_at__lt="17:00"),
    DayPart.EVENING: Q(ends_at__gt="17:00"),
}
"""A time of the week is in each part of the day that it touches."""


def number_filter(
    label: Any, field: str | None = None, **options: Any
) -> django_filters.NumberFilter:
    return django_filters.NumberFilter(
        field_name=field, min_value=1, max_value=NUMBERS_MOST, label=label, **options
    )


class OfStudentsFilter(StrictFilterSet):
    """Rows about students. Only staff ask for one of them by number: where a name is not shown,
    asking would tell it."""

    def is_valid(self) -> bool:
        form = self.form
        asked = form.is_bound and form.is_valid() and form.cleaned_data.get("student") is not None
        if asked and not is_staff(self.user):
            form.add_error("student", _("Only OCCME’s staff look for one student."))
        return bool(super().is_valid())


class HourFilter(OfStudentsFilter):
    placement = number_filter(_("Placement"))
    engagement = number_filter(_("Engagement"), "placement__engagement")
    organization = organization_filter("placement__engagement__organization")
    student = number_filter(_("Student"), "placement__student")
    status = ChoicesFilter(choices=HourStatus.choices, label=_("Status"))
    waits_on = ChoicesFilter(choices=WAITS, method="by_waits_on", label=_("Waits on"))
    kind = ChoicesFilter(choices=HourKind.choices, label=_("Kind"))
    worked_after = DayFilter(field_name="worked_on", lookup_expr="gte", label=_("Worked after"))
    worked_before = DayFilter(field_name="worked_on", lookup_expr="lte", label=_("Worked before"))

    orderings = {"worked_on": ("worked_on", "pk"), "-worked_on": ("-worked_on", "-pk")}
    default_ordering = ("-worked_on", "-pk")

    class Meta:
        model = HourEntry
        fields: list[str] = []

    def by_waits_on(self, queryset: Any, name: str, value: list[str]) -> Any:
        to_confirm = HourEntry.objects.to_confirm().values("pk")
        waiting = {
            Party.PARTNER: Q(pk__in=to_confirm),
            Party.STUDENT: Q(status=HourStatus.DISPUTED),
        }
        wanted = Q(pk__in=[])
        for party in value:
            wanted |= waiting.get(Party(party), Q(pk__in=[]))
        return queryset.filter(wanted)


class ReflectionFilter(StrictFilterSet):
    """Whose a reflection is may be hidden: rows are found by placement only where it is told."""

    placement = number_filter(_("Placement"))
    moment = ChoicesFilter(
        choices=Moment.choices, field_name="prompt__moment", label=_("When it was asked")
    )
    sharing = ChoicesFilter(choices=Sharing.choices, label=_("Shared with"))

    default_ordering = ("-written_at", "-pk")

    class Meta:
        model = Reflection
        fields: list[str] = []

    def apply(self, queryset: Any, values: dict[str, Any]) -> Any:
        if "placement" in values:
            seen = Placement.objects.visible_to(self.user)
            queryset = queryset.filter(placement__in=seen.values("pk"))
        return super().apply(queryset, values)

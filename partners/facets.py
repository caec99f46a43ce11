"""How many organizations each value of a filter would give, under all the other filters."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from partners import policies
from partners.enums import Kind
from partners.filters import NO_STAGE, STAGES, OrganizationFilter
from partners.models import FocusArea, Language, Location, Organization, ServiceArea


@dataclass(frozen=True)
class Facet:
    """One value of a filter: what the address takes, what people read, and its count."""

    value: str
    label: str
    count: int
    selected: bool


def facets(filters: OrganizationFilter) -> dict[str, list[Facet]]:
    """Every value of every filter that has a closed list, with its count; zeros included.

    A count is the number of organizations in the list after choosing that value alone.
    """
    kinds, stages = _by_kind_and_stage(filters)
    counted = {
        "kind": (Kind.choices, kinds),
        "focus_area": _by_rows(filters, "focus_area", FocusArea, "slug", "title"),
        "language": _by_rows(filters, "language", Language, "code", "name"),
        "neighborhood": _by_neighborhood(filters),
        "in_catchment": _by_catchment(filters),
        "stage": (STAGES, stages),
        "accepting_students": _by_accepting(filters),
    }
    return {
        name: [
            Facet(
                str(value), str(label), counts.get(value, 0), str(value) in _chosen(filters, name)
            )
            for value, label in choices
        ]
        for name, (choices, counts) in counted.items()
    }


def _chosen(filters: OrganizationFilter, name: str) -> list[str]:
    values = filters.data.getlist(name) if hasattr(filters.data, "getlist") else []
    return [value for value in values if value]


def _profiled(filters: OrganizationFilter, *names: str) -> Any:
    """What is counted: never the kind or languages of an organization whose profile is closed."""
    return filters.without(*names).profile_visible_to(filters.user)


def _by_kind_and_stage(filters: OrganizationFilter) -> tuple[Counter, Counter]:
    """Both in one reading: each obeys the other's filter, and not its own."""
    kinds: Counter = Counter()
    stages: Counter = Counter()
    counted = _profiled(filters, "kind", "stage").values_list("kind", "stage").annotate(Count("pk"))
    chosen_kinds, chosen_stages = _chosen(filters, "kind"), _chosen(filters, "stage")
    for kind, code, count in counted:
        stage = code or NO_STAGE
        if not chosen_stages or stage in chosen_stages:
            kinds[kind] += count
        if not chosen_kinds or kind in chosen_kinds:
            stages[stage] += count
    return kinds, stages


def _by_rows(filters: OrganizationFilter, name: str, model: Any, key: str, label: str) -> tuple:
    """Values are rows of a shared vocabulary that organizations are tagged with."""
    tags = Organization._meta.get_field(f"{name}s").remote_field.through.objects  # type: ignore[union-attr]
    counts = tags.values_list(model._meta.model_name).annotate(Count("pk"))
    counted = _by_value(counts, filters, name, policies.profiles)
    met = Q(pk__in=counted) | Q(**{f"{key}__in": _chosen(filters, name)})
    return _labeled(model.objects.filter(Q(retired_on=None) | met), key, label, counted)


def _by_neighborhood(filters: OrganizationFilter) -> tuple:
    """Known of every listed organization, whatever else of it may be read."""
    places = Location.objects.filter(policies.OPEN_PLACE).exclude(neighborhood=None).order_by()
    counts = places.values_list("neighborhood").annotate(Count("organization", distinct=True))
    counted = _by_value(counts, filters, "neighborhood", policies.organizations)
    met = Q(pk__in=counted) | Q(slug__in=_chosen(filters, "neighborhood"))
    named = ServiceArea.objects.neighborhoods().filter(
        Q(pk__in=ServiceArea.objects.in_force()) | met
    )
    return _labeled(named, "slug", "name", counted)


def _by_value(counts: Any, filters: OrganizationFilter, name: str, rule: Any) -> Counter:
    """Counts over rows of organizations (tags, places), kept to those organizations that count.

    Without other filters that is nearly all of them: it is far quicker to count everything and
    to take off those that the rule keeps from the user.
    """
    if filters.values.keys() - {name}:
        meant = filters.without(name).filter(rule(filters.user))
        return Counter(dict(counts.filter(organization__in=meant)))
    kept_away = Organization.objects.exclude(rule(filters.user)).order_by()
    return Counter(dict(counts)) - Counter(dict(counts.filter(organization__in=kept_away)))


def _labeled(rows: Any, key: str, label: str, counted: dict) -> tuple:
    named = rows.values_list("pk", key, label)
    return [row[1:] for row in named], {row[1]: counted.get(row[0], 0) for row in named}


def _by_catchment(filters: OrganizationFilter) -> tuple:
    places = Location.objects.visible_to(filters.user).filter(in_catchment=True)
    if filters.values.keys() - {"in_catchment"}:
        places = places.filter(organization__in=_profiled(filters, "in_catchment"))
    counted = places.aggregate(inside=Count("organization", distinct=True))
    return _yes_no(filters, "in_catchment", counted["inside"])


def _by_accepting(filters: OrganizationFilter) -> tuple:
    accepting = Organization.objects.accepting_students()
    counted = _profiled(filters, "accepting_students").filter(pk__in=accepting)
    return _yes_no(filters, "accepting_students", counted.count())


def _yes_no(filters: OrganizationFilter, name: str, yes: int) -> tuple:
    every = _profiled(filters, name).count()
    return [("true", _("Yes")), ("false", _("No"))], {"true": yes, "false": every - yes}

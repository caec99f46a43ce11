"""How many organizations each value of a filter would give, under all the other filters."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

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
    counted = {
        "kind": (Kind.choices, _by_column(filters, "kind")),
        "focus_area": _by_rows(filters, "focus_area", FocusArea, "slug", "title"),
        "language": _by_rows(filters, "language", Language, "code", "name"),
        "neighborhood": _by_neighborhood(filters),
        "in_catchment": _yes_no(filters, "in_catchment", _inside(filters)),
        "stage": (STAGES, _by_stage(filters)),
        "accepting_students": _yes_no(
            filters, "accepting_students", Organization.objects.accepting_students()
        ),
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
    return filters.data.getlist(name) if hasattr(filters.data, "getlist") else []


def _profiled(filters: OrganizationFilter, name: str) -> Any:
    """What is counted: never the kind or languages of an organization whose profile is closed."""
    return filters.without(name).profile_visible_to(filters.user)


def _by_column(filters: OrganizationFilter, name: str) -> dict:
    counted = _profiled(filters, name).values_list(name).annotate(Count("pk"))
    return dict(counted)


def _by_stage(filters: OrganizationFilter) -> dict:
    return {code or NO_STAGE: count for code, count in _by_column(filters, "stage").items()}


def _by_rows(filters: OrganizationFilter, name: str, model: Any, key: str, label: str) -> tuple:
    """Values are rows of a shared vocabulary that organizations are tagged with."""
    tags = Organization._meta.get_field(f"{name}s").remote_field.through  # type: ignore[union-attr]
    column = model._meta.model_name
    counted = (
        tags.objects.filter(organization__in=_profiled(filters, name))
        .values_list(column)
        .annotate(Count("pk"))
    )
    return _labeled(model.objects.all(), key, label, dict(counted))


def _by_neighborhood(filters: OrganizationFilter) -> tuple:
    places = Location.objects.filter(
        is_confidential=False, organization__in=filters.without("neighborhood")
    )
    counted = (
        places.exclude(neighborhood=None)
        .order_by()
        .values_list("neighborhood")
        .annotate(Count("organization", distinct=True))
    )
    return _labeled(ServiceArea.objects.neighborhoods(), "slug", "name", dict(counted))


def _labeled(rows: Any, key: str, label: str, counted: dict) -> tuple:
    named = rows.values_list("pk", key, label)
    return [row[1:] for row in named], {row[1]: counted.get(row[0], 0) for row in named}


def _inside(filters: OrganizationFilter) -> Any:
    return Organization.objects.located(user=filters.user, in_catchment=True)


def _yes_no(filters: OrganizationFilter, name: str, those: Any) -> tuple:
    counted = _profiled(filters, name).aggregate(
        every=Count("pk"), yes=Count("pk", filter=Q(pk__in=those))
    )
    counts = {"true": counted["yes"], "false": counted["every"] - counted["yes"]}
    return [("true", _("Yes")), ("false", _("No"))], counts

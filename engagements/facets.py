"""How many engagements each value of a filter would give, under all the other filters."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count

from engagements.filters import DAY_PARTS, EngagementFilter
from engagements.models import Engagement, Slot
from partners import policies
from partners.facets import Facet
from partners.models import Location, Organization, Priority

NAMES = (
    "focus_area", "neighborhood", "kind", "curricular", "weekday", "day_part", "language",
)  # fmt: skip


def facets(filters: EngagementFilter) -> dict[str, list[Facet]]:
    """Every value of every filter that has a closed list, with its count; zeros included. Nothing
    is counted by what the reader may not know of an organization."""
    return {name: facet(filters, name) for name in NAMES}


def facet(filters: EngagementFilter, name: str) -> list[Facet]:
    found = COUNTS[name](filters.without(name), filters.user)
    chosen = filters.data.getlist(name) if hasattr(filters.data, "getlist") else []
    return [
        Facet(str(value), str(label), found.get(str(value), 0), str(value) in chosen)
        for value, label in values_of(filters, name)
    ]


def values_of(filters: EngagementFilter, name: str) -> Iterable[tuple[Any, Any]]:
    field = filters.filters[name].field
    if not hasattr(field, "key"):
        return [(code, label) for code, label in field.choices if code]
    rows = field.queryset.all()
    rows = rows.offered() if hasattr(rows, "offered") else rows.defer("geometry")
    return [(getattr(row, field.key), row) for row in rows]


def by_column(name: str) -> Any:
    def count(rows: Any, user: Any) -> dict[str, int]:
        counted = rows.order_by().values_list(name).annotate(number=Count("pk"))
        return {str(value): number for value, number in counted}

    return count


def by_weekday(rows: Any, user: Any) -> dict[str, int]:
    slots = Slot.objects.filter(engagement__in=rows.order_by().values("pk")).order_by()
    counted = slots.values_list("weekday").annotate(number=Count("engagement", distinct=True))
    return {str(day): number for day, number in counted}


def by_day_part(rows: Any, user: Any) -> dict[str, int]:
    slots = Slot.objects.filter(engagement__in=rows.order_by().values("pk"))
    return {
        part.value: slots.filter(touches).order_by().values("engagement").distinct().count()
        for part, touches in DAY_PARTS.items()
    }


def by_language(rows: Any, user: Any) -> dict[str, int]:
    tagged = Engagement.languages.through.objects.filter(
        engagement__in=rows.order_by().values("pk")
    )
    return dict(tagged.order_by().values_list("language__code").annotate(number=Count("pk")))


def by_neighborhood(rows: Any, user: Any) -> dict[str, int]:
    """Known of every listed organization, whatever else of it may be read."""
    offers = Counter(rows.order_by().values_list("organization", flat=True))
    places = Location.objects.filter(policies.OPEN_PLACE, organization__in=list(offers))
    known = places.order_by().values_list("neighborhood__slug", "organization").distinct()
    found: Counter = Counter()
    for slug, organization in known:
        found[slug] += offers[organization]
    return found


def by_focus_area(rows: Any, user: Any) -> dict[str, int]:
    """By what the priority is about that it answers, and by what its organization works on."""
    areas: dict[int, set[str]] = defaultdict(set)
    stated = Priority.objects.visible_to(user).exclude(focus_area=None)
    named = rows.order_by().filter(priority__in=stated.values("pk"))
    for pk, slug in named.values_list("pk", "priority__focus_area__slug"):
        areas[pk].add(slug)
    profiled = Organization.objects.profile_visible_to(user)
    tagged = rows.order_by().filter(
        organization__in=profiled.values("pk"), organization__focus_areas__isnull=False
    )
    for pk, slug in tagged.values_list("pk", "organization__focus_areas__slug"):
        areas[pk].add(slug)
    return Counter(slug for slugs in areas.values() for slug in slugs)


COUNTS: dict[str, Any] = {
    "focus_area": by_focus_area,
    "neighborhood": by_neighborhood,
    "kind": by_column("kind"),
    "curricular": by_column("curricular"),
    "weekday": by_weekday,
    "day_part": by_day_part,
    "language": by_language,
}

"""What an import wrote, as links to it."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.utils.formats import date_format

from engagements.models import HourEntry
from partners.enums import ImportKind, ImportState
from partners.models import Import, Interaction, Location, Organization

MOST = 50

Link = tuple[str, str]
"""A text and an address."""


def written(held: Import) -> list[Link]:
    """The first of what it made or changed, in the order of the sheet; nothing once taken back."""
    return list(LINKS[held.kind](held)) if held.state == ImportState.DONE else []


def pks_of(held: Import, model: Any) -> list[int]:
    return [pk for pk, _line in held.lines.get(model._meta.label_lower, ())]


def first_of(rows: Any, pks: Iterable[int]) -> list[Any]:
    asked = list(dict.fromkeys(pks))[:MOST]
    found = rows.in_bulk(asked)
    return [found[pk] for pk in asked if pk in found]


def organizations(held: Import) -> Iterator[Link]:
    places = first_of(Location.objects, pks_of(held, Location))
    pks = [*pks_of(held, Organization), *(place.organization_id for place in places)]
    for row in first_of(Organization.objects, pks):
        yield str(row), row.get_absolute_url()


def interactions(held: Import) -> Iterator[Link]:
    rows = Interaction.objects.select_related("organization")
    for row in first_of(rows, pks_of(held, Interaction)):
        yield f"{date_format(row.happened_on)} · {row}", row.organization.get_absolute_url()


def hours(held: Import) -> Iterator[Link]:
    rows = HourEntry.objects.select_related("placement__engagement", "placement__student__user")
    for row in first_of(rows, pks_of(held, HourEntry)):
        yield f"{date_format(row.worked_on)} · {row.placement}", row.placement.get_absolute_url()


LINKS: dict[str, Callable[[Import], Iterator[Link]]] = {
    ImportKind.ORGANIZATIONS: organizations,
    ImportKind.INTERACTIONS: interactions,
    ImportKind.HOURS: hours,
}

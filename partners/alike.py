"""Who on record goes by a name, or by nearly the same: what is said while somebody types one."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Max

from partners.importing.resembling import Names
from partners.models import Organization

MOST = 5


def alike(name: str, *, user: Any, besides: int | None = None) -> list[Organization]:
    """Organizations that the user may see, closed ones too, whose name the same rules take for
    the same or nearly the same by which an import holds a row back; a few, by name."""
    if not name.strip():
        return []
    found = [pk for pk in names(newest()).alike(name) if pk != besides]
    rows = Organization.objects.visible_to(user).filter(pk__in=found)
    return list(rows.for_reading(user)[:MOST])


def newest() -> int:
    return Organization.history.aggregate(last=Max("history_id"))["last"] or 0


@lru_cache(maxsize=1)
def names(version: int) -> Names[int]:
    """All names on record, read anew when any organization has changed; a fifth of a second for ten
    thousand."""
    known: Names[int] = Names()
    for pk, name, others in rows_of(Organization.objects.all()):
        for text in (name, *others):
            known.add(text, pk)
    return known


def rows_of(organizations: Any) -> Iterable[tuple[int, str, list[str]]]:
    return organizations.order_by("pk").values_list("pk", "name", "alternate_names").iterator()

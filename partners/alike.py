"""Who on record goes by a name, by nearly the same, or by one that begins so: what is said while
somebody types one."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Max

from partners.enums import Stage
from partners.folding import fold
from partners.importing.resembling import Names
from partners.models import Organization

MOST = 5
CALLED_MOST = 10
LOOKED_AT = 200
"""Names that begin so are looked up up to this many, for some may not be the reader's to see."""


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


def called(text: str, *, user: Any) -> list[Organization]:
    """Open organizations that the user may see with a name, or another name of theirs, that begins
    as the text does, or has a word that does. First those whose own name begins so, partners before
    others; at most CALLED_MOST."""
    begun = fold(text).removeprefix("sample ")
    if not begun:
        return []
    ranked = sorted(
        (rank, not is_partner, name, pk)
        for pk, name, others, is_partner in beginnings(newest())
        if (rank := rank_of(begun, name, others)) is not None
    )
    places = {pk: place for place, (*_rank, pk) in enumerate(ranked[:LOOKED_AT])}
    rows = Organization.objects.visible_to(user).still_open().among(list(places))
    found = rows.only("pk", "slug", "name", "alternate_names")
    return sorted(found, key=lambda one: places[one.pk])[:CALLED_MOST]


def rank_of(begun: str, name: str, others: tuple[str, ...]) -> int | None:
    """The lower, the better; None where nothing begins so."""
    if name.startswith(begun):
        return 0
    if any(other.startswith(begun) for other in others):
        return 1
    return 2 if any(f" {begun}" in f" {one}" for one in (name, *others)) else None


@lru_cache(maxsize=1)
def beginnings(version: int) -> list[tuple[int, str, tuple[str, ...], bool]]:
    """All names on record, folded, and whether it is a partner; read anew when any organization has
    changed. What a sample is called begins after the word that says so."""
    rows = Organization.objects.still_open().order_by("pk")
    return [
        (pk, fold(name).removeprefix("sample "), tuple(map(fold, others)), stage == Stage.ACTIVE)
        for pk, name, others, stage in rows.values_list("pk", "name", "alternate_names", "stage")
    ]

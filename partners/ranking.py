"""The order in which an organization puts its priorities."""

from collections.abc import Sequence

from partners.models import Priority


def moved(rows: Sequence[Priority], pk: int, by: int) -> dict[Priority, int]:
    """Where one goes up (-1) or down (1) by a place: those that get another rank, and which. Takes
    the rows as they stand in the list; 1 comes first, and no two share a rank afterwards."""
    order = list(rows)
    old = next(place for place, row in enumerate(order) if row.pk == pk)
    order.insert(max(0, old + by), order.pop(old))
    return {row: rank for rank, row in enumerate(order, 1) if row.rank != rank}

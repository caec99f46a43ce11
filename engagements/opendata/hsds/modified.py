"""When a record or one of its parts was last written: the newest of their lines in the history.

Parts of an organization are its places; of an engagement, its times of the week, the priority that
it answers, its organization, and that one's places. A part that is gone is still in the history.
Words that many records share, such as the name of a focus area, are no parts. A line says that
something was written, which may be nothing that a visitor reads.
"""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q

from engagements.models import Engagement, Slot
from partners.models import Location, Organization, Priority
from partners.querysets import OneOf

OF_ORGANIZATIONS = ((Organization, "id"), (Location, "organization_id"))
"""Whose lines count, and the key in them."""

OF_ENGAGEMENTS = (
    ("pk", Engagement, "id"),
    ("pk", Slot, "engagement_id"),
    ("priority_id", Priority, "id"),
    *(("organization_id", model, key) for model, key in OF_ORGANIZATIONS),
)
"""The same, and the engagement's own key to them."""

TOLD: dict[Any, dict[str, bool]] = {
    Location: {"is_confidential": False},
    Priority: {"is_public": True},
}
"""What is true of a line where visitors may have read of the record."""


def organizations_since(rows: Any, when: datetime) -> Any:
    """Those that were written at the moment or after it."""
    written = Q()
    for model, key in OF_ORGANIZATIONS:
        written |= Q(pk__in=lines(model).filter(history_date__gte=when).values(key))
    return rows.filter(written)


def engagements_since(rows: Any, when: datetime) -> Any:
    written = Q()
    for own, model, key in OF_ENGAGEMENTS:
        since = lines(model).filter(history_date__gte=when)
        written |= Q(**{f"{own}__in": since.values(key)})
    return rows.filter(written)


def last_written(rows: list[Any]) -> dict[int, datetime]:
    """Of engagements, by primary key; of one from before there was a history there is none."""
    found: dict[int, datetime] = {}
    for own, model, key in OF_ENGAGEMENTS:
        keys = {getattr(row, own) for row in rows} - {None}
        newest = newest_lines(model, key, sorted(keys))
        for row in rows:
            if when := newest.get(getattr(row, own)):
                found[row.pk] = max(when, found.get(row.pk, when))
    return found


def newest_lines(model: Any, key: str, keys: list[int]) -> dict[int, datetime]:
    theirs = lines(model).filter(OneOf(F(key), keys))
    return dict(theirs.values_list(key).annotate(newest=Max("history_date")))


def lines(model: Any) -> Any:
    """Without those of what nobody was ever told of: that such a place is written tells that it is."""
    told = model.history.filter(id=OuterRef("id"), **TOLD.get(model, {})).order_by()
    rows = model.history.order_by()
    return rows.filter(Exists(told)) if model in TOLD else rows

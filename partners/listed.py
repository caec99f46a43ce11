"""Priorities as a list that comes as a sheet."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from partners import policies
from partners.sheets import CHUNK, Sheet
from partners.workbooks import Value

COLUMNS = ("id", "organization", "title", "statement", "rank", "focus_area", "stated_on",
           "stated_by", "status", "answered_on", "waiting_days", "is_public")  # fmt: skip


def table(rows: Any, user: Any) -> Iterator[list[Value]]:
    """The values of COLUMNS; empty where they are not the reader's to know."""
    for row in rows.for_reading(user).iterator(chunk_size=CHUNK):
        readable = policies.PRIORITY_INNER_FIELDS if row.is_inner else policies.PRIORITY_FIELDS
        yield [value_of(row, name) if name in readable else None for name in COLUMNS]


def value_of(row: Any, name: str) -> Value:
    match name:
        case "id":
            return row.pk
        case "organization":
            return row.organization.name
        case "focus_area" | "stated_by":
            return str(getattr(row, name) or "")
        case "status":
            return str(row.get_status_display())
    return getattr(row, name)


PRIORITIES = Sheet("priorities", _("Priorities"), COLUMNS, table)

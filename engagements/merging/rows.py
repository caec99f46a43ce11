"""Moving rows from one organization to another, each with a line of its history."""

from typing import Any

from engagements.merging.relations import Link

MANY = 500


def move(link: Link, keys: list[int], *, to: Any, by: Any, why: str) -> None:
    """Where the model has a history, row by row; else all at once."""
    for start in range(0, len(keys), MANY):
        rows = link.model._base_manager.filter(pk__in=keys[start : start + MANY])
        if not link.has_history:
            rows.update(**{link.field: to})
            continue
        for row in rows.select_for_update(of=("self",)).order_by("pk"):
            write(row, {link.field: to}, by=by, why=why)


def write(row: Any, values: dict[str, Any], *, by: Any, why: str) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row._history_user, row._change_reason = by, why
    row.save()

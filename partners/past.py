"""A record as it was at each line of its history.

An organization's quiet periods are rows of their own, written with it under one date, and are read
back by that date.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from occme.numbers import plain_number
from partners.drafts import PARTS, key

Values = dict[str, Any]

PART_FIELDS = ("starts_on", "ends_on", "reason")


class Snapshot:
    """Plain values by field: keys for relations, tuples of keys for tags, of rows for parts."""

    def __init__(self, model: Any, line: Any, several: Values):
        self.model, self.line = model, line
        self.version = str(line.history_id)
        self.values: Values = {
            field.name: getattr(line, field.attname) for field in line.tracked_fields
        }
        self.values |= several

    def settable(self, name: str) -> Any:
        """The value of a field as the verbs of editing take it: records for keys."""
        value = self.values[name]
        if (self.model, name) in PARTS:
            return [dict(zip(PART_FIELDS, row, strict=True)) for row in value]
        target = self.model._meta.get_field(name).related_model
        if target is None:
            return value
        if isinstance(value, tuple):
            return list(target._default_manager.filter(pk__in=value))
        return target._default_manager.filter(pk=value).first()


def snapshots(record: Any, most: int | None = None, **which: Any) -> list[Snapshot]:
    """Of the newest lines, newest first; one query for the lines, and one for each list."""
    model = type(record)
    lines = model.history.filter(id=record.pk, **which).order_by("-history_id")
    found = list(lines.select_related("history_user")[:most])
    tags = {
        field.name: past_tags(field, found) for field in model.history.model._history_m2m_fields
    }
    parts = {
        name: PastParts(part, record.pk) for (owner, name), part in PARTS.items() if owner is model
    }
    return [
        Snapshot(
            model,
            line,
            {name: tuple(sorted(of[line.pk])) for name, of in tags.items()}
            | {name: past.at(line.history_date) for name, past in parts.items()},
        )
        for line in found
    ]


def past_tags(field: Any, lines: list) -> dict[int, list[int]]:
    """The keys that a list of tags held at each line, by the line's number."""
    held: dict[int, list[int]] = defaultdict(list)
    if lines:
        rows = getattr(lines[0], field.name).model.objects.filter(history__in=lines)
        for line, pk in rows.values_list("history_id", field.m2m_reverse_field_name()):
            held[line].append(pk)
    return held


def snapshot(record: Any, version: str) -> Snapshot | None:
    """The record at one version; None where it never had it."""
    number = plain_number(version)
    found = snapshots(record, history_id=number) if number is not None else []
    return found[0] if found else None


class PastParts:
    """The rows that belonged to a record, at any moment; one query."""

    def __init__(self, part: Any, owner: int):
        self.lines: dict[int, list] = defaultdict(list)
        for line in part.history.filter(organization=owner).order_by("history_date", "history_id"):
            self.lines[line.id].append(line)

    def at(self, moment: datetime) -> tuple:
        return tuple(sorted(key(line) for line in self.alive(moment)))

    def alive(self, moment: datetime) -> Iterator[Any]:
        for lines in self.lines.values():
            past = [line for line in lines if line.history_date <= moment]
            if past and past[-1].history_type != "-":
                yield past[-1]

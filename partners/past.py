"""A record as it was at each line of its history.

Parts, such as an organization's quiet periods, are rows of their own, written with it under one
date, and are read back by that date.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from operator import attrgetter
from typing import Any

from occme.numbers import plain_number

Values = dict[str, Any]


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
        if fields := self.model.PARTS.get(name):
            return [dict(zip(fields, row, strict=True)) for row in value]
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
    parts = {name: PastParts(record, name) for name in model.PARTS}
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

    def __init__(self, record: Any, name: str):
        self.read = attrgetter(*record.PARTS[name])
        self.lines: dict[int, list] = defaultdict(list)
        part, owner = record.part(name)
        lines = part.history.filter(**{owner: record.pk})
        for line in lines.order_by("history_date", "history_id"):
            self.lines[line.id].append(line)

    def at(self, moment: datetime) -> tuple:
        return tuple(sorted(self.read(line) for line in self.alive(moment)))

    def alive(self, moment: datetime) -> Iterator[Any]:
        for lines in self.lines.values():
            past = [line for line in lines if line.history_date <= moment]
            if past and past[-1].history_type != "-":
                yield past[-1]

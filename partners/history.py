"""What became of a record, in words: who changed what, when, why and through what, and how it was
before."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.formats import date_format, number_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from occme.numbers import plain_number
from partners.geography import area_km2
from partners.past import Snapshot, snapshots

MOST = 100
"""Lines of history that are told at once."""

POINT = ("latitude", "longitude", "precision", "found_by", "found_note", "found_on")
"""Fields of a place that mean something together only."""

UNTOLD = frozenset({"id", "is_sample"})

LONG = 160
"""Letters before and after together, from which on the difference is marked."""


@dataclass(frozen=True)
class Change:
    """A field, or several that belong together, before and after."""

    fields: tuple[str, ...]
    label: str
    before: str
    after: str
    thing: str = ""
    """What one of several is called, where the field holds several; then these say which."""
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.fields[0]

    @property
    def is_long(self) -> bool:
        """Whether both texts are better read as one, with the difference marked."""
        return bool(self.before and self.after) and len(self.before) + len(self.after) > LONG


@dataclass(frozen=True)
class Line:
    """What somebody did at a moment; the first line made the record and has no changes. `is_whole`:
    nothing that it changed is kept from the reader."""

    version: str
    at: datetime
    by: Any
    why: str
    is_first: bool
    changes: list[Change]
    is_last: bool = False
    """Whether the record was deleted by it."""
    is_whole: bool = True
    through: str = ""
    named: str = ""


class Everything:
    def __contains__(self, name: object) -> bool:
        return True


EVERYTHING = Everything()
"""The fields that somebody reads who reads all."""


def told(record: Any, fields: Container[str] = EVERYTHING) -> list[Line]:
    """The lines that changed one of these fields, newest first, down to the one that made the
    record."""
    past = snapshots(record, MOST + 1)
    words = Words(past)
    lines = [line(new, old, words, fields) for new, old in pairwise(past)]
    lines = [line for line in lines if line.changes or line.is_last]
    made = [line(past[-1], None, words, fields)] if past and len(past) <= MOST else []
    return lines + made


def told_since(record: Any, version: str, fields: Container[str] = EVERYTHING) -> list[Line]:
    """What was done after a version that somebody has seen, newest first."""
    seen = plain_number(version) or 0
    return [line for line in told(record, fields) if int(line.version) > seen]


def before(record: Any, version: str, name: str) -> dict[str, Any] | None:
    """What `editing.change` takes to set a field back to how it was before a line; None where
    that line did not change it."""
    for new, old in pairwise(snapshots(record)):
        if new.version == version and differs(new, old, group(name)):
            return {field: old.settable(field) for field in group(name)}
    return None


def line(
    new: Snapshot, old: Snapshot | None, words: "Words", fields: Container[str] = EVERYTHING
) -> Line:
    """A reason is told where all that it was given for is."""
    changed = list(changes_of(new, old, words)) if old else []
    changes = [change for change in changed if change.name in fields]
    is_whole = len(changes) == len(changed)
    noted = new.line
    return Line(
        version=new.version,
        at=noted.history_date,
        by=noted.history_user,
        why=(noted.history_change_reason or "") if is_whole else "",
        is_first=old is None,
        changes=changes,
        is_last=noted.history_type == "-",
        is_whole=is_whole,
        through=noted.history_through,
        named=noted.history_named,
    )


def changes_of(new: Snapshot, old: Snapshot, words: "Words") -> Iterator[Change]:
    groups = dict.fromkeys(group(name) for name in new.values if name not in UNTOLD)
    for fields in groups:
        if differs(new, old, fields):
            before, after = words.each(old, fields), words.each(new, fields)
            yield Change(
                fields,
                label(new.model, fields[0]),
                "; ".join(before),
                "; ".join(after),
                thing(new.model, fields[0]),
                tuple(one for one in after if one not in before),
                tuple(one for one in before if one not in after),
            )


def group(name: str) -> tuple[str, ...]:
    return POINT if name in POINT else (name,)


def differs(new: Snapshot, old: Snapshot, fields: Iterable[str]) -> bool:
    return any(new.values.get(name) != old.values.get(name) for name in fields)


def label(model: Any, name: str) -> str:
    if name in POINT:
        return _("Point on the map")
    if name in model.PARTS:
        return str(model.part(name)[0]._meta.verbose_name_plural).capitalize()
    text = str(model._meta.get_field(name).verbose_name)
    return text[:1].upper() + text[1:]


def thing(model: Any, name: str) -> str:
    """What one of several is called; empty where the field holds one value."""
    if name in model.PARTS:
        return str(model.part(name)[0]._meta.verbose_name)
    held = model._meta.get_field(name)
    return str(held.related_model._meta.verbose_name) if held.many_to_many else ""


class Words:
    """Stored values in words. What keys stand for is read once, for all snapshots together."""

    def __init__(self, past: list[Snapshot]):
        self.names: dict[tuple[Any, int], str] = {}
        wanted: dict[Any, set[int]] = {}
        for snapshot in past:
            for name, value in snapshot.values.items():
                if target := related(snapshot.model, name):
                    wanted.setdefault(target, set()).update(keys(value))
        for target, pks in wanted.items():
            rows = target._default_manager.in_bulk(pks)
            self.names |= {(target, pk): str(row) for pk, row in rows.items()}

    def each(self, snapshot: Snapshot, fields: tuple[str, ...]) -> list[str]:
        """One text for each of several values; empty for nothing."""
        name, value = fields[0], snapshot.values.get(fields[0])
        if fields == POINT:
            longitude = snapshot.values["longitude"]
            return [] if value is None else [f"{value}, {longitude}"]
        if target := related(snapshot.model, name):
            return sorted(self.names.get((target, pk), "?") for pk in keys(value))
        if parts := snapshot.model.PARTS.get(name):
            part, _owner = snapshot.model.part(name)
            rows = (dict(zip(parts, row, strict=True)) for row in value or ())
            return [str(part(**row)) for row in rows]
        choices: Any = snapshot.model._meta.get_field(name).choices
        return list(
            filter(None, [str(dict(choices).get(value, value)) if choices else plain(value)])
        )


def related(model: Any, name: str) -> Any:
    return None if name in model.PARTS else model._meta.get_field(name).related_model


def keys(value: Any) -> Iterable[int]:
    return value if isinstance(value, tuple) else [] if value is None else [value]


def plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value)
    if isinstance(value, time):
        return time_format(value)
    if isinstance(value, Decimal):
        return number_format(value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        size = number_format(area_km2(value), 2)
        return _("an outline of %(size)s km²") % {"size": size}
    return str(value)

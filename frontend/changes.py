"""What was changed lately, over all records whose history staff read; the details are on the page of
each history."""

from datetime import UTC, datetime, timedelta
from functools import cached_property
from heapq import nlargest
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from engagements.models import Agreement, Clearance
from frontend.remembered import BY_MODEL, Remembered
from frontend.telling import way_of
from occme.accounts.models import User
from occme.numbers import plain_number
from partners.policies import is_staff

SHOWN = 50


RELATED = {Clearance: ("prerequisite",)}
"""What the name of a record takes, besides what is read with it."""


class Latest(NamedTuple):
    """A line of the history of `record`, which is of this kind; `at` is where all of it is told."""

    line: Any
    kind: str
    record: str
    way: str
    at: str


class Cursor(NamedTuple):
    """A line, by what the lines are in order of: of one moment there may be many."""

    moment: datetime
    kind: str
    number: int

    def __str__(self) -> str:
        return "~".join([self.moment.astimezone(UTC).isoformat(), self.kind, str(self.number)])

    def older_than(self, kind: str) -> Q:
        """The lines of this kind that come after it."""
        older = Q(history_date__lt=self.moment)
        if kind < self.kind:
            older = Q(history_date__lte=self.moment)
        elif kind == self.kind:
            older |= Q(history_date=self.moment, history_id__lt=self.number)
        return Q(history_date__lte=self.moment) & older


def cursor_of(text: str) -> Cursor | None:
    parts = text.split("~")
    if len(parts) != 3:
        return None
    moment, kind, number = moment_of(parts[0]), parts[1], plain_number(parts[2])
    is_known = kind in {one.name for one in BY_MODEL.values()}
    return Cursor(moment, kind, number) if moment and is_known and number is not None else None


def moment_of(text: str) -> datetime | None:
    """In UTC, as it is written above."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    return moment if moment and moment.utcoffset() == timedelta() else None


class LatestChanges:
    def __init__(self, data: QueryDict, user: Any):
        if not is_staff(user):
            raise PermissionDenied(_("This is for OCCME’s staff."))
        self.user = user
        self.kind, self.day = data.get("kind", ""), data.get("day", "")
        self.person = plain_number(data.get("person", ""))
        self.before = cursor_of(data.get("before", ""))
        self.problem = ""
        unknown = {*data} - {"kind", "day", "person", "before"}
        bad_cursor = bool(data.get("before")) and self.before is None
        bad_person = bool(data.get("person")) and self.person is None
        is_known = self.kind in {"", *(name for name, _label in self.kinds)}
        is_bad = unknown or bad_person or bad_cursor or not is_known
        if is_bad or bool(self.day) != bool(day_of(self.day)):
            self.problem = _("This address asks for something that the list does not know.")

    @property
    def kinds(self) -> list[tuple[str, str]]:
        named = ((one.name, str(model._meta.verbose_name)) for model, one in BY_MODEL.items())
        return sorted(named, key=lambda pair: pair[1])

    @property
    def people(self) -> Any:
        return User.objects.visible_to(self.user).filter(is_staff=True)

    def lines_of(self, one: Remembered) -> list[Any]:
        """The newest of one kind, one more than are shown; an index on the date finds them."""
        rows = one.model.history.filter(id__in=one.model.objects.visible_to(self.user).values("pk"))
        if self.person is not None:
            rows = rows.filter(history_user=self.person)
        if day := day_of(self.day):
            rows = rows.filter(history_date__date__lte=day)
        if self.before:
            rows = rows.filter(self.before.older_than(one.name))
        rows = rows.select_related("history_user").order_by("-history_date", "-history_id")
        return [(line.history_date, one.name, line) for line in rows[: SHOWN + 1]]

    @cached_property
    def found(self) -> list[Any]:
        """One more than are shown, where there are more."""
        found = [row for one in self.asked for row in self.lines_of(one)]
        return nlargest(SHOWN + 1, found, key=lambda row: (row[0], row[1], row[2].history_id))

    @property
    def asked(self) -> list[Remembered]:
        return [one for one in BY_MODEL.values() if self.kind in ("", one.name)]

    @cached_property
    def rows(self) -> list[Latest]:
        if self.problem:
            return []
        known = {one.name: one for one in BY_MODEL.values()}
        newest = self.found[:SHOWN]
        records: dict[tuple[str, int], Any] = {}
        for one in self.asked:
            pks = [line.id for _at, name, line in newest if name == one.name]
            rows = one.model.objects.visible_to(self.user).select_related(
                *one.related, *RELATED.get(one.model, ())
            )
            records |= {(one.name, row.pk): row for row in (rows.filter(pk__in=pks) if pks else ())}
        return [
            self.latest(known[name], line, records[name, line.id]) for _at, name, line in newest
        ]

    @property
    def older(self) -> str:
        """The line before which to look next, where there is more."""
        if self.problem or len(self.found) <= SHOWN:
            return ""
        moment, kind, line = self.found[SHOWN - 1]
        return str(Cursor(moment, kind, line.history_id))

    def latest(self, one: Remembered, line: Any, record: Any) -> Latest:
        way = way_of(line.history_through, line.history_named)
        address = reverse("record_history", args=[one.name, line.id])
        return Latest(line, str(one.model._meta.verbose_name), name_of(record), way, address)


def name_of(record: Any) -> str:
    """An agreement by its kind: its title is that of a version, which is another query."""
    if isinstance(record, Agreement):
        return f"{record.get_kind_display()} · {record.organization}"
    return str(record)


def day_of(text: str) -> Any:
    try:
        return parse_date(text)
    except ValueError:
        return None

"""What was changed lately, over all records whose history staff read; the details are on the page of
each history."""

from functools import cached_property
from heapq import nlargest
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.timezone import localtime
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


class LatestChanges:
    def __init__(self, data: QueryDict, user: Any):
        if not is_staff(user):
            raise PermissionDenied(_("This is for OCCME’s staff."))
        self.user = user
        self.kind, self.day = data.get("kind", ""), data.get("day", "")
        self.person = plain_number(data.get("person", ""))
        self.problem = ""
        unknown = {*data} - {"kind", "day", "person"}
        bad_person = bool(data.get("person")) and self.person is None
        is_known = self.kind in {"", *(name for name, _label in self.kinds)}
        if unknown or bad_person or not is_known or bool(self.day) != bool(day_of(self.day)):
            self.problem = _("This address asks for something that the list does not know.")

    @property
    def kinds(self) -> list[tuple[str, str]]:
        named = ((one.name, str(model._meta.verbose_name)) for model, one in BY_MODEL.items())
        return sorted(named, key=lambda pair: pair[1])

    @property
    def people(self) -> Any:
        return User.objects.visible_to(self.user).filter(is_staff=True)

    def lines_of(self, one: Remembered) -> list[Any]:
        """The newest of one kind; an index on the date finds them."""
        rows = one.model.history.filter(id__in=one.model.objects.visible_to(self.user).values("pk"))
        if self.person is not None:
            rows = rows.filter(history_user=self.person)
        if day := day_of(self.day):
            rows = rows.filter(history_date__date__lte=day)
        rows = rows.select_related("history_user").order_by("-history_date", "-history_id")
        return [(line.history_date, one.name, line) for line in rows[:SHOWN]]

    @cached_property
    def rows(self) -> list[Latest]:
        if self.problem:
            return []
        known = {one.name: one for one in BY_MODEL.values()}
        asked = [known[self.kind]] if self.kind in known else list(known.values())
        found = [row for one in asked for row in self.lines_of(one)]
        newest = nlargest(SHOWN, found, key=lambda row: (row[0], row[2].history_id))
        records: dict[tuple[str, int], Any] = {}
        for one in asked:
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
        """The day up to which to look next, where there is more."""
        last = self.rows[-1].line.history_date if len(self.rows) == SHOWN else None
        return localtime(last).date().isoformat() if last else ""

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

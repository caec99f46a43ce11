"""Who asks organizations, and how much: what the list is filtered by, its rows, and them as a sheet."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.asks import Ask, asks
from engagements.load import Load, loads, window
from partners.filtering import DayFilter, StrictFilterSet
from partners.filters import neighborhood_filter, organization_filter
from partners.models import Organization, ServiceArea
from partners.noted import person_filter
from partners.sheets import Sheet
from partners.workbooks import Value


class AskFilter(StrictFilterSet):
    """Organizations, and the days of the asks: the last thirty, unless told otherwise."""

    organization = organization_filter(method="by_organization")
    steward = person_filter("steward", _("Steward"))
    neighborhood = neighborhood_filter()
    after = DayFilter(method="keep", label=_("From"))
    before = DayFilter(method="keep", label=_("Until"))

    default_ordering = ("sort_name", "pk")

    class Meta:
        model = Organization
        fields: list[str] = []

    def is_valid(self) -> bool:
        form = self.form
        if form.is_bound and form.is_valid() and self.first > self.last:
            form.add_error("before", _("The first day comes before the last."))
        return bool(super().is_valid())

    @property
    def last(self) -> date:
        return self.form.cleaned_data.get("before") or localdate()

    @property
    def first(self) -> date:
        """Thirty days to the last, unless told otherwise."""
        return self.form.cleaned_data.get("after") or window(self.last)

    def keep(self, queryset: Any, name: str, value: Any) -> Any:
        """They choose among asks, and not among organizations."""
        return queryset

    def by_organization(self, rows: Any, name: str, chosen: list[Organization]) -> Any:
        return rows.filter(pk__in=[one.pk for one in chosen])

    def by_neighborhood(self, rows: Any, name: str, chosen: list[ServiceArea]) -> Any:
        return rows.located(user=self.user, neighborhood__in=chosen)


@dataclass
class Asked:
    """What was asked of one organization, and its load today."""

    organization: Organization
    load: Load
    asks: list[Ask] = field(default_factory=list)

    @property
    def number(self) -> int:
        return len(self.asks)

    @property
    def minutes(self) -> int:
        return sum(ask.minutes or 0 for ask in self.asks)

    @property
    def by(self) -> list[tuple[str, int]]:
        """Who asked how often, most first; nobody's name is empty."""
        return Counter(ask.by_name for ask in self.asks).most_common()

    @property
    def kinds(self) -> list[tuple[str, int]]:
        return [
            (str(kind.label), n) for kind, n in Counter(a.kind for a in self.asks).most_common()
        ]

    @property
    def rank(self) -> tuple:
        """What is over comes first, then what is full, then who is asked most."""
        over = (not self.load.is_over, not self.load.is_full)
        return (*over, -self.number, self.organization.sort_name, self.organization.pk)


def asked(filters: AskFilter) -> list[Asked]:
    """Of the organizations that were asked for anything in these days; in as many queries as there
    are kinds of ask and of load. Takes a valid filter set of somebody of OCCME's staff."""
    chosen = None if not set(filters.values) - {"after", "before"} else filters.qs
    found: dict[int, list[Ask]] = defaultdict(list)
    for ask in asks(chosen, filters.first, filters.last):
        found[ask.organization].append(ask)
    rows = list(filters.qs.among(list(found)).select_related("steward"))
    load = loads(rows)
    return sorted(
        (Asked(one, load[one.pk], found[one.pk]) for one in rows), key=lambda row: row.rank
    )


COLUMNS = ("organization", "on", "kind", "what", "by", "minutes", "reason",
           "asks_last_30_days", "asks_per_month", "students_now", "students_at_once")  # fmt: skip


def table(rows: Iterable[Asked], user: Any) -> Iterator[list[Value]]:
    """A row for each ask: the values of COLUMNS."""
    for row in rows:
        for ask in row.asks:
            yield [
                row.organization.name,
                ask.on,
                ask.kind.value,
                ask.what,
                ask.by_name,
                ask.minutes,
                ask.reason,
                row.load.asks,
                row.load.asks_most,
                row.load.placed,
                row.load.placed_most,
            ]


SHEET = Sheet("asks", _("Asks"), COLUMNS, table)

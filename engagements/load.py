"""The load of an organization: what is asked of it and who is placed there, against what it said
that it can take. It warns and does not forbid: who goes on says why, and that is kept.

The count is read without a lock: two who ask in the same second may both read the last free place.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.asks import asks
from engagements.enums import RUNNING
from engagements.models import Placement
from partners.models import Interaction, Organization, QuietPeriod

WINDOW = timedelta(days=30)
"""Asks of this many days, the day itself included, are held against asks a month."""


def window(last: date) -> date:
    """The first of the days that end on the last."""
    return max(last, date.min + WINDOW) - WINDOW + timedelta(days=1)


@dataclass(frozen=True)
class Load:
    """On a day. `quiet` is the quiet period that holds then, if any."""

    organization: Organization
    on: date
    asks: int
    placed: int
    quiet: QuietPeriod | None = None

    @property
    def asks_most(self) -> int | None:
        return self.organization.asks_per_month

    @property
    def placed_most(self) -> int | None:
        return self.organization.students_at_once

    @property
    def do_not_contact_until(self) -> date | None:
        """The day, where it has not passed."""
        until = self.organization.do_not_contact_until
        return until if until and until >= self.on else None

    @property
    def is_full(self) -> bool:
        """Whether one more ask would be more than it can take."""
        return self.asks_most is not None and self.asks >= self.asks_most

    @property
    def is_over(self) -> bool:
        """Whether it has more on its hands already than it said it can take."""
        asked_more = self.asks_most is not None and self.asks > self.asks_most
        return asked_more or self.has_too_many

    @property
    def has_too_many(self) -> bool:
        return self.placed_most is not None and self.placed > self.placed_most

    @property
    def has_no_room(self) -> bool:
        return self.placed_most is not None and self.placed >= self.placed_most

    @property
    def known_parts(self) -> list[tuple[int, int, str]]:
        """How much, how much it can take, and what of: for meters."""
        parts = [
            (self.asks, self.asks_most, _("asks in the last 30 days")),
            (self.placed, self.placed_most, _("students now")),
        ]
        return [(number, most, words) for number, most, words in parts if most is not None]

    @property
    def words(self) -> str:
        """“3 of 4 asks in the last 30 days · 5 of 6 students now”."""
        parts = [
            (self.asks, self.asks_most, _("%(number)s asks in the last 30 days")),
            (self.placed, self.placed_most, _("%(number)s students now")),
        ]
        return " · ".join(
            words % {"number": number if most is None else of(number, most)}
            for number, most, words in parts
        )

    def warnings(self, *, brings_students: bool = False) -> list[str]:
        """Why it should not be asked for more just now; nothing where it can be. Where all its
        places for students are taken, that speaks against what brings more of them."""
        found = []
        if until := self.do_not_contact_until:
            words = _("It does not want to be contacted until %(day)s.")
            found.append(words % {"day": date_format(until)})
        if self.quiet:
            found.append(quiet_words(self.quiet))
        if self.is_full:
            found.append(full_words(self.asks, self.asks_most or 0))
        if self.has_too_many or (brings_students and self.has_no_room):
            found.append(room_words(self.placed, self.placed_most or 0))
        return found


def of(number: int, most: int) -> str:
    return _("%(number)d of %(most)d") % {"number": number, "most": most}


def quiet_words(quiet: QuietPeriod) -> str:
    words = _("It wants quiet until %(day)s.")
    if quiet.reason:
        words = _("It wants quiet until %(day)s (%(reason)s).")
    return words % {"day": date_format(quiet.ends_on), "reason": quiet.reason}


def full_words(number: int, most: int) -> str:
    asked = ngettext(
        "It was asked once in the last 30 days, and said that it can take %(most)d a month.",
        "It was asked %(number)d times in the last 30 days, and said that it can take %(most)d a month.",
        number,
    )
    return asked % {"number": number, "most": most}


def room_words(number: int, most: int) -> str:
    placed = ngettext(
        "%(number)d student is placed there now, and it said that it can have %(most)d at once.",
        "%(number)d students are placed there now, and it said that it can have %(most)d at once.",
        number,
    )
    return placed % {"number": number, "most": most}


def loads(
    organizations: Iterable[Organization],
    on: date | None = None,
    besides: Interaction | None = None,
) -> dict[int, Load]:
    """By number, of as many organizations as there are, in six queries. `besides`: a contact that
    does not count. For those alone who read what is between them and OCCME."""
    held, on = list(organizations), on or localdate()
    rows = Organization.objects.among([one.pk for one in held])
    asked = Counter(ask.organization for ask in asks(rows, window(on), on, besides))
    placed = placed_on(rows, on)
    quiet = QuietPeriod.objects.filter(
        organization__in=rows.values("pk"), starts_on__lte=on, ends_on__gte=on
    ).order_by("ends_on")
    quiets = {period.organization_id: period for period in quiet}
    return {
        one.pk: Load(one, on, asked[one.pk], placed.get(one.pk, 0), quiets.get(one.pk))
        for one in held
    }


def load_of(
    organization: Organization, on: date | None = None, besides: Interaction | None = None
) -> Load:
    return loads([organization], on, besides)[organization.pk]


def placed_on(organizations: QuerySet, on: date) -> dict[int, int]:
    """Seats taken on a day, by organization."""
    rows: Any = Placement.objects.filter(
        status__in=RUNNING, engagement__organization__in=organizations.order_by().values("pk")
    ).annotate(
        first=Coalesce("starts_on", "engagement__starts_on"),
        last=Coalesce("ends_on", "engagement__ends_on"),
    )
    there = rows.filter(Q(first__lte=on) & Q(last__gte=on)).order_by()
    counted = there.values("engagement__organization").annotate(number=Count("pk"))
    return {row["engagement__organization"]: row["number"] for row in counted}


def say_why(warnings: list[str]) -> list[str]:
    """What is said where no reason is given."""
    return [*warnings, _("To ask all the same, say why; the reason is kept.")] if warnings else []

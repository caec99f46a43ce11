"""Compensation as a list, and the balance of what each side gave."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from engagements.compensations import SHEET, CompensationFilter, MoneyState
from engagements.enums import Party
from engagements.metrics import Balance, Kept, Line, Money, Period, balance, kept_by_side, money
from engagements.models import Compensation
from engagements.rhythms import months_later
from frontend.agreements import side_shown
from frontend.lists import FilteredList
from partners.editing import with_version
from partners.models import Organization
from partners.policies import acts_for, is_staff, own_organizations

A_DAY = timedelta(days=1)
YEARS_SHOWN = 6


class CompensationList(FilteredList):
    """For OCCME's staff and partners' people; for others there is no such page."""

    filter_class = CompensationFilter
    page_size = 50
    sheet = SHEET
    states = MoneyState.choices

    def __init__(self, data: QueryDict, user: Any):
        self.is_staff = is_staff(user)
        if not (self.is_staff or own_organizations(user)):
            raise Http404
        super().__init__(data, user)

    def for_reading(self, rows: Any) -> Any:
        return with_version(rows.for_reading())

    @cached_property
    def money(self) -> Money | None:
        """Of all rows of this address."""
        return money(self.filters.qs) if self.page else None

    @property
    def years(self) -> list[str]:
        this = localdate().year
        return [str(this - back) for back in range(YEARS_SHOWN)]

    @cached_property
    def organizations(self) -> list[Organization]:
        """Those that the reader may ask for: where there is any compensation."""
        rows = Compensation.objects.visible_to(self.user).values("organization")
        return list(Organization.objects.visible_to(self.user).filter(pk__in=rows))


@dataclass(frozen=True)
class Side:
    """A column of the balance."""

    side: str
    name: str
    kept: Kept
    lines: list[Line]


class BalancePage:
    """Of one organization, for its own people and OCCME's staff; for others there is no such page.
    The period is in the address; by default the twelve months up to today."""

    def __init__(self, slug: str, data: QueryDict, user: Any):
        self.today = localdate()
        rows = Organization.objects.visible_to(user)
        self.organization = get_object_or_404(rows, slug=slug)
        if not (is_staff(user) or acts_for(user, self.organization.pk)):
            raise Http404
        self.user, self.problem = user, ""
        self.asked = {
            "from": data.get("from", ""),
            "to": data.get("to", ""),
        }
        self.period = self.read(data)

    def read(self, data: QueryDict) -> Period | None:
        """None where it is not understood; `problem` says why."""
        for name in data:
            if name not in self.asked:
                self.problem = _("“%(name)s” is not known here.") % {"name": name[:50]}
                return None
        try:
            last = day(self.asked["to"]) or self.today
            first = day(self.asked["from"]) or months_later(last, -12) + A_DAY
        except (ValueError, OverflowError):
            self.problem = _("A day is written like 2027-07-01.")
            return None
        if last < first:
            self.problem = _("The first day comes before the last.")
            return None
        return Period(first, last)

    @cached_property
    def balance(self) -> Balance | None:
        return balance(self.organization, period=self.period) if self.period else None

    @cached_property
    def sides(self) -> list[Side]:
        """OCCME's column, and the organization's."""
        if self.period is None or self.balance is None:
            return []
        due = self.organization.occurrences.live().filter(due_on__range=self.period.days)
        counted = kept_by_side(due)
        return [
            Side(
                side,
                side_shown(side, self.organization),
                counted[side],
                [line for line in self.balance.kept if line.giver == side],
            )
            for side in (Party.STAFF, Party.PARTNER)
        ]


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None

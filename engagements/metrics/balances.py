"""Promises kept, money, and what each side gave."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.timezone import localdate

from engagements.enums import (
    JUDGED,
    CommitmentKind,
    HourKind,
    HourStatus,
    OccurrenceStatus,
    Party,
)
from engagements.metrics.periods import Period
from engagements.models import Compensation, HourEntry


@dataclass(frozen=True)
class Kept:
    """`counts`: by verdict. `waiting`: due or reported, and not judged yet."""

    counts: dict[str, int]
    waiting: int

    @property
    def judged(self) -> int:
        return sum(self.counts[name] for name in JUDGED)

    @property
    def rate(self) -> float | None:
        """From 0 to 1; None where nothing was judged."""
        return self.counts[OccurrenceStatus.KEPT] / self.judged if self.judged else None

    @property
    def percent(self) -> int | None:
        return None if self.rate is None else round(100 * self.rate)


def kept(occurrences: Any) -> Kept:
    """Numerator: promises judged “kept”. Denominator: those judged kept, in part, late or not kept,
    by the side that was promised. Excluded: what was changed by agreement or released, what is no
    longer promised, and what is not judged, which `waiting` counts once its day has come or it was
    reported. Of nothing, the rate is None."""
    due = Q(status=OccurrenceStatus.OPEN, due_on__lte=localdate()) | Q(
        status=OccurrenceStatus.REPORTED
    )
    counted = occurrences.order_by().aggregate(
        waiting=Count("pk", filter=due),
        **{name.value: Count("pk", filter=Q(status=name)) for name in JUDGED},
    )
    waiting = counted.pop("waiting")
    return Kept(counted, waiting)


def kept_by_side(occurrences: Any) -> dict[str, Kept]:
    """`kept` of OCCME's promises, and of the partners'."""
    return {
        side.value: kept(occurrences.filter(giver=side)) for side in (Party.STAFF, Party.PARTNER)
    }


@dataclass(frozen=True)
class Line:
    """One figure of a balance: given by a side, in a unit; figures of two units are never added."""

    giver: str
    what: str
    number: Decimal
    unit: str

    @property
    def count(self) -> int:
        """Whole promises, where there is no unit."""
        return int(self.number)


@dataclass(frozen=True)
class Money:
    """In US dollars. `unpaid` holds `overdue`; days to pay are None where nothing was paid."""

    promised: Decimal
    paid: Decimal
    unpaid: Decimal
    overdue: Decimal
    median_days_to_pay: float | None


def money(compensations: Any) -> Money:
    """Sums over compensations as of today: all that was promised, what of it is paid, what is not,
    and what of that is over its day. Days to pay: the median, over what is paid, of the days from
    the promise to the payment. Of nothing, sums are 0 and the median is None."""
    late = Q(paid_on=None, due_on__lt=localdate())
    sums = compensations.order_by().aggregate(
        promised=Sum("amount"),
        paid=Sum("amount", filter=Q(paid_on__isnull=False)),
        unpaid=Sum("amount", filter=Q(paid_on=None)),
        overdue=Sum("amount", filter=late),
    )
    paid = compensations.order_by().filter(paid_on__isnull=False)
    days = [(last - first).days for first, last in paid.values_list("promised_on", "paid_on")]
    whole = {name: value or Decimal() for name, value in sums.items()}
    return Money(**whole, median_days_to_pay=median(days) if days else None)


@dataclass(frozen=True)
class Balance:
    """Over `period`: minutes, money in US dollars, and what else was judged kept. `unpaid_dollars`
    and `overdue_dollars` are as of today, whenever they were promised."""

    period: Period
    student_minutes: int
    student_minutes_confirmed: int
    supervision_minutes: int
    promised_dollars: Decimal
    paid_dollars: Decimal
    unpaid_dollars: Decimal
    overdue_dollars: Decimal
    median_days_to_pay: float | None
    kept: list[Line]


def balance(organization: Any, *, period: Period) -> Balance:
    """What OCCME and one organization gave each other. Student hours: logged for days in the period,
    and those of them that the partner confirmed. Supervision: the partner's own entries. Money:
    compensation promised, and paid, in the period; days to pay are from the promise to the payment,
    of what was paid in it. `kept`: quantities of other promises that were due in it and judged
    kept or late, by giver, kind and unit. Nothing is summed over units."""
    hours = HourEntry.objects.filter(
        placement__engagement__organization=organization, worked_on__range=period.days
    )
    own = Q(kind=HourKind.SUPERVISION)
    minutes = hours.order_by().aggregate(
        given=Sum("minutes", filter=~own),
        confirmed=Sum("minutes", filter=~own & Q(status=HourStatus.CONFIRMED)),
        supervision=Sum("minutes", filter=own),
    )
    own_money = Compensation.objects.filter(organization=organization)
    promised = money(own_money.filter(promised_on__range=period.days))
    paid = money(own_money.filter(paid_on__range=period.days))
    now = money(own_money)
    return Balance(
        period,
        student_minutes=minutes["given"] or 0,
        student_minutes_confirmed=minutes["confirmed"] or 0,
        supervision_minutes=minutes["supervision"] or 0,
        promised_dollars=promised.promised,
        paid_dollars=paid.paid,
        unpaid_dollars=now.unpaid,
        overdue_dollars=now.overdue,
        median_days_to_pay=paid.median_days_to_pay,
        kept=list(kept_lines(organization, period)),
    )


COUNTED_ELSEWHERE = (CommitmentKind.MONEY, CommitmentKind.TIME)


def kept_lines(organization: Any, period: Period) -> Iterator[Line]:
    """Space, training, recognition and the like, by giver, kind and unit."""
    rows = organization.occurrences.filter(
        due_on__range=period.days, status__in=(OccurrenceStatus.KEPT, OccurrenceStatus.LATE)
    ).exclude(commitment__kind__in=COUNTED_ELSEWHERE)
    sums: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for giver, kind, unit, quantity in rows.values_list(
        "giver", "commitment__kind", "commitment__unit", "commitment__quantity"
    ):
        sums[giver, kind, unit if quantity is not None else ""] += quantity or Decimal(1)
    for (giver, kind, unit), number in sorted(sums.items()):
        yield Line(giver, str(CommitmentKind(kind).label), number, unit)

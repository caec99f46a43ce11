"""What OCCME promised, and how those judged it who were promised."""

from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.enums import JUDGED, UNJUDGED, OccurrenceStatus, Party
from engagements.metrics.periods import Period
from engagements.models import Occurrence
from engagements.policies import CONSENTED
from engagements.published.metric import Dimension, Metric, Unit

OF_LISTED = Q(organization__publication__in=CONSENTED, organization__closed_on=None)
"""The organizations whose promises everybody reads in the ledger."""


def due(period: Period, giver: Party) -> Any:
    """Due in the period, up to today; without what was changed by agreement, released or dropped."""
    last = min(period.last, localdate())
    return Occurrence.objects.filter(
        giver=giver, due_on__range=(period.first, last), status__in=(*JUDGED, *UNJUDGED)
    )


def due_from_us(period: Period) -> Any:
    return due(period, Party.STAFF)


def judged_of_us(period: Period) -> Any:
    return due_from_us(period).filter(status__in=JUDGED)


METRICS = (
    Metric(
        key="promises-kept",
        label=_("Promises of OCCME that were kept"),
        unit=Unit.PROMISES,
        numerator=_("Promises judged “kept” by the partner who was promised."),
        denominator=_("Promises of OCCME due in the year up to today that the partner judged: kept, in part, late or not kept."),
        excluded=_("Promises that are not judged yet, were changed by agreement, released, or are no longer promised."),
        rows=judged_of_us,
        part=Q(status=OccurrenceStatus.KEPT),
        told=OF_LISTED,
        is_open=True,
        list_address="promise_list",
    ),
    Metric(
        key="promises-due",
        label=_("Promises of OCCME that were due"),
        unit=Unit.PROMISES,
        numerator=_("Promises of OCCME whose day was in the year, up to today, whether judged or not."),
        excluded=_("Promises that were changed by agreement, released, or are no longer promised."),
        rows=due_from_us,
        own={Dimension.VERDICT: "status"},
        told=OF_LISTED,
        is_open=True,
        list_address="promise_list",
    ),
)  # fmt: skip

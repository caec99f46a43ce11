"""What OCCME promised, and how those judged it who were promised."""

from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.enums import JUDGED, UNJUDGED, OccurrenceStatus, Party, VersionStatus
from engagements.metrics.periods import Period
from engagements.models import Occurrence
from engagements.policies import OF_CONSENTED
from engagements.published.metric import Dimension, Metric, Span, Unit


def due(period: Period, giver: Party) -> Any:
    """Due in the period, up to today; without what was changed by agreement, released or dropped,
    and without what is on hold and was not judged."""
    last = min(period.last, localdate())
    rows = Occurrence.objects.filter(
        giver=giver, due_on__range=(period.first, last), status__in=(*JUDGED, *UNJUDGED)
    )
    return rows.exclude(status__in=UNJUDGED, commitment__version__status=VersionStatus.SUSPENDED)


def due_from_us(period: Period) -> Any:
    return due(period, Party.STAFF)


def judged_of_us(period: Period) -> Any:
    return due_from_us(period).filter(status__in=JUDGED)


def overdue(period: Period) -> Any:
    return Occurrence.objects.overdue().filter(giver=Party.STAFF)


def due_from_partners(period: Period) -> Any:
    """Of those who show what they promised; nobody else's are counted anywhere."""
    shown = Q(commitment__version__agreement__shows_partner_side=True)
    return due(period, Party.PARTNER).filter(OF_CONSENTED & shown)


NO_LONGER = _("Promises that were changed by agreement, released, on hold, or are no longer promised.")  # fmt: skip

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
        told=OF_CONSENTED,
        is_open=True,
        list_address="promise_list",
    ),
    Metric(
        key="promises-due",
        label=_("Promises of OCCME that were due"),
        unit=Unit.PROMISES,
        numerator=_("Promises of OCCME whose day was in the year, up to today, whether judged or not."),
        excluded=NO_LONGER,
        rows=due_from_us,
        own={Dimension.VERDICT: "status"},
        told=OF_CONSENTED,
        is_open=True,
        list_address="promise_list",
    ),
    Metric(
        key="promises-overdue",
        label=_("Promises of OCCME that are overdue"),
        unit=Unit.PROMISES,
        numerator=_("Promises of OCCME whose day has passed, that are neither reported done nor judged, as of today."),
        excluded=NO_LONGER,
        rows=overdue,
        span=Span.TODAY,
        told=OF_CONSENTED,
        is_open=True,
        list_address="promise_list",
    ),
    Metric(
        key="promises-of-partners",
        label=_("Promises of partners that were due"),
        unit=Unit.PROMISES,
        numerator=_("Promises of partners who show what they promised, whose day was in the year, up to today."),
        excluded=_("Promises of partners who do not show them, and what was changed by agreement, released, on hold, or is no longer promised."),
        rows=due_from_partners,
        own={Dimension.VERDICT: "status"},
        told=OF_CONSENTED,
        is_open=True,
        list_address="promise_list",
    ),
)  # fmt: skip

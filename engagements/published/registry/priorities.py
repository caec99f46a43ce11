"""What organizations said matters to them, and what became of it. Visitors read public priorities of
full profiles one by one."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import DateField, DurationField, ExpressionWrapper, F, Q, Value
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.metrics.periods import Period
from engagements.published.metric import Dimension, Metric, Span, Unit
from partners.enums import PriorityStatus
from partners.models import Priority
from partners.policies import priorities

WAITING = (PriorityStatus.OPEN, PriorityStatus.BEING_ANSWERED)

READ = {
    "told": priorities(AnonymousUser()),
    "is_open": True,
    "dimensions": (Dimension.NEIGHBORHOOD, Dimension.LANGUAGE, Dimension.KIND),
    "own": {Dimension.FOCUS_AREA: "focus_area__slug"},
}
NOT_PUBLIC = _("Priorities that were withdrawn. Those that are not public are in no breakdown; they are counted as one group where they are of five organizations or more, and else left out.")  # fmt: skip
NO_MEDIAN = _("Priorities that were withdrawn, and those that are not public.")


def stated(period: Period) -> Any:
    rows = Priority.objects.exclude(status=PriorityStatus.WITHDRAWN)
    return rows.filter(stated_on__range=period.days)


def waiting(period: Period) -> Any:
    """With `days`: how long until today."""
    rows = Priority.objects.filter(status__in=WAITING)
    return rows.annotate(days=between(F("stated_on"), Value(localdate(), DateField())))


def answered(period: Period) -> Any:
    """With `days`: how long it took."""
    rows = Priority.objects.filter(status=PriorityStatus.ANSWERED, answered_on__range=period.days)
    return rows.annotate(days=between(F("stated_on"), F("answered_on")))


def between(first: Any, last: Any) -> Any:
    return ExpressionWrapper(last - first, DurationField())


METRICS = (
    Metric(
        key="priorities-stated",
        label=_("Priorities that organizations stated"),
        unit=Unit.PRIORITIES,
        numerator=_("Priorities stated in the year."),
        excluded=NOT_PUBLIC,
        rows=stated,
        whole_of="priorities-answered",
        **READ,  # type: ignore[arg-type]
    ),
    Metric(
        key="priorities-answered",
        label=_("Stated priorities that were answered"),
        unit=Unit.PRIORITIES,
        numerator=_("Priorities stated in the year that are answered as of today."),
        denominator=_("Priorities stated in the year."),
        excluded=NOT_PUBLIC,
        rows=stated,
        part=Q(status=PriorityStatus.ANSWERED),
        **READ,  # type: ignore[arg-type]
    ),
    Metric(
        key="priorities-open",
        label=_("Priorities that wait"),
        unit=Unit.PRIORITIES,
        numerator=_("Priorities that are open or being answered as of today, whenever they were stated."),
        excluded=NOT_PUBLIC,
        rows=waiting,
        span=Span.TODAY,
        **READ,  # type: ignore[arg-type]
    ),
    Metric(
        key="priorities-waiting-days",
        label=_("Days that open priorities wait"),
        unit=Unit.DAYS,
        numerator=_("The median, over priorities that are open or being answered as of today, of the days since they were stated."),
        excluded=NO_MEDIAN,
        rows=waiting,
        span=Span.TODAY,
        median="days",
        **READ,  # type: ignore[arg-type]
    ),
    Metric(
        key="priorities-answer-days",
        label=_("Days until a priority was answered"),
        unit=Unit.DAYS,
        numerator=_("The median, over priorities answered in the year, of the days from when they were stated until they were answered."),
        excluded=NO_MEDIAN,
        rows=answered,
        median="days",
        **READ,  # type: ignore[arg-type]
    ),
)  # fmt: skip

"""Time that students and partners gave. Nobody reads these rows but who is concerned and staff."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.enums import HourKind
from engagements.metrics.periods import Period
from engagements.models import HourTotal
from engagements.published.metric import Dimension, Metric, Unit

ESTIMATED = Q(is_estimate=True)
FORMAT = {Dimension.FORMAT: "placement__engagement__kind"}
MINUTES = {
    "unit": Unit.HOURS,
    "organization": "placement__engagement__organization",
    "amount": "minutes",
    "divisor": 60,
}
OF_STUDENTS = {
    **MINUTES,
    "person": "placement__student",
    "estimated": ESTIMATED,
    "own": {
        Dimension.HOUR_KIND: "kind",
        Dimension.PROGRAM: "placement__student__program",
        **FORMAT,
    },
}


def hours(period: Period) -> Any:
    """A year consists of halves, and each sum is of one."""
    return HourTotal.objects.filter(begins_on__range=period.days)


def of_students(period: Period) -> Any:
    return hours(period).exclude(kind=HourKind.SUPERVISION)


def of_partners(period: Period) -> Any:
    return hours(period).filter(kind=HourKind.SUPERVISION)


METRICS = (
    Metric(
        key="hours",
        label=_("Hours of students"),
        numerator=_("Hours that students logged for days in the year, with the community and around it."),
        excluded=_("The time of partners. Hours of students who withdrew later are counted."),
        rows=of_students,
        whole_of="hours-confirmed",
        **OF_STUDENTS,  # type: ignore[arg-type]
    ),
    Metric(
        key="hours-confirmed",
        label=_("Hours of students that the partner confirmed"),
        numerator=_("Those of these hours that the partner confirmed."),
        denominator=_("Hours that students logged for days in the year, with the community and around it."),
        excluded=_("The time of partners. Hours of students who withdrew later are counted."),
        rows=of_students,
        part=Q(is_confirmed=True),
        **OF_STUDENTS,  # type: ignore[arg-type]
    ),
    Metric(
        key="hours-partners",
        label=_("Hours of partners"),
        numerator=_("Hours that partners gave to the supervision of students on days in the year, as they were logged."),
        excluded=_("Time that partners took for contacts, agreements and check-ins."),
        rows=of_partners,
        own=FORMAT,
        estimated=ESTIMATED,
        **MINUTES,  # type: ignore[arg-type]
    ),
)  # fmt: skip

"""Time that students and partners gave. Nobody reads these rows but who is concerned and staff."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.enums import Basis, HourKind, HourStatus
from engagements.metrics.periods import Period
from engagements.models import HourEntry
from engagements.published.metric import Dimension, Metric, Unit

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
    "own": {
        Dimension.HOUR_KIND: "kind",
        Dimension.PROGRAM: "placement__student__program",
        **FORMAT,
    },
}


def hours(period: Period) -> Any:
    return HourEntry.objects.filter(worked_on__range=period.days)


def of_students(period: Period) -> Any:
    return hours(period).of_students()


def of_partners(period: Period) -> Any:
    return hours(period).filter(kind=HourKind.SUPERVISION)


METRICS = (
    Metric(
        key="hours",
        label=_("Hours of students"),
        numerator=_("Hours that students logged for days in the year, with the community and around it."),
        excluded=_("The time of partners. Hours of students who withdrew later are counted."),
        rows=of_students,
        estimated=Q(basis=Basis.ESTIMATE),
        **OF_STUDENTS,  # type: ignore[arg-type]
    ),
    Metric(
        key="hours-confirmed",
        label=_("Hours of students that the partner confirmed"),
        numerator=_("Those of these hours that the partner confirmed."),
        denominator=_("Hours that students logged for days in the year, with the community and around it."),
        excluded=_("The time of partners. Hours of students who withdrew later are counted."),
        rows=of_students,
        part=Q(status=HourStatus.CONFIRMED),
        **OF_STUDENTS,  # type: ignore[arg-type]
    ),
    Metric(
        key="hours-partners",
        label=_("Hours of partners"),
        numerator=_("Hours that partners gave to the supervision of students on days in the year, as they were logged."),
        excluded=_("Time that partners took for contacts, agreements and check-ins."),
        rows=of_partners,
        own=FORMAT,
        estimated=Q(basis=Basis.ESTIMATE),
        **MINUTES,  # type: ignore[arg-type]
    ),
)  # fmt: skip

"""What community educators and organizations are paid: sums and days, never a person."""

from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    DurationField,
    ExpressionWrapper,
    F,
    Q,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat, Lower
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.metrics.periods import Period
from engagements.models import Compensation
from engagements.published.metric import Metric, Span, Unit


def compensations() -> Any:
    """With `payee`, whom it is paid to: for counting how many they are."""
    itself = Concat(Value("#"), Cast("organization", CharField()))
    payee = Case(When(paid_to="", then=itself), default=Lower("paid_to"))
    return Compensation.objects.annotate(payee=payee)


def promised(period: Period) -> Any:
    return compensations().filter(promised_on__range=period.days)


def paid(period: Period) -> Any:
    """With `days` from the promise to the payment."""
    days = ExpressionWrapper(F("paid_on") - F("promised_on"), DurationField())
    return compensations().filter(paid_on__range=period.days).annotate(days=days)


def unpaid(period: Period) -> Any:
    late = Case(When(due_on__lt=localdate(), then=True), default=False, output_field=BooleanField())
    return compensations().unpaid().annotate(is_late=late)


SUM = {"unit": Unit.DOLLARS, "amount": "amount", "person": "payee"}
ELSEWHERE = _("Money promised in agreements, of which compensation is how it is paid.")

METRICS = (
    Metric(
        key="compensation-promised",
        label=_("Compensation promised"),
        numerator=_("US dollars promised in the year to community educators and organizations, paid or not."),
        excluded=ELSEWHERE,
        rows=promised,
        **SUM,  # type: ignore[arg-type]
    ),
    Metric(
        key="compensation-paid",
        label=_("Compensation paid"),
        numerator=_("US dollars paid in the year to community educators and organizations, whenever they were promised."),
        excluded=ELSEWHERE,
        rows=paid,
        **SUM,  # type: ignore[arg-type]
    ),
    Metric(
        key="compensation-overdue",
        label=_("Compensation that is overdue"),
        numerator=_("US dollars that are not paid, and whose day has passed, as of today."),
        denominator=_("US dollars that were promised and are not paid, as of today."),
        excluded=ELSEWHERE,
        rows=unpaid,
        span=Span.TODAY,
        part=Q(is_late=True),
        **SUM,  # type: ignore[arg-type]
    ),
    Metric(
        key="days-to-pay",
        label=_("Days until compensation is paid"),
        unit=Unit.DAYS,
        numerator=_("The median, over what was paid in the year, of the days from the promise to the payment."),
        excluded=_("What is not paid yet."),
        rows=paid,
        person="payee",
        median="days",
        organizations_least=5,  # The median of three is what one of them waited.
    ),
)  # fmt: skip

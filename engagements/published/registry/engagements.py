"""What was done together. Visitors read open engagements of listed organizations one by one; those
that run or are over are read by nobody but who is concerned and staff."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.metrics.periods import Period
from engagements.models import Engagement
from engagements.policies import OF_LISTED, PUBLISHED
from engagements.published.metric import Dimension, Metric, Span, Unit
from partners.enums import PriorityStatus
from partners.policies import PROFILED

READ = OF_LISTED & Q(status__in=PUBLISHED)
PRIORITY_READ = Q(priority__is_public=True, organization__publication__in=PROFILED) & ~Q(
    priority__status=PriorityStatus.WITHDRAWN
)
"""Of others nobody else knows whether they answer one that is not public."""
OWN = {Dimension.FORMAT: "kind"}


def held(period: Period) -> Any:
    return Engagement.objects.held_in(*period.days)


def open_now(period: Period) -> Any:
    return Engagement.objects.open()


NOT_HELD = _("Engagements that the partner did not say yes to, and those that were cancelled.")

METRICS = (
    Metric(
        key="engagements-open",
        label=_("Open engagements"),
        unit=Unit.ENGAGEMENTS,
        numerator=_("Engagements that students can apply for, as of today."),
        excluded=_("Those of organizations that are not listed are in no breakdown; they are counted as one group where they are of five organizations or more, and else left out."),
        rows=open_now,
        span=Span.TODAY,
        own=OWN,
        told=OF_LISTED,
        is_open=True,
        list_address="engagement_list",
    ),
    Metric(
        key="engagements-held",
        label=_("Engagements"),
        unit=Unit.ENGAGEMENTS,
        numerator=_("Engagements that the partner said yes to, open, running or completed, with a day in the year."),
        excluded=NOT_HELD,
        rows=held,
        own=OWN,
        told=READ,
        whole_of="engagements-answering",
    ),
    Metric(
        key="engagements-answering",
        label=_("Engagements that answer a stated priority"),
        unit=Unit.ENGAGEMENTS,
        numerator=_("Engagements of the year that name a priority which the partner stated."),
        denominator=_("Engagements that the partner said yes to, open, running or completed, with a day in the year."),
        excluded=NOT_HELD,
        rows=held,
        own=OWN,
        part=Q(priority__isnull=False),
        told=READ,
        part_told=READ & PRIORITY_READ,
    ),
)  # fmt: skip

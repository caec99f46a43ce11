"""Which organizations there are, and which of them are partners. As of today."""

from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from engagements.metrics.periods import Period
from engagements.published.groups import NOT_TOLD
from engagements.published.metric import Dimension, Metric, Span, Unit
from engagements.published.values import NO_STAGE
from partners.enums import Publication, Stage
from partners.models import Organization
from partners.policies import LISTED, PROFILED


def partners(period: Period) -> Any:
    return Organization.objects.still_open().filter(stage=Stage.ACTIVE)


def listed(period: Period) -> Any:
    """With `shown_stage`: of those that publish name and area alone it is not told."""
    stage = Case(
        When(publication=Publication.AREA, then=Value(NOT_TOLD)),
        When(stage=Stage.NONE, then=Value(NO_STAGE)),
        default=F("stage"),
    )
    return Organization.objects.still_open().listed().annotate(shown_stage=stage)


METRICS = (
    Metric(
        key="partners",
        label=_("Partners of OCCME"),
        unit=Unit.ORGANIZATIONS,
        numerator=_("Organizations in an active relationship with OCCME, as of today."),
        excluded=_("Organizations that are closed. Partners whose full profile is not public are in no breakdown; they are counted as one group where they are five or more, and else left out."),
        rows=partners,
        span=Span.TODAY,
        organization="pk",
        told=Q(publication__in=PROFILED),
        is_open=True,
        list_address="organization_list",
    ),
    Metric(
        key="organizations-listed",
        label=_("Organizations in the directory"),
        unit=Unit.ORGANIZATIONS,
        numerator=_("Organizations that the public directory lists, partners or not, as of today."),
        excluded=_("Organizations that are closed, or that did not agree to be listed. Of those that publish name and area alone, only the neighborhood is told."),
        rows=listed,
        span=Span.TODAY,
        organization="pk",
        own={Dimension.STAGE: "shown_stage"},
        told=Q(publication__in=LISTED),
        is_open=True,
        list_address="organization_list",
    ),
)  # fmt: skip

"""Of the organizations of the catchment: with whom OCCME is in relationship, whom it never asked, and
who has more on its hands than it said it can take. As of today."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagements.asks import ever_asked
from engagements.load import loads
from engagements.metrics.periods import Period
from engagements.published.metric import Metric, Span, Unit
from partners.enums import Stage
from partners.models import Location, Organization
from partners.policies import EVERYBODY, OPEN_PLACE, PROFILED

RELATED = (Stage.EXPLORING, Stage.ACTIVE, Stage.PAUSED)


def in_catchment(period: Period) -> Any:
    inside = Location.objects.filter(OPEN_PLACE, in_catchment=True).values("organization")
    return Organization.objects.still_open().filter(pk__in=inside)


def profiled(period: Period) -> Any:
    """With `was_asked`: whether OCCME ever asked it for anything."""
    return in_catchment(period).filter(publication__in=PROFILED).annotate(was_asked=ever_asked())


def with_capacity(period: Period) -> Iterator[dict[str, Any]]:
    rows = Organization.objects.still_open().filter(
        Q(students_at_once__isnull=False) | Q(asks_per_month__isnull=False), stage=Stage.ACTIVE
    )
    for pk, load in loads(rows).items():
        yield {"pk": pk, "number": int(load.is_over), "of": 1}


METRICS = (
    Metric(
        key="catchment-in-relationship",
        label=_("Organizations of the catchment that OCCME is in relationship with"),
        unit=Unit.ORGANIZATIONS,
        numerator=_("Organizations that explore together with OCCME, are its partners, or paused at their own request."),
        denominator=_("Organizations with an open place in the catchment, as of today."),
        excluded=_("Organizations that are closed, and places that are confidential. Those whose profile is not public are in no breakdown; they are counted as one group where they are five or more, and else left out."),
        rows=in_catchment,
        span=Span.TODAY,
        organization="pk",
        part=Q(stage__in=RELATED),
        told=Q(publication__in=PROFILED),
        is_open=True,
    ),
    Metric(
        key="never-asked",
        label=_("Organizations of the catchment that nobody ever asked"),
        unit=Unit.ORGANIZATIONS,
        numerator=_("Organizations that OCCME is in no relationship with, and that it never asked for anything: no contact that asked, no engagement proposed, no agreement sent, no check-in."),
        denominator=_("Organizations with a public profile and an open place in the catchment, as of today."),
        excluded=_("Organizations that are closed, those whose profile is not public, and places that are confidential."),
        rows=profiled,
        span=Span.TODAY,
        organization="pk",
        part=Q(was_asked=False) & ~Q(stage__in=RELATED),
        told=EVERYBODY,
        part_told=Q(stage__in=RELATED),
    ),
    Metric(
        key="load",
        label=_("Partners with more on their hands than they said they can take"),
        unit=Unit.ORGANIZATIONS,
        numerator=_("Partners that have more students now, or were asked more often in the last 30 days, than they said they can take, as of today."),
        denominator=_("Partners that said how many students, or how many asks a month, they can take."),
        excluded=_("Partners that set no capacity."),
        rows=with_capacity,
        span=Span.TODAY,
        organization="pk",
        dimensions=(),
        part=Q(),
    ),
)  # fmt: skip

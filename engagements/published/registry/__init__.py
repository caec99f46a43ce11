"""Every figure that is published, by its key, in the order to show them."""

from collections.abc import Iterator

from engagements.published.metric import Metric
from engagements.published.registry import (
    agreements,
    catchment,
    engagements,
    hours,
    money,
    partners,
    people,
    priorities,
    promises,
)

METRICS: dict[str, Metric] = {
    metric.key: metric
    for subject in (
        promises,
        priorities,
        partners,
        catchment,
        engagements,
        people,
        hours,
        agreements,
        money,
    )
    for metric in subject.METRICS
}


def family_of(metric: Metric) -> Iterator[Metric]:
    """The others that count the same rows."""
    for other in METRICS.values():
        if metric.family and other.family == metric.family and other is not metric:
            yield other

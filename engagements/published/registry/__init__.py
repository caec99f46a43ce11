"""Every figure that is published, by its key, in the order to show them."""

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

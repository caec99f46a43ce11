"""Every figure that is published, by its key, in the order to show them."""

from engagements.published.metric import Metric
from engagements.published.registry import people, promises

METRICS: dict[str, Metric] = {metric.key: metric for metric in (*promises.METRICS, *people.METRICS)}

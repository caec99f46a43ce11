"""Counts the rows of a metric: one query for a year and its parts, one for a total alone."""

from collections import defaultdict
from statistics import median
from typing import Any

from django.db.models import Case, Count, F, Q, Sum, Value, When
from django.db.models.expressions import BaseExpression

from engagements.metrics.periods import Period
from engagements.published.groups import REST, TOTAL, Key, Places, Tally
from engagements.published.metric import Metric


def counted(
    metric: Metric, period: Period, places: Places, only: Key | None = None
) -> dict[Key, Tally]:
    """By dimension and code, with TOTAL; of an open metric, REST holds what no visitor reads. With
    `only`, just the rows that are in it, and no REST."""
    found: dict[Key, Tally] = defaultdict(Tally, {TOTAL: Tally()})
    for row in grouped(metric, period):
        keys = [REST]
        if row["is_told"] or not metric.is_open:
            keys = [TOTAL, *keys_of(metric, row, places)]
        if only is None or only in keys:
            for key in keys:
                add(found[key], metric, row)
    for tally in found.values():
        finish(tally, metric)
    return dict(found)


def keys_of(metric: Metric, row: dict[str, Any], places: Places) -> list[Key]:
    keys: list[Key] = []
    for name in metric.dimensions:
        keys += [(name, code) for code in places.of(name, row[metric.organization])]
    return keys + [(name, row[path] or "") for name, path in metric.own.items()]


def grouped(metric: Metric, period: Period) -> Any:
    """Rows of sums, one for each organization, person and value of the row's own dimensions."""
    rows = with_told(metric, metric.rows(period)).order_by()
    paths = dict.fromkeys(
        [metric.organization, metric.person, metric.each, *metric.own.values(), "is_told"]
    )
    keys = [path for path in paths if path]
    if metric.median:
        return rows.annotate(value=expression(metric.median)).values(*keys, "value")
    return rows.values(*keys).annotate(**sums(metric))


def with_told(metric: Metric, rows: Any) -> Any:
    """Adds `is_told`: whether everybody reads the row by itself."""
    told = [] if metric.told is None else [When(metric.told, then=True)]
    return rows.annotate(is_told=Case(*told, default=False))


def expression(of: str | BaseExpression) -> F | BaseExpression:
    return F(of) if isinstance(of, str) else of


def sums(metric: Metric) -> dict[str, Any]:
    """`of`: all rows; `number`: those of the metric's part; `estimated`: those of them that are."""

    def total(condition: Q | None) -> Any:
        if metric.amount:
            return Sum(expression(metric.amount), filter=condition, default=0)
        return Count("pk", filter=condition)

    part = metric.part
    estimated: Any = Value(0)
    if metric.estimated is not None:
        estimated = total(metric.estimated & part if part is not None else metric.estimated)
    return {"of": total(None), "number": total(part), "estimated": estimated}


def add(tally: Tally, metric: Metric, row: dict[str, Any]) -> None:
    if metric.median:
        tally.values.append(row["value"])
        row = row | {"number": 1, "of": 1, "estimated": 0}
    tally.number += row["number"]
    tally.of += row["of"]
    tally.estimated += row["estimated"]
    if metric.each:
        tally.each.add(row[metric.each])
    if row["is_told"]:
        return
    for index, has in enumerate((row["number"], row["of"] - row["number"])):
        if has:
            tally.organizations[index].add(row[metric.organization])
            if metric.person:
                tally.people[index].add(row[metric.person])


def finish(tally: Tally, metric: Metric) -> None:
    """Makes the number that is told of the sums."""
    if metric.each:
        tally.number = len(tally.each)
    if metric.median:
        tally.number = median(tally.values) if tally.values else None
    elif metric.divisor != 1:
        tally.number = tally.number / metric.divisor
        tally.of = tally.of / metric.divisor
        tally.estimated = tally.estimated / metric.divisor

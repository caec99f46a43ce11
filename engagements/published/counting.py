"""Counts the rows of a metric: one query for a year and all its parts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from statistics import median
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.expressions import BaseExpression

from engagements.metrics.periods import Period
from engagements.published.groups import NOT_TOLD, REST, TOTAL, Key, Part, Places, Tally
from engagements.published.metric import Metric


def counted(
    metric: Metric, period: Period, places: Places, only: Key | None = None
) -> dict[Key, Tally]:
    """By dimension and code, with TOTAL; of an open metric, REST holds what no visitor reads. With
    `only`, just the rows that are in it, and no REST."""
    found: dict[Key, Tally] = defaultdict(Tally, {TOTAL: Tally()})
    homes: dict[Any, Tally] = defaultdict(Tally)
    for row in grouped(metric, period):
        is_rest = metric.is_open and not row["is_told"]
        if only is not None and (is_rest or only not in keys_of(metric, row, places)):
            continue
        if is_rest:
            add(found[REST], metric, row)
            continue
        add(homes[row[metric.organization]], metric, row)
        for name, path in metric.own.items():
            add(found[name, row[path] or NOT_TOLD], metric, row)
    for home, tally in homes.items():
        found[TOTAL].include(tally)
        for key in of_organization(metric, home, places):
            found[key].include(tally)
    for tally in found.values():
        finish(tally, metric)
    return dict(found)


def of_organization(metric: Metric, home: Any, places: Places) -> Iterator[Key]:
    for name in metric.dimensions:
        for code in places.of(name, home):
            yield name, code


def keys_of(metric: Metric, row: dict[str, Any], places: Places) -> set[Key]:
    own = {(name.value, row[path] or NOT_TOLD) for name, path in metric.own.items()}
    return {*of_organization(metric, row[metric.organization], places)} | own


def grouped(metric: Metric, period: Period) -> Iterable[dict[str, Any]]:
    """Rows of sums, one for each organization, person and value of the row's own dimensions."""
    rows = metric.rows(period)
    if not isinstance(rows, QuerySet):
        return rows
    shown = with_told(metric, rows).order_by()
    own = [*metric.own.values(), "is_told", "is_part_told" if metric.part_told else ""]
    paths = dict.fromkeys([metric.organization, metric.person, metric.each, *own])
    keys = [path for path in paths if path]
    if metric.median:
        return shown.values(*keys, value=F(metric.median))
    return shown.values(*keys).annotate(**sums(metric))


def with_told(metric: Metric, rows: Any) -> Any:
    """Adds `is_told`: whether everybody reads the row by itself; and `is_part_told`, whether they
    read also that it is in the metric's part, where that is another question."""
    shown = rows.annotate(is_told=holds(metric.told))
    if metric.part_told is None:
        return shown
    return shown.annotate(is_part_told=holds(metric.part_told))


def holds(condition: Q | None) -> Case:
    cases = [] if condition is None else [When(condition, then=True)]
    return Case(*cases, default=False)


def sums(metric: Metric) -> dict[str, Any]:
    """`of`: all rows; `number`: those of the metric's part; `estimated`: those of them that are."""

    def total(condition: Q | None) -> BaseExpression:
        if metric.amount:
            return Sum(metric.amount, filter=condition, default=0)
        return Count("pk", filter=condition)

    part = metric.part
    estimated: Any = Value(0)
    if metric.estimated is not None:
        estimated = total(metric.estimated & part if part is not None else metric.estimated)
    return {"of": total(None), "number": total(part), "estimated": estimated}


def add(tally: Tally, metric: Metric, row: dict[str, Any]) -> None:
    if metric.median:
        value = row["value"]
        tally.values.append(value.days if isinstance(value, timedelta) else value)
    number, of, estimated = row.get("number", 1), row.get("of", 1), row.get("estimated", 0)
    tally.number += number
    tally.of += of
    tally.estimated += estimated
    if metric.each:
        tally.each.add(row[metric.each])
    sizes = {} if row["is_told"] else {Part.OF: of}
    if not row.get("is_part_told", row["is_told"]):
        sizes[Part.NUMBER], sizes[Part.OTHERS] = number, of - number
        sizes[Part.ESTIMATED], sizes[Part.COUNTED] = estimated, number - estimated
    for part, size in sizes.items():
        if size:
            tally.parts[part].organizations.add(row[metric.organization])
            if metric.person:
                tally.parts[part].people.add(row[metric.person])


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

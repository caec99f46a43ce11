"""Counts the rows of a metric: one query for a year and all its parts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from statistics import median
from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When
from django.db.models.expressions import BaseExpression

from engagements.metrics.periods import Period
from engagements.published.groups import NOT_TOLD, REST, TOTAL, Key, Places, Tally
from engagements.published.metric import Metric, Part


def counted(
    metric: Metric, period: Period, places: Places, only: Key | None = None
) -> dict[Key, Tally]:
    """By dimension and code, with TOTAL; of an open metric, REST holds what no visitor reads. With
    `only`, just the rows that are in it, and no REST."""
    found: dict[Key, Tally] = defaultdict(Tally, {TOTAL: Tally()})
    homes: dict[Any, Tally] = defaultdict(Tally)
    own = [(name.value, path) for name, path in metric.own.items()]
    for row in grouped(metric, period):
        is_rest = metric.is_open and not row.get("is_told")
        if only is not None and (is_rest or only not in keys_of(metric, row, places)):
            continue
        if is_rest:
            add(metric, row, [found[REST]])
            continue
        mine = [found[name, row[path] or NOT_TOLD] for name, path in own]
        add(metric, row, [homes[row[metric.organization]], *mine])
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
    told = {name: holds(condition) for name, condition in asked_of(metric).items()}
    paths = [metric.organization, metric.person, metric.each, *metric.own.values(), *told]
    keys = [path for path in dict.fromkeys(paths) if path]
    shown: Any = rows.annotate(**told).order_by()
    if metric.median:
        return shown.values(*keys, value=F(metric.median))
    return shown.values(*keys).annotate(**sums(metric))


def asked_of(metric: Metric) -> dict[str, Q]:
    """`is_told`: whether everybody reads the row by itself; `is_part_told`: whether they read also
    that it is in the metric's part, where that is another question."""
    asked = {"is_told": metric.told, "is_part_told": metric.part_told}
    return {name: condition for name, condition in asked.items() if condition is not None}


def holds(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False)


def sums(metric: Metric) -> dict[str, Any]:
    """`of`: all rows; `number`: those of the metric's part; `estimated`: those of all that are."""

    def total(condition: Q | None) -> BaseExpression:
        if metric.amount:
            return Sum(metric.amount, filter=condition, default=0)
        return Count("pk", filter=condition)

    found = {"of": total(None)}
    if metric.part is not None:
        found["number"] = total(metric.part)
    if metric.estimated is not None:
        found["estimated"] = total(metric.estimated)
    return found


def add(metric: Metric, row: dict[str, Any], tallies: list[Tally]) -> None:
    of, estimated = row.get("of", 1), row.get("estimated", 0)
    number = row.get("number", of)
    behind = behind_row(metric, row, number, of, estimated)
    home, person = row[metric.organization], row[metric.person] if metric.person else None
    for tally in tallies:
        tally.number += number
        tally.of += of
        tally.estimated += estimated
        if metric.median:
            value = row["value"]
            tally.values.append(value.days if isinstance(value, timedelta) else value)
        if metric.each:
            tally.each.add(row[metric.each])
        for part in behind:
            mine = tally.parts[part]
            mine.organizations.add(home)
            if person is not None:
                mine.people.add(person)


def behind_row(metric: Metric, row: dict[str, Any], number: Any, of: Any, estimated: Any) -> list:
    """The parts that it has something of which nobody reads by itself."""
    is_told = row.get("is_told", False)
    parts = [] if is_told or not of else [Part.OF]
    if row.get("is_part_told", is_told):
        return parts
    if metric.is_share:
        parts += [Part.NUMBER] * bool(number) + [Part.OTHERS] * (of != number)
    if metric.estimated is not None:
        parts += [Part.ESTIMATED] * bool(estimated) + [Part.COUNTED] * (of != estimated)
    return parts


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

"""Counts the rows of a metric: one query for a year and all its parts."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import product
from statistics import median
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When
from django.db.models.expressions import BaseExpression

from engagements.metrics.periods import Period
from engagements.published.groups import NOT_TOLD, REST, TOTAL, Key, Places, Tally
from engagements.published.metric import Metric, Part


class Untold(NamedTuple):
    """That there are rows of an organization and a person, in these of the metric's own dimensions,
    of which nobody reads by itself of what parts they are."""

    organization: Any
    person: Any
    own: tuple[str, ...]
    parts: tuple[Part, ...]


class Counts(NamedTuple):
    """`tallies`: by dimension and code, with TOTAL; of an open metric, REST holds what no visitor
    reads, and there is nothing else untold."""

    tallies: dict[Key, Tally]
    untold: set[Untold]


def counted(metric: Metric, period: Period, places: Places, only: Key | None = None) -> Counts:
    """With `only`, just the rows that are in it, and no REST."""
    untold: set[Untold] = set()
    found: dict[Key, Tally] = defaultdict(Tally, {TOTAL: Tally()})
    homes: dict[Any, Tally] = defaultdict(Tally)
    own = [(name.value, path) for name, path in metric.own.items()]
    for row in grouped(metric, period):
        is_rest = metric.is_open and not row.get("is_told")
        if only is not None and (is_rest or only not in keys_of(metric, row, places)):
            continue
        if is_rest:
            add(metric, row, [found[REST]])
            found[REST].note(untold_in(metric, row))
            continue
        mine = [found[name, row[path] or NOT_TOLD] for name, path in own]
        add(metric, row, [homes[row[metric.organization]], *mine])
        if not metric.is_open:
            untold.update(untold_in(metric, row))
    for home, tally in homes.items():
        found[TOTAL].include(tally)
        for key in of_organization(metric, home, places):
            found[key].include(tally)
    for tally in found.values():
        finish(tally, metric)
    return Counts(dict(found), untold)


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
    asked = {name: holds(condition) for name, condition in asked_of(metric).items()}
    paths = [metric.organization, metric.person, metric.each, *metric.own.values(), *asked]
    keys = [path for path in dict.fromkeys(paths) if path]
    shown: Any = rows.annotate(**asked).order_by()
    if metric.median:
        return shown.values(*keys, value=F(metric.median))
    return shown.values(*keys).annotate(**sums(metric))


def asked_of(metric: Metric) -> dict[str, Q]:
    """`is_told`: whether everybody reads the row by itself; `is_part_told`: whether they read also
    that it is in the metric's part, where that is another question; `is_part` and `is_estimated`,
    where both are asked, so that it is known which are both."""
    asked = {"is_told": metric.told, "is_part_told": metric.part_told}
    if metric.part is not None and metric.estimated is not None:
        asked |= {"is_part": metric.part, "is_estimated": metric.estimated}
    return {name: condition for name, condition in asked.items() if condition is not None}


def holds(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False)


def sums(metric: Metric) -> dict[str, Any]:
    """`of`: all rows; `number`: those of the metric's part; `estimated`: those of all that are."""

    def total(condition: Q | None) -> BaseExpression:
        if metric.amount:
            return Sum(metric.amount, filter=condition, default=0)
        return Count("pk", filter=condition)

    if metric.part is not None and metric.estimated is not None:
        return {"of": total(None)}
    if metric.part is not None:
        return {"of": total(None), "number": total(metric.part)}
    if metric.estimated is not None:
        return {"of": total(None), "estimated": total(metric.estimated)}
    return {"of": total(None)}


def amounts_in(row: dict[str, Any]) -> tuple[Any, Any, Any]:
    """`number`, `of` and `estimated`."""
    of = row.get("of", 1)
    number = row.get("number", of if row.get("is_part", True) else 0)
    return number, of, row.get("estimated", of if row.get("is_estimated") else 0)


def add(metric: Metric, row: dict[str, Any], tallies: list[Tally]) -> None:
    number, of, estimated = amounts_in(row)
    for tally in tallies:
        tally.number += number
        tally.of += of
        tally.estimated += estimated
        if metric.median:
            value = row["value"]
            tally.values.append(value.days if isinstance(value, timedelta) else value)
        if metric.each:
            tally.each.add(row[metric.each])


def untold_in(metric: Metric, row: dict[str, Any]) -> Iterator[Untold]:
    person = row[metric.person] if metric.person else None
    own = tuple(row[path] or NOT_TOLD for path in metric.own.values())
    for parts in parts_in(metric, row):
        yield Untold(row[metric.organization], person, own, parts)


def parts_in(metric: Metric, row: dict[str, Any]) -> Iterator[tuple[Part, ...]]:
    """The parts that each of its rows is of, without those of which everybody reads that."""
    number, of, estimated = amounts_in(row)
    is_told = row.get("is_told", False)
    whole = () if is_told else (Part.OF,)
    share: Sequence[tuple[Part, ...]] = [()]
    guess: Sequence[tuple[Part, ...]] = [()]
    if not row.get("is_part_told", is_told):
        if metric.is_share:
            share = [(Part.NUMBER,)] * bool(number) + [(Part.OTHERS,)] * (of != number)
        if metric.estimated is not None:
            guess = [(Part.ESTIMATED,)] * bool(estimated) + [(Part.COUNTED,)] * (of != estimated)
    return (whole + one + other for one, other in product(share, guess))


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

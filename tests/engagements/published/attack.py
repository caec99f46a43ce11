"""Somebody who reads all that is published, knows each organization's place, kind, languages and focus
areas as the directory tells them, and solves the equations that these make.

Unknown are the rows themselves, one by one. A told number is a sum of some of them: a line of a
matrix. What can be computed of a group of organizations, or of people, is a combination of lines in
which nothing of others is left; it is there if and only if the lines lose rank without the group."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from random import Random
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from engagements.metrics.periods import academic_period
from engagements.published.answers import Answer
from engagements.published.groups import NOT_TOLD, UNLISTED
from engagements.published.metric import Metric
from engagements.published.registry import METRICS
from engagements.published.scope import Scope
from engagements.published.telling import answer
from partners.models import Organization

PRIME = 1_000_003
LOT = Random(1)
Line = tuple[str, str, str]
"""Part of a number; dimension; code."""


def groups_of_figures() -> Iterator[list[Metric]]:
    """Those that are told where enough are behind them; figures of the same rows together."""
    found: dict[Any, list[Metric]] = defaultdict(list)
    for metric in METRICS.values():
        if not metric.is_open:
            found[metric.rows, metric.median].append(metric)
    yield from found.values()


def told(metric: Metric, found: Answer) -> Iterator[Line]:
    for dimension, cells in {"": (found.total,), **found.by}.items():
        for cell in cells:
            if not cell.is_hidden:
                yield metric.key if metric.is_share else "of", dimension, cell.code
            if cell.of is not None and metric.is_share:
                yield "of", dimension, cell.code
            if cell.estimated is not None and metric.estimated is not None:
                yield f"{metric.key} estimated", dimension, cell.code


class Equations:
    """A column for each kind of row: whose, and in which of the told numbers it is."""

    def __init__(self, figures: list[Metric], year: str) -> None:
        self.lines = sorted({
            line for metric in figures for line in told(metric, answer(metric.key, Scope(year)))
        })  # fmt: skip
        self.columns: dict[tuple[int, ...], set[tuple[Any, Any]]] = defaultdict(set)
        for who, numbers in rows_of(figures, year):
            column = tuple(int(line in numbers) for line in self.lines)
            if any(column):
                self.columns[column].add(who)
        self.solved = solve([list(line) for line in zip(*self.columns, strict=True)])

    def leaks(self, which: int, most: int) -> list[set[Any]]:
        """Groups of at most so many organizations (0) or people (1) of whom something is told: all of
        one and two, and of more as many as time allows, drawn by lot."""
        owners = [{who[which] for who in whose} for whose in self.columns.values()]
        small = sorted({one for whose in owners if len(whose) <= most for one in whose}, key=str)
        groups = [*combinations(small, 1), *combinations(small, 2)]
        for number in range(3, min(most, len(small)) + 1):
            groups += [tuple(LOT.sample(small, number)) for _time in range(150)]
        return [
            {*group}
            for group in groups
            if self.tells_of({at for at, whose in enumerate(owners) if whose <= {*group}})
        ]

    def tells_of(self, group: set[int]) -> bool:
        """Whether a combination of lines leaves nothing but these columns."""
        own = [line for pivot, line in self.solved.items() if pivot in group]
        rest = [[value for at, value in enumerate(line) if at not in group] for line in own]
        return len(solve(rest)) < len(own)


def solve(lines: list[list[int]]) -> dict[int, list[int]]:
    """Gauss and Jordan, modulo a prime: by the column that each line alone has."""
    solved: dict[int, list[int]] = {}
    for line in lines:
        for pivot, other in solved.items():
            if line[pivot]:
                line = minus(line, other, line[pivot])
        pivot = next((at for at, value in enumerate(line) if value), None)
        if pivot is not None:
            inverse = pow(line[pivot], -1, PRIME)
            line = [value * inverse % PRIME for value in line]
            for at, other in solved.items():
                if other[pivot]:
                    solved[at] = minus(other, line, other[pivot])
            solved[pivot] = line
    return solved


def minus(line: list[int], other: list[int], times: int) -> list[int]:
    return [(one - times * two) % PRIME for one, two in zip(line, other, strict=True)]


def rows_of(figures: list[Metric], year: str) -> Iterator[tuple[tuple[Any, Any], set[Line]]]:
    """Each row that nobody reads: of which organization and person, and in which numbers."""
    metric, places = figures[0], directory()
    for row, parts in rows_with_parts(figures, year):
        home = row[metric.organization]
        keys = {("", "")} | {
            (str(name), row[path] or NOT_TOLD) for name, path in metric.own.items()
        }
        for dimension in metric.dimensions:
            codes = places.get(home, {}).get(dimension, {UNLISTED})
            keys |= {(str(dimension), code) for code in codes}
        who = (home, row[metric.person] if metric.person else None)
        yield who, {(part, *key) for part in parts for key in keys}


def rows_with_parts(figures: list[Metric], year: str) -> Iterator[tuple[dict[str, Any], set[str]]]:
    """What is unknown of each row: that it is there, and of which part of a figure it is. Where all
    but the part is known, it may be of either."""
    metric = figures[0]
    rows = metric.rows(academic_period(year))
    if not isinstance(rows, QuerySet):
        for row in rows:
            yield row, {"of"} | ({metric.key} if row.get("number", 1) else set())
        return
    read = pks(rows, metric.told)
    paths = {"pk", metric.organization, *([metric.person] if metric.person else [])}
    parts = [one for metric in figures for one in parts_of(metric, rows, read)]
    for row in rows.order_by().values(*paths, *metric.own.values()):
        own = set() if row["pk"] in read else {"of"}
        yield row, own | {name for name, inside in parts if row["pk"] in inside}


def parts_of(metric: Metric, rows: Any, read: set[int]) -> Iterator[tuple[str, set[int]]]:
    known = read if metric.part_told is None else pks(rows, metric.part_told)
    if metric.part is not None:
        yield metric.key, (pks(rows, metric.part) | read) - known
    if metric.estimated is not None:
        yield f"{metric.key} estimated", pks(rows, metric.estimated) - known


def pks(rows: Any, condition: Q | None) -> set[int]:
    return set() if condition is None else {*rows.filter(condition).values_list("pk", flat=True)}


def directory() -> dict[int, dict[str, set[str]]]:
    """What the public directory tells of each organization."""
    found: dict[int, dict[str, set[str]]] = {}
    for one in Organization.objects.visible_to(AnonymousUser()):
        hoods = one.locations.filter(
            is_confidential=False, closed_on=None, neighborhood__isnull=False
        )
        found[one.pk] = {
            "neighborhood": {*hoods.values_list("neighborhood__slug", flat=True)} or {NOT_TOLD}
        }
        if one.publication in ("full", "public_source"):
            found[one.pk] |= {
                "kind": {one.kind},
                "language": {*one.languages.values_list("code", flat=True)} or {NOT_TOLD},
                "focus_area": {*one.focus_areas.values_list("slug", flat=True)} or {NOT_TOLD},
            }
    return found

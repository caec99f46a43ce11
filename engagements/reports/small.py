"""Small groups: figures about fewer than five people, and those from which one could be computed.

A report that leaves the house hides them. What is hidden is chosen so that no published total tells
it: in each sum at least two parts are hidden, and those hold at least five people together; nor do
all sums together.
"""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from fractions import Fraction
from typing import Any, NamedTuple

from engagements.published.hiding import SMALLEST

Key = Any


class Line(NamedTuple):
    """A sum that is published, and its parts."""

    total: Key
    parts: tuple[Key, ...]


def hidden(
    values: Mapping[Key, int],
    lines: Iterable[Line],
    never: AbstractSet[Key] = frozenset(),
    known: AbstractSet[Key] = frozenset(),
    unknown: AbstractSet[Key] = frozenset(),
) -> set[Key]:
    """Which of the numbers not to tell: from 1 to 4, and what they could be computed from. A zero is
    told, for it is about nobody. `never` are those that no report names; they are hidden first.
    `known` are told elsewhere, so that to hide them is of no use; `unknown` are hidden there, too."""

    def cost(key: Key) -> tuple[bool, int]:
        return key not in never, values[key]

    few = {key for key, number in values.items() if 0 < number < SMALLEST and key not in known}
    gone, asked = few | unknown, list(lines)
    while True:
        before = len(gone)
        for line in asked:
            mine = gone.intersection(line.parts)
            if line.total in unknown - few or (mine and mine <= unknown - few):
                continue  # What is about enough may be told by ours.
            gone.update(to_hide(line, values, gone, known, cost))
        if len(gone) > before:
            continue
        hid = gone | never
        leaks = computed(asked, hid) & few
        near = [line for line in asked if leaks & {line.total, *line.parts}]
        shut = hid | known
        told = told_in(near, values, shut) or told_in(asked, values, shut)
        if not (leaks and told):
            return gone
        gone.add(min(told, key=cost))


def told_in(lines: Iterable[Line], values: Mapping[Key, int], unknown: set[Key]) -> list[Key]:
    found = [key for line in lines for key in (*line.parts, line.total)]
    return [key for key in found if values.get(key) and key not in unknown]


def to_hide(
    line: Line,
    values: Mapping[Key, int],
    gone: set[Key],
    known: AbstractSet[Key],
    cost: Callable[[Key], Any],
) -> tuple[Key, ...]:
    """One number more, where what is told of a line tells too much: the smallest part that is still
    told, or else the total."""
    mine = [key for key in line.parts if key in gone]
    told = [key for key in line.parts if key not in gone | known and values.get(key)]
    if line.total in gone:  # All parts, if told, would tell it.
        return (min(told, key=cost),) if told and not mine else ()
    if not mine or (len(mine) > 1 and sum(values[key] for key in mine) >= SMALLEST):
        return ()
    if told:
        return (min(told, key=cost),)
    return () if line.total in known else (line.total,)


def computed(lines: Iterable[Line], gone: set[Key]) -> set[Key]:
    """What is hidden, and yet told by all lines together: solved as equations, whatever their
    numbers, they leave it alone on a row."""
    solved: dict[Key, dict[Key, Fraction]] = {}
    for line in lines:
        row = {key: Fraction(-1) for key in line.parts if key in gone}
        if line.total in gone:
            row[line.total] = Fraction(1)
        for key in [key for key in row if key in solved]:
            row = without(row, key, solved[key])
        if row:
            pivot, first = next(iter(row.items()))
            row = {key: number / first for key, number in row.items()}
            for key, other in solved.items():
                if pivot in other:
                    solved[key] = without(other, pivot, row)
            solved[pivot] = row
    return {key for key, row in solved.items() if len(row) == 1}


def without(row: dict[Key, Fraction], key: Key, known: dict[Key, Fraction]) -> dict:
    """The row less as much of another as takes the key out of it."""
    times = row[key]
    found = {one: row.get(one, Fraction()) - times * known.get(one, 0) for one in {**row, **known}}
    return {one: number for one, number in found.items() if number}

"""Small groups: figures about fewer than five people, and those from which one could be computed.

A report that leaves the house hides them. What is hidden is chosen so that no published total tells
it: in each sum at least two parts are hidden, and those hold at least five people together.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

SMALLEST = 5
Key = Any


class Line(NamedTuple):
    """A sum that is published, and its parts."""

    total: Key
    parts: tuple[Key, ...]


def hidden(values: Mapping[Key, int], lines: Iterable[Line]) -> set[Key]:
    """Which of the numbers not to tell: from 1 to 4, and what they could be computed from. A zero is
    told, for it is about nobody."""
    gone = {key for key, number in values.items() if 0 < number < SMALLEST}
    asked = list(lines)
    while more := next(filter(None, (to_hide(line, values, gone) for line in asked)), None):
        gone.add(more[0])
    return gone


def to_hide(line: Line, values: Mapping[Key, int], gone: set[Key]) -> tuple[Key] | None:
    """One number more, where the total and the other parts tell too much: the smallest part that is
    still told, or else the total."""
    mine = [key for key in line.parts if key in gone]
    if line.total in gone or not mine:
        return None
    if len(mine) > 1 and sum(values[key] for key in mine) >= SMALLEST:
        return None
    told = [key for key in line.parts if key not in gone and values.get(key)]
    return (min(told, key=lambda key: values[key]),) if told else (line.total,)

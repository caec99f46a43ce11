"""The address points of the fixtures, street by street."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from partners.geocoding.streets import street_key
from partners.geography import Point, meters_of_chord, unit_vector

APART_M = 1_500
"""Points of one name farther than this from all others of it are another street of that name."""

ASTRAY_M, ASTRAY_M_A_NUMBER = 150, 10
"""A house farther than this, and so much more for each number between, from all three whose numbers
are nearest to its own is a slip of the source."""


class House(NamedTuple):
    number: int
    point: Point
    zip: str


def meters(one: Point, other: Point) -> float:
    pairs = zip(unit_vector(one), unit_vector(other), strict=True)
    return meters_of_chord(sum((a - b) ** 2 for a, b in pairs))


@dataclass
class Street:
    """A street from end to end, through all the ZIP codes on its way."""

    name: str
    houses: list[House] = field(default_factory=list)

    @cached_property
    def zips(self) -> set[str]:
        return {house.zip for house in self.houses}

    @cached_property
    def ends(self) -> tuple[int, int]:
        """The lowest and the highest number known."""
        numbers = [house.number for house in self.houses]
        return min(numbers), max(numbers)

    def side(self, number: int) -> list[House]:
        """The houses of the number's side, odd or even, in order."""
        return [house for house in self.houses if (house.number - number) % 2 == 0]


def read_points(path: Path) -> dict[str, list[Street]]:
    """Key → the streets of that name, mostly one."""
    named: dict[str, list[House]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            point = Point(float(row["latitude"]), float(row["longitude"]))
            named[row["street"]].append(House(int(row["number"]), point, row["zip"]))
    streets: dict[str, list[Street]] = defaultdict(list)
    for name, houses in named.items():
        for group in together(sorted(houses)):
            kept = [house for house in group if not is_astray(house, group)]
            streets[street_key(name)].append(Street(name, kept))
    return dict(streets)


def together(houses: list[House]) -> Iterator[list[House]]:
    """The houses of one name in groups that lie apart, each by number."""
    left = list(houses)
    while left:
        group = [left.pop(0)]
        for house in group:  # grows while it is read
            near = [other for other in left if meters(house.point, other.point) <= APART_M]
            left = [other for other in left if other not in near]
            group += near
        yield sorted(group)


def is_astray(house: House, houses: Iterable[House]) -> bool:
    others = [other for other in houses if other is not house]
    nearest = sorted(others, key=lambda other: abs(other.number - house.number))[:3]
    return len(nearest) == 3 and all(
        meters(house.point, other.point)
        > ASTRAY_M + ASTRAY_M_A_NUMBER * abs(other.number - house.number)
        for other in nearest
    )

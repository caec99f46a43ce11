"""Streets for the built-in map, sketched from addresses: the odd and the even numbers of a street
are its two sides, and a line through either, in the order of the numbers, follows the street.

From fixtures/address_points.csv (City of Boston open data): a thinned sample of three ZIP areas, so
lines are rough, some streets are missing, and nothing may be measured on them.
"""

import csv
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise
from math import atan2, cos, degrees, hypot, radians
from typing import Any, NamedTuple

from django.conf import settings

GAP_M = 220
"""Neighbors in number that are farther apart belong to two stretches of the street."""

METERS_IN_A_DEGREE = 111_200
NAMED_FROM_M = 120
"""Stretches shorter than this are drawn without a name."""


class House(NamedTuple):
    street: str
    zip: str
    is_odd: bool
    number: int
    latitude: float
    longitude: float

    @property
    def at(self) -> list[float]:
        return [self.longitude, self.latitude]


@lru_cache(maxsize=1)
def streets() -> dict[str, Any]:
    """{"lines": [[[lon, lat], …], …], "names": [{"name", "at", "angle"}, …]}; read once."""
    runs = list(stretches(houses()))
    longest: dict[str, list[House]] = {}
    for run in runs:
        if length(run) > max(NAMED_FROM_M, length(longest.get(run[0].street, run[:1]))):
            longest[run[0].street] = run
    return {
        "lines": [[house.at for house in run] for run in runs],
        "names": [name_on(run) for _street, run in sorted(longest.items())],
    }


def houses() -> list[House]:
    """All address points, along each side of each street."""
    path = settings.FIXTURES_DIR / "address_points.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return sorted(
            House(
                row["street"],
                row["zip"],
                int(row["number"]) % 2 == 1,
                int(row["number"]),
                float(row["latitude"]),
                float(row["longitude"]),
            )
            for row in csv.DictReader(file)
        )


def stretches(rows: list[House]) -> Iterator[list[House]]:
    for _side, side in groupby(rows, key=lambda house: house[:3]):
        run: list[House] = []
        for house in side:
            if run and meters(run[-1], house) > GAP_M:
                yield from [run] if len(run) > 1 else []
                run = []
            run.append(house)
        yield from [run] if len(run) > 1 else []


def meters(one: House, other: House) -> float:
    """On a flat map, which is exact enough between neighbors."""
    east = (other.longitude - one.longitude) * cos(radians(one.latitude))
    return METERS_IN_A_DEGREE * hypot(other.latitude - one.latitude, east)


def length(run: list[House]) -> float:
    return sum(meters(one, other) for one, other in pairwise(run))


def name_on(run: list[House]) -> dict[str, Any]:
    """Where the name stands: the middle of the run, turned along it, never upside down."""
    middle = len(run) // 2
    start, end = run[max(0, middle - 2)], run[min(len(run) - 1, middle + 2)]
    east = (end.longitude - start.longitude) * cos(radians(start.latitude))
    angle = -degrees(atan2(end.latitude - start.latitude, east))
    upright = (angle + 90) % 180 - 90
    return {"name": run[0].street, "at": run[middle].at, "angle": round(upright)}

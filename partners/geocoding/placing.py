"""From a number and the houses known on its street to a point, and how precise that is."""

from itertools import pairwise
from typing import NamedTuple

from partners.enums import Precision
from partners.geocoding.points import House, Street, meters
from partners.geography import Point

GAP_M = 300
"""Neighbors farther apart than this say only along which stretch of the street a number lies."""

STRETCH_M = 800
"""And those farther apart than this do not say even that."""

BEYOND = 20
"""So far past the last known number a house is said to be near the last one: about 50 m."""

SHORT_STREET_M = 250
"""A street no longer than this is a place by itself, without a number."""


class Spot(NamedTuple):
    """Where a number is. house: the known one next to it, whose ZIP code it takes."""

    point: Point
    precision: Precision
    house: House


def place(street: Street, number: int, zips: frozenset[str] = frozenset()) -> Spot | None:
    """The listed point; else between its neighbors; else about where; else None.

    Only neighbors on the number's own side of the street make it INTERPOLATED. Where one of them is
    missing or far away it is STREET: between the neighbors of the other side, or at the last house.
    """
    listed = [house for house in street.houses if house.number == number]
    if listed:
        house = next((house for house in listed if house.zip in zips), listed[0])
        return Spot(house.point, Precision.EXACT, house)
    own = between(street.side(number), number, Precision.INTERPOLATED)
    if own and own.precision == Precision.INTERPOLATED:
        return own
    return (
        own or between(street.side(number + 1), number, Precision.STREET) or at_end(street, number)
    )


def between(houses: list[House], number: int, precision: Precision) -> Spot | None:
    for low, high in pairwise(houses):
        if low.number < number < high.number:
            gap = meters(low.point, high.point)
            share = (number - low.number) / (high.number - low.number)
            point = along(low.point, high.point, share)
            nearer = low if share <= 0.5 else high
            told = precision if gap <= GAP_M else Precision.STREET
            return Spot(point, told, nearer) if gap <= STRETCH_M else None
    return None


def along(start: Point, end: Point, share: float) -> Point:
    return Point(
        round(start.latitude + (end.latitude - start.latitude) * share, 6),
        round(start.longitude + (end.longitude - start.longitude) * share, 6),
    )


def at_end(street: Street, number: int) -> Spot | None:
    """The last house, for a number a little past it."""
    last = min(street.houses, key=lambda house: abs(house.number - number))
    low, high = street.ends
    if low <= number <= high or abs(last.number - number) > BEYOND:
        return None
    return Spot(last.point, Precision.STREET, last)


def middle(street: Street) -> Spot | None:
    """The house in the middle of a short street; None for one that is too long to be a place."""
    ends = street.houses[0], street.houses[-1]
    house = street.houses[len(street.houses) // 2]
    if max(meters(house.point, end.point) for end in ends) > SHORT_STREET_M / 2:
        return None
    return Spot(house.point, Precision.STREET, house)

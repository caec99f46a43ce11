"""Where an organization is said to be, and whether two such sayings mean the same place."""

from enum import IntEnum
from typing import NamedTuple

from partners.geography import Point, chord_of_meters, unit_vector
from partners.importing.resembling import address_key

NEAR_M = 100

NEAR_CHORD = chord_of_meters(NEAR_M)


class Site(NamedTuple):
    """address and zip: as they compare, or blanks; a city alone is no site."""

    address: str
    zip: str
    point: Point | None


NOWHERE = Site("", "", None)


class Relation(IntEnum):
    """From close to far; NEAR is within NEAR_M meters, UNKNOWN where too little is said."""

    SAME = 1
    NEAR = 2
    UNKNOWN = 3
    APART = 4


def site_of(address: str, zip_code: str, latitude: float | None, longitude: float | None) -> Site:
    has_point = latitude is not None and longitude is not None
    point = Point(latitude, longitude) if has_point else None  # type: ignore[arg-type]
    return Site(address_key(address), zip_code[:5], point)


def relation(one: Site, other: Site) -> Relation:
    have_addresses = one.address and other.address
    zips_agree = not (one.zip and other.zip) or one.zip == other.zip
    if have_addresses and one.address == other.address and zips_agree:
        return Relation.SAME
    if have_addresses and not zips_agree:
        return Relation.APART
    if one.point and other.point:
        return Relation.NEAR if is_near(one.point, other.point) else Relation.APART
    return Relation.APART if have_addresses or not zips_agree else Relation.UNKNOWN


def is_near(one: Point, other: Point) -> bool:
    pairs = zip(unit_vector(one), unit_vector(other), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) <= NEAR_CHORD

"""A point from two cells as people and programs write them; never one that was merely guessed."""

import re

from django.utils.translation import gettext as _

from partners.geography import HOME, Point, point_problem

NUMBER = re.compile(
    r"(?P<before>[NSEW])?\s*(?P<number>[-−+]?\d{1,12}([.,]\d*)?)\s*°?\s*(?P<after>[NSEW])?\Z",
    re.IGNORECASE | re.ASCII,
)
ENDS = {"latitude": "NS", "longitude": "EW"}
FEWEST_DECIMALS = 3
"""Two decimals are up to a kilometer."""


class PointError(ValueError):
    """A column, and a sentence on why the cells make no point."""


def point_of(latitude: str, longitude: str, state: str = "") -> tuple[Point, str]:
    """The point, and a remark where it should be looked at. Raises PointError.

    state: what the address says, with which the point has to agree.
    """
    cells = {"latitude": latitude, "longitude": longitude}
    point = Point(*(number_of(column, cell) for column, cell in cells.items()))
    if problem := point_problem(*point) or mistake(point):
        raise PointError("latitude", str(problem))
    if not is_at_home(point):
        if state == "MA":
            sentence = _("This point is outside Massachusetts, and the address is not.")
            raise PointError("latitude", sentence)
        return point, _("This point is outside Massachusetts: please look at it.")
    if max(map(decimals, cells.values())) < FEWEST_DECIMALS:
        return point, _("This point has few decimals: it may be a kilometer off.")
    return point, ""


def number_of(column: str, cell: str) -> float:
    if not cell:
        raise PointError(column, _("A point has two numbers; this one is missing."))
    match = NUMBER.match(cell)
    if not match:
        sentence = _("“%(text)s” is not a number such as 42.331600; a point has two.")
        raise PointError(column, sentence % {"text": cell[:60]})
    number = float(match["number"].replace(",", ".").replace("−", "-"))
    end = (match["before"] or match["after"] or "").upper()
    if end and end not in ENDS[column]:
        raise PointError(column, _("“%s” is the other coordinate.") % cell[:60])
    return -abs(number) if end in ("S", "W") else number


def is_at_home(point: Point) -> bool:
    in_height = HOME.south <= point.latitude <= HOME.north
    return in_height and HOME.west <= point.longitude <= HOME.east


def mistake(point: Point) -> str:
    """What a point that could be one surely is not, as a sentence."""
    if 0 in point:
        return _("A zero usually means that no point was found.")
    if is_at_home(Point(-point.latitude, point.longitude)):
        return _("Latitude has a minus sign too many: here it is about 42.")
    if is_at_home(Point(point.latitude, -point.longitude)):
        return _("Longitude has lost its minus sign: here it is about -71.")
    return ""


def decimals(cell: str) -> int:
    _whole, _sign, rest = cell.replace(",", ".").partition(".")
    return sum(letter.isdigit() for letter in rest)

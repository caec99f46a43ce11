"""What an address asks for: read once, refused with a sentence where it is not understood."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

from django.http import QueryDict
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.opendata.features.refusals import Refused
from occme.numbers import LONGEST, plain_number
from occme.rest.resources import unknown_parameters
from partners.geography import Box

LIMIT, LIMIT_MOST = 100, 10_000
OF_EVERY_ADDRESS = {"f"}
OF_ITEMS = OF_EVERY_ADDRESS | {"bbox", "datetime", "limit", "offset", "after"}
NUMBER_LONGEST = 40

DAY = re.compile(r"(\d{4}-\d{2}-\d{2})T?", re.ASCII)  # GDAL leaves the T where there is no time.
MOMENT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})", re.ASCII | re.IGNORECASE
)

BOX_TAKES = gettext_lazy(
    "bbox: It takes west,south,east,north in degrees, such as -71.12,42.31,-71.07,42.34, with the "
    "lowest height after south and the highest at the end if you like."
)

Days = tuple[date | None, date | None]
"""From and to, both included; None where it is open."""


@dataclass(frozen=True)
class Query:
    """Which features of a collection. `boxes` are two where one crosses the antimeridian."""

    limit: int = LIMIT
    offset: int = 0
    after: int | None = None
    boxes: tuple[Box, ...] = ()
    days: Days | None = None


def given(asked: QueryDict, name: str) -> str:
    """The value of a parameter; empty where it is not there."""
    return str(asked.get(name, ""))


def refuse_unknown(asked: QueryDict, known: set[str]) -> None:
    """Also what is given twice, given empty, or asks for a format that there is not."""
    unknown = unknown_parameters(asked, known)
    problems = [sentence for sentences in unknown.values() for sentence in sentences]
    for name in (name for name in asked if name in known):
        if len(asked.getlist(name)) > 1:
            problems.append(_("%(name)s: It is given more than once.") % {"name": name})
        elif not given(asked, name).strip():
            problems.append(_("%(name)s: It is given without a value.") % {"name": name})
    if asked.get("f", "json") != "json":
        problems.append(_("f: It takes json."))
    if problems:
        raise Refused(" ".join(problems))


def read(asked: QueryDict) -> Query:
    """The parameters that every collection takes, after `refuse_unknown`."""
    return Query(
        limit=limit(given(asked, "limit")) if "limit" in asked else LIMIT,
        offset=number(asked, "offset") or 0,
        after=number(asked, "after"),
        boxes=boxes(given(asked, "bbox")) if "bbox" in asked else (),
        days=days(given(asked, "datetime")) if "datetime" in asked else None,
    )


def limit(text: str) -> int:
    """More than the most means the most (17-069r4, 7.15.2)."""
    if not (text.isascii() and text.isdigit()) or not text.strip("0"):
        sentence = _("limit: It takes a whole number from 1; more than %(most)d are never sent.")
        raise Refused(sentence % {"most": LIMIT_MOST})
    return min(plain_number(text) or LIMIT_MOST, LIMIT_MOST)


def number(asked: QueryDict, name: str) -> int | None:
    if name not in asked:
        return None
    found = plain_number(given(asked, name))
    if found is None:
        sentence = _("%(name)s: It takes a whole number from 0, of at most %(most)d digits.")
        raise Refused(sentence % {"name": name, "most": LONGEST})
    return found


def boxes(text: str) -> tuple[Box, ...]:
    """Of six numbers the heights are left out: no feature has one, so any height meets it."""
    numbers = [number_of(part) for part in text.split(",", 6)]
    if len(numbers) == 6:
        bottom, top = numbers.pop(2), numbers.pop(4)
        if not (isfinite(bottom) and isfinite(top)) or bottom > top:
            raise Refused(_("bbox: The third number is the lowest height, the sixth the highest."))
    if len(numbers) != 4:
        raise Refused(BOX_TAKES)
    west, south, east, north = numbers
    if not (abs(west) <= 180 and abs(east) <= 180 and abs(south) <= 90 and abs(north) <= 90):
        raise Refused(BOX_TAKES)
    if south > north:
        raise Refused(_("bbox: South lies below north. %(takes)s") % {"takes": BOX_TAKES})
    if west > east:
        return Box(west, south, 180, north), Box(-180, south, east, north)
    return (Box(west, south, east, north),)


def number_of(text: str) -> float:
    """Not a number where it is none, which meets no limit."""
    try:
        return float(text) if text.isascii() and len(text) <= NUMBER_LONGEST else float("nan")
    except ValueError:
        return float("nan")


def days(text: str) -> Days:
    """A moment, a day, or an interval of them that may be open: the days of Boston it touches."""
    begin, slash, end = text.partition("/")
    if not slash:
        return day(begin), day(begin)
    found = (None if begin in ("", "..") else day(begin), None if end in ("", "..") else day(end))
    if found[0] and found[1] and found[0] > found[1]:
        raise Refused(_("datetime: The interval ends before it begins."))
    return found


def day(text: str) -> date:
    try:
        if whole := DAY.fullmatch(text):
            return date.fromisoformat(whole[1])
        if MOMENT.fullmatch(text):
            moment = datetime.fromisoformat(text.upper())
            return moment.astimezone(get_default_timezone()).date()
    except (ValueError, OverflowError):
        pass
    raise Refused(
        _(
            "datetime: It takes a moment as 2026-09-01T12:00:00Z, a day as 2026-09-01, or an "
            "interval of them with / between, .. where it is open."
        )
    )

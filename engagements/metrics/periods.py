"""Periods that figures are for: academic years, their two halves, and calendar years."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

FIRST_MONTH = 7
"""An academic year runs from July 1 to June 30, as the fiscal year of the university does."""
YEARS_OFFERED = 5
NAMED = re.compile(r"(20[0-9]{2})(-[0-9]{2}|-fall|-spring)?")


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    @property
    def days(self) -> tuple[date, date]:
        return self.first, self.last


ALWAYS = Period(date.min, date.max)


def period_named(name: str) -> Period | None:
    """“2026-27”: an academic year; “2026-fall”, “2027-spring”: its halves, which add up to it;
    “2026”: a calendar year. None for anything else."""
    found = NAMED.fullmatch(name)
    if not found:
        return None
    year = int(found[1])
    match found[2] or "":
        case "":
            return Period(date(year, 1, 1), date(year, 12, 31))
        case "-fall":
            return Period(date(year, FIRST_MONTH, 1), date(year, 12, 31))
        case "-spring":
            return Period(date(year, 1, 1), date(year, FIRST_MONTH - 1, 30))
    return academic_period(name) if name == academic_year_from(year) else None


def academic_period(name: str) -> Period:
    """Of an academic year, by its name."""
    year = int(name[:4])
    return Period(date(year, FIRST_MONTH, 1), date(year + 1, FIRST_MONTH - 1, 30))


def academic_year(day: date) -> str:
    """The name of the academic year that the day is in."""
    return academic_year_from(day.year if day.month >= FIRST_MONTH else day.year - 1)


def academic_year_from(year: int) -> str:
    """The name of the one that begins in the calendar year."""
    return f"{year}-{(year + 1) % 100:02}"


def half_year(day: date) -> str:
    """The name of the half of an academic year that the day is in."""
    return f"{day.year}-{'fall' if day.month >= FIRST_MONTH else 'spring'}"


def label_of(name: str) -> str:
    """A period's name in words."""
    year, _dash, part = name.partition("-")
    match part:
        case "":
            return _("Calendar year %(year)s") % {"year": year}
        case "fall":
            return _("Fall term %(year)s") % {"year": year}
        case "spring":
            return _("Spring term %(year)s") % {"year": year}
    return _("Academic year %(year)s") % {"year": f"{year}–{part}"}


def periods_offered(today: date | None = None) -> Iterator[tuple[str, str]]:
    """Name and words of the periods to choose from, the newest first of each kind."""
    today = today or localdate()
    back = range(YEARS_OFFERED)
    names = [academic_year(date(today.year - n, today.month, 1)) for n in back]
    terms = [half_year(date(today.year - n, today.month, 1)) for n in back]
    for name in terms:
        year, _dash, part = name.partition("-")
        other = f"{year}-spring" if part == "fall" else f"{int(year) - 1}-fall"
        names += [name, other]
    names += [str(today.year - n) for n in back]
    for name in names:
        yield name, label_of(name)

"""Days that come again: when a promise is due, and when an agreement is to be reviewed."""

from calendar import monthrange
from datetime import date, timedelta

from engagements.enums import Rhythm

MONTHS = {
    Rhythm.MONTHLY: 1,
    Rhythm.QUARTERLY: 3,
    Rhythm.HALF_YEARLY: 6,
    Rhythm.YEARLY: 12,
}


def months_later(day: date, months: int) -> date:
    """The same day of a later month; the last one, where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_days(every: str, first: date | None, starts_on: date, ends_on: date) -> list[date]:
    """One day for each period of a term. Without a first day, each period ends with one: a monthly
    promise that starts on September 1 is due on September 30 first."""
    if every == Rhythm.ONCE:
        return [first or ends_on]
    days: list[date] = []
    number = 0 if first else 1
    while (day := nth(every, first or starts_on, number, is_end=first is None)) <= ends_on:
        days.append(day)
        number += 1
    return days or [ends_on]


def nth(every: str, first: date, number: int, *, is_end: bool) -> date:
    if every == Rhythm.WEEKLY:
        day = first + timedelta(weeks=number)
    else:
        day = months_later(first, MONTHS[Rhythm(every)] * number)
    return day - timedelta(days=1) if is_end else day

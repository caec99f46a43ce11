"""When an engagement happens, in the terms of a recurrence rule (RFC 5545).

HSDS wants each hour with its distance from UTC, and one schedule has one: an hour of the week that
goes on across a change of clocks is told by one schedule for each stretch between the changes.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from engagements.opendata.hsds.ids import part
from engagements.opendata.hsds.objects import Object, filled

ZONE = ZoneInfo(settings.TIME_ZONE)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAYS_MOST = 3 * 366
"""What is told of an engagement that takes longer ends there: `valid_to` says so."""

HOUR = timedelta(hours=1)


def schedules(row: Any) -> list[Object]:
    """Of an engagement: one for each of its times of the week; where it has none, its days."""
    found = [one for slot in row.slots.all() for one in weekly(row, slot)]
    return found or [filled(common(row, "days") | {"description": row.schedule})]


def common(row: Any, name: str) -> Object:
    return {
        "id": part(row.public_id, f"schedule:{name}"),
        "service_id": str(row.public_id),
        "dtstart": row.starts_on.isoformat(),
        "until": row.ends_on.isoformat(),
    }


def weekly(row: Any, slot: Any) -> Iterator[Object]:
    first = row.starts_on + timedelta(days=(slot.weekday - row.starts_on.isoweekday()) % 7)
    if first > row.ends_on:
        return
    for since, until, offset in stretches(row.starts_on, row.ends_on):
        name = f"{slot.weekday}:{slot.starts_at:%H%M}:{since}"
        yield filled(
            common(row, name)
            | {
                "valid_from": since.isoformat(),
                "valid_to": until.isoformat(),
                "dtstart": first.isoformat(),
                "timezone": offset / HOUR,
                "freq": "WEEKLY",
                "interval": 1,
                "byday": DAYS[slot.weekday - 1],
                "description": row.schedule,
                "opens_at": clock(slot.starts_at, offset),
                "closes_at": clock(slot.ends_at, offset),
            }
        )


def clock(hour: time, offset: timedelta) -> str:
    """Such as 09:00-05:00."""
    minutes = int(abs(offset).total_seconds()) // 60
    sign = "-" if offset < timedelta() else "+"
    return f"{hour:%H:%M}{sign}{minutes // 60:02}:{minutes % 60:02}"


@lru_cache(maxsize=1_000)
def stretches(first: date, last: date) -> list[tuple[date, date, timedelta]]:
    """The days from first to last, by distance from UTC at noon: first day, last day, distance."""
    count = min((last - first).days + 1, DAYS_MOST)
    days = [first + timedelta(days=number) for number in range(count)]
    groups = (list(group) for _offset, group in groupby(days, key=offset_on))
    return [(group[0], group[-1], offset_on(group[0])) for group in groups]


def offset_on(day: date) -> timedelta:
    return datetime.combine(day, time(12), ZONE).utcoffset() or timedelta()

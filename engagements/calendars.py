"""Calendars (iCalendar, RFC 5545), in Boston's time: a student's placements, and open engagements.

Each time of the week is one event that repeats, so that it stays at its hour across clock changes.
An event keeps its UID as long as its placement or engagement, weekday and hour are the same. A
placement that was cancelled stays in its student's calendar, and says so; from the public one an
engagement that is open no more is gone.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vRecur

from engagements.enums import SEATED, EngagementStatus, PlacementStatus
from engagements.models import Engagement, Placement, Slot, StatusChange, StudentProfile
from partners.models import Location
from partners.sheets import CHUNK
from partners.workbooks import UNWRITABLE

ZONE = ZoneInfo(settings.TIME_ZONE)
UTC = ZoneInfo("UTC")
ENDED = (PlacementStatus.WITHDRAWN_BY_STUDENT, PlacementStatus.WITHDRAWN_BY_PARTNER)


class Happening(NamedTuple):
    """What a calendar tells of an engagement, or of a placement in it."""

    uid: str
    engagement: Engagement
    first: date
    last: date
    path: str
    changed_at: datetime
    lines: int
    """How often it was written."""
    is_cancelled: bool = False
    about: str = ""


def calendar_of(student: StudentProfile) -> bytes:
    """Of all placements that have a seat, or had one."""
    return written("Placements", _("My placements"), map(placed, placements(student)))


def public_calendar(engagements: Any) -> bytes:
    """Of engagements that a visitor may see."""
    places = Location.objects.visible_to(AnonymousUser())
    rows = (
        engagements.with_opening()
        .select_related("organization")
        .prefetch_related("slots", Prefetch("location", places))
        .annotate(lines=lines_of(Engagement, "pk"))
        .order_by("starts_on", "pk")
        .iterator(chunk_size=CHUNK)  # SQLite does not read the places of many more together.
    )
    return written("Engagements", _("Open engagements of OCCME"), map(offered, rows))


def written(product: str, name: str, happenings: Iterable[Happening]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", f"-//OCCME tracker//{product}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for happening in happenings:
        for event in events(happening):
            calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def placed(placement: Any) -> Happening:
    return Happening(
        f"placement-{placement.pk}",
        placement.engagement,
        placement.first_day,
        placement.last_day,
        placement.get_absolute_url(),
        placement.since_at,
        placement.lines,
        is_cancelled(placement),
    )


def offered(engagement: Any) -> Happening:
    with_whom = _("With %(organization)s") % {"organization": engagement.organization.name}
    return Happening(
        f"engagement-{engagement.pk}",
        engagement,
        engagement.starts_on,
        engagement.ends_on,
        engagement.get_absolute_url(),
        engagement.changed_at,
        engagement.lines,
        about="\n\n".join(filter(None, [with_whom, engagement.description])),
    )


def placements(student: StudentProfile):
    """With `lines`, how often they or their engagement were written; places only where the student
    may see them."""
    confirmed = StatusChange.objects.filter(
        placement=OuterRef("pk"), after=PlacementStatus.CONFIRMED
    )
    rows = Placement.objects.filter(
        Q(status__in=SEATED) | Q(Exists(confirmed), status__in=ENDED), student=student
    )
    places = Location.objects.visible_to(student.user)
    return (
        rows.select_related("engagement")
        .prefetch_related("engagement__slots", Prefetch("engagement__location", places))
        .annotate(lines=lines_of(Placement, "pk") + lines_of(Engagement, "engagement"))
    )


def lines_of(model: Any, path: str) -> Coalesce:
    lines = model.history.filter(id=OuterRef(path)).order_by().values("id")
    return Coalesce(Subquery(lines.annotate(number=Count("pk")).values("number")), 0)


def is_cancelled(placement: Placement) -> bool:
    return placement.status in ENDED or placement.engagement.status == EngagementStatus.CANCELLED


def events(happening: Happening) -> Iterator[Event]:
    """Its times of the week, and its first and last day; of what takes one day, that day."""
    times = [(slot, first_day(happening, slot)) for slot in happening.engagement.slots.all()]
    held = [weekly(happening, slot, first) for slot, first in times if first]
    yield from held
    if happening.first < happening.last:
        yield all_day(happening, "first", _("First day: %(title)s"), happening.first)
        yield all_day(happening, "last", _("Last day: %(title)s"), happening.last)
    elif not held:
        yield all_day(happening, "first", "%(title)s", happening.first)


def first_day(happening: Happening, slot: Slot) -> date | None:
    """The slot's weekday on or after the first day; None where it comes too late."""
    ahead = (slot.weekday - happening.first.isoweekday()) % 7
    day = happening.first + timedelta(days=ahead)
    return day if day <= happening.last else None


def weekly(happening: Happening, slot: Slot, first: date) -> Event:
    name = f"{slot.weekday}-{slot.starts_at:%H%M}"
    event = begun(happening, name, happening.engagement.title)
    event.add("dtstart", datetime.combine(first, slot.starts_at, ZONE))
    event.add("dtend", datetime.combine(first, slot.ends_at, ZONE))
    last = datetime.combine(happening.last, slot.ends_at, ZONE)
    event.add("rrule", vRecur({"freq": "weekly", "until": last.astimezone(UTC)}))
    return event


def all_day(happening: Happening, name: str, words: str, day: date) -> Event:
    event = begun(happening, name, words % {"title": happening.engagement.title})
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def begun(happening: Happening, name: str, title: str) -> Event:
    """What all its events have in common."""
    event = Event()
    event.add("uid", f"{happening.uid}-{name}@occme-tracker")
    event.add("dtstamp", happening.changed_at.astimezone(UTC))
    event.add("sequence", happening.lines)
    event.add("summary", writable(title))
    event.add("status", "CANCELLED" if happening.is_cancelled else "CONFIRMED")
    event.add("url", f"{settings.SITE_URL}{happening.path}")
    if happening.about:
        event.add("description", writable(happening.about))
    if place := happening.engagement.location:
        event.add("location", writable(str(place.address or place.name)))
    return event


def writable(text: str) -> str:
    """The text without what calendars and XML cannot hold."""
    return UNWRITABLE.sub("", text)

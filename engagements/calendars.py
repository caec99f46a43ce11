"""A student's placements as a calendar (iCalendar, RFC 5545), in Boston's time.

Each time of the week is one event that repeats, so that it stays at its hour across clock changes.
An event keeps its UID as long as its placement, weekday and hour are the same; what was cancelled
stays in it, and says so.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, Subquery
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vRecur

from engagements.enums import SEATED, EngagementStatus, PlacementStatus
from engagements.models import Engagement, Placement, Slot, StatusChange, StudentProfile
from partners.models import Location

ZONE = ZoneInfo(settings.TIME_ZONE)
UTC = ZoneInfo("UTC")
ENDED = (PlacementStatus.WITHDRAWN_BY_STUDENT, PlacementStatus.WITHDRAWN_BY_PARTNER)


def calendar_of(student: StudentProfile) -> bytes:
    """Of all placements that have a seat, or had one."""
    calendar = Calendar()
    calendar.add("prodid", "-//OCCME tracker//Placements//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("My placements"))
    for placement in placements(student):
        for event in events(placement):
            calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


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


def lines_of(model: Any, path: str) -> Subquery:
    lines = model.history.filter(id=OuterRef(path)).order_by().values("id")
    return Subquery(lines.annotate(number=Count("pk")).values("number"))


def is_cancelled(placement: Placement) -> bool:
    return placement.status in ENDED or placement.engagement.status == EngagementStatus.CANCELLED


def events(placement: Placement) -> Iterator[Event]:
    for slot in placement.engagement.slots.all():
        if first := first_day(placement, slot):
            yield weekly(placement, slot, first)
    yield all_day(placement, "first", _("First day: %(title)s"), placement.first_day)
    yield all_day(placement, "last", _("Last day: %(title)s"), placement.last_day)


def first_day(placement: Placement, slot: Slot) -> date | None:
    """The slot's weekday on or after the placement's first day; None where it comes too late."""
    ahead = (slot.weekday - placement.first_day.isoweekday()) % 7
    day = placement.first_day + timedelta(days=ahead)
    return day if day <= placement.last_day else None


def weekly(placement: Placement, slot: Slot, first: date) -> Event:
    event = begun(placement, f"{slot.weekday}-{slot.starts_at:%H%M}", placement.engagement.title)
    event.add("dtstart", datetime.combine(first, slot.starts_at, ZONE))
    event.add("dtend", datetime.combine(first, slot.ends_at, ZONE))
    last = datetime.combine(placement.last_day, slot.ends_at, ZONE)
    event.add("rrule", vRecur({"freq": "weekly", "until": last.astimezone(UTC)}))
    if place := placement.engagement.location:
        event.add("location", str(place.address or place.name))
    return event


def all_day(placement: Placement, name: str, words: str, day: date) -> Event:
    event = begun(placement, name, words % {"title": placement.engagement.title})
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def begun(placement: Any, name: str, title: str) -> Event:
    """What all events of a placement have in common."""
    event = Event()
    event.add("uid", f"placement-{placement.pk}-{name}@occme-tracker")
    event.add("dtstamp", placement.since_at.astimezone(UTC))
    event.add("sequence", placement.lines)
    event.add("summary", title)
    event.add("status", "CANCELLED" if is_cancelled(placement) else "CONFIRMED")
    event.add("url", f"{settings.SITE_URL}{placement.get_absolute_url()}")
    return event

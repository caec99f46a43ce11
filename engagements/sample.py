"""The invented engagements of fixtures/sample_engagements.json, for trying the tracker out.

Days are counted from today, so that the sample never grows old.
"""

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone
from django.utils.timezone import localdate

from engagements.enums import Basis, HourKind, HourStatus, Through
from engagements.models import (
    Clearance,
    Engagement,
    HourEntry,
    Outcome,
    Placement,
    Prerequisite,
    Prompt,
    Reflection,
    Slot,
    StatusChange,
    StudentProfile,
)
from engagements.searches import save_search
from occme.accounts.models import User
from partners.models import Language, Location, Organization, Priority

DAYS = ("starts_on", "ends_on")
NESTED = ("organization", "priority", "location", "languages", "prerequisites", "slots",
          "placements", "outcomes", "proposed_by")  # fmt: skip


def add_engagements() -> int:
    """Adds those that never were here; returns how many."""
    file = settings.FIXTURES_DIR / "sample_engagements.json"
    sample = json.loads(file.read_text(encoding="utf-8"))
    for fields in sample["prerequisites"]:
        Prerequisite.objects.get_or_create(slug=fields["slug"], defaults=fields)
    for fields in sample["prompts"]:
        Prompt.objects.get_or_create(text=fields["text"], defaults=fields)
    for fields in sample["clearances"]:
        add_clearance(fields)
    added = sum(add_engagement(fields) for fields in sample["engagements"])
    for fields in sample["saved_searches"] if added else ():
        save_search(QueryDict(fields["query"]), by=student(fields["student"]).user)
    return added


def day(count: int | None) -> Any:
    return None if count is None else localdate() + timedelta(days=count)


def student(email: str) -> StudentProfile:
    return StudentProfile.objects.get(user__email=email)


def add_clearance(fields: dict) -> None:
    days = {name: day(fields.get(name)) for name in ("done_on", "valid_until")}
    prerequisite = Prerequisite.objects.get(slug=fields["prerequisite"])
    own = Clearance.objects.filter(student=student(fields["student"]))
    own.get_or_create(student=student(fields["student"]), prerequisite=prerequisite, defaults=days)


def add_engagement(fields: dict) -> bool:
    organization = Organization.objects.filter(name=fields["organization"]).first()
    if organization is None or Engagement.history.filter(title=fields["title"]).exists():
        return False
    own = {name: value for name, value in fields.items() if name not in NESTED}
    own |= {name: day(fields[name]) for name in DAYS}
    engagement = Engagement(organization=organization, **own)
    engagement.priority = Priority.objects.filter(
        organization=organization, title=fields.get("priority")
    ).first()
    engagement.location = Location.objects.filter(
        organization=organization, name=fields.get("location", "–")
    ).first()
    if proposer := fields.get("proposed_by"):
        engagement.proposed_by = student(proposer)
    engagement.full_clean()
    engagement.save()
    engagement.languages.set(Language.objects.filter(code__in=fields["languages"]))
    engagement.prerequisites.set(Prerequisite.objects.filter(slug__in=fields["prerequisites"]))
    for weekday, starts_at, ends_at in fields.get("slots", []):
        slot: Any = Slot(
            engagement=engagement, weekday=weekday, starts_at=starts_at, ends_at=ends_at
        )
        slot._history_date = engagement.history.latest().history_date  # Parts are of that moment.
        slot.save()
    for column, expected, achieved, basis in fields.get("outcomes", []):
        Outcome.objects.create(
            engagement=engagement, column=column, expected=expected, achieved=achieved, basis=basis
        )
    for seat in fields["placements"]:
        add_placement(engagement, seat)
    return True


def add_placement(engagement: Engagement, fields: dict) -> None:
    moment = timezone.now() + timedelta(days=fields["since"])
    own = {name: fields[name] for name in ("status", "waits_on", "rank", "statement")}
    placement = Placement(
        engagement=engagement, student=student(fields["student"]), since_at=moment, **own
    )
    placement.full_clean()
    placement.save()
    partner = User.objects.filter(memberships__organization=engagement.organization).first()
    if placement.status != "applied" and partner:
        StatusChange.objects.create(
            placement=placement,
            step="offer",
            before="applied",
            after="offered",
            waited_on="partner",
            by=partner,
            through=Through.ACCOUNT,
            at=moment,
        )
    for on, minutes, kind, status, note, *basis in fields.get("hours", []):
        sure = partner if status == HourStatus.CONFIRMED else None
        add_hours(placement, on, minutes, kind, note, *basis, status=status, partner=sure)
    for on, minutes, note in fields.get("supervision", []):
        add_hours(placement, on, minutes, HourKind.SUPERVISION, note)
    prompts = list(Prompt.objects.order_by("position"))
    for position, text, sharing in fields.get("reflections", []):
        Reflection.objects.create(
            placement=placement, prompt=prompts[position], text=text, sharing=sharing
        )


def add_hours(placement: Placement, on: int, minutes: int, kind: str, note: str, basis: str = Basis.ACTUAL, *, status: str = HourStatus.LOGGED, partner: User | None = None) -> None:  # fmt: skip
    entry = HourEntry(
        placement=placement,
        worked_on=day(on),
        minutes=minutes,
        kind=kind,
        basis=basis,
        note=note,
        status=status,
        confirmed_by=partner,
        confirmed_through=Through.ACCOUNT if partner else "",
    )
    entry.full_clean()
    entry.save()

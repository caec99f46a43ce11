"""Everything that is kept about a student, for the student: to read, to download, to have corrected."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from engagements.enums import Basis, HourStatus
from engagements.models import (
    HourEntry,
    Notice,
    Placement,
    Reflection,
    StatusChange,
    StudentProfile,
)
from engagements.policies import placement_fields

HOUR_COLUMNS = (
    "day", "organization", "engagement", "kind", "minutes", "hours", "basis", "status", "note",
)  # fmt: skip


@dataclass
class Sum:
    """Minutes; `estimated` and `confirmed` are parts of `given`."""

    given: int = 0
    confirmed: int = 0
    estimated: int = 0

    def add(self, entry: HourEntry) -> None:
        self.given += entry.minutes
        self.confirmed += entry.minutes if entry.status == HourStatus.CONFIRMED else 0
        self.estimated += entry.minutes if entry.basis == Basis.ESTIMATE else 0


def summed(entries: Iterable[HourEntry]) -> Sum:
    """The student's own; supervision is the partner's time."""
    whole = Sum()
    for entry in entries:
        if not entry.is_supervision:
            whole.add(entry)
    return whole


@dataclass
class Seat:
    """One placement with its hours, reflections and steps."""

    placement: Placement
    hours: list[HourEntry] = field(default_factory=list)
    reflections: list[Reflection] = field(default_factory=list)
    steps: list[StatusChange] = field(default_factory=list)

    @cached_property
    def sums(self) -> dict[str, Sum]:
        """By the words for the kind of hours; supervision is not the student's."""
        found: dict[str, Sum] = defaultdict(Sum)
        for entry in self.hours:
            if not entry.is_supervision:
                found[str(entry.get_kind_display())].add(entry)
        return dict(found)


class Record:
    """Five queries, whatever there is."""

    def __init__(self, student: StudentProfile):
        self.student = student

    @cached_property
    def seats(self) -> list[Seat]:
        """In the order of their first days, the newest first."""
        rows = Placement.objects.filter(student=self.student).for_reading()
        seats = {row.pk: Seat(row) for row in rows}
        for entry in HourEntry.objects.filter(placement__in=seats).order_by("worked_on", "pk"):
            seats[entry.placement_id].hours.append(entry)
        rows_of_text = Reflection.objects.filter(placement__in=seats).select_related("prompt")
        for reflection in rows_of_text:
            seats[reflection.placement_id].reflections.append(reflection)
        steps = StatusChange.objects.filter(placement__in=seats).select_related("by")
        for step in steps.order_by("at", "pk"):
            seats[step.placement_id].steps.append(step)
        return sorted(seats.values(), key=lambda seat: seat.placement.first_day, reverse=True)

    @cached_property
    def total(self) -> Sum:
        return summed(entry for seat in self.seats for entry in seat.hours)

    @cached_property
    def clearances(self) -> list:
        return list(self.student.clearances.select_related("prerequisite"))

    def hour_rows(self) -> list[list[Any]]:
        """In the order of HOUR_COLUMNS; the student's own hours alone."""
        return [
            [
                entry.worked_on.isoformat(),
                seat.placement.engagement.organization.name,
                seat.placement.engagement.title,
                entry.kind,
                entry.minutes,
                round(entry.minutes / 60, 2),
                entry.basis,
                entry.status,
                entry.note,
            ]
            for seat in self.seats
            for entry in seat.hours
            if not entry.is_supervision
        ]

    def as_data(self) -> dict[str, Any]:
        """Everything, as plain values for JSON."""
        student = self.student
        return {
            "student": {
                "name": student.user.name,
                "email": student.user.email,
                "program": student.program,
                "class_year": student.class_year,
                "languages": [row.code for row in student.languages.all()],
                "interests": [row.slug for row in student.interests.all()],
                "is_name_hidden": student.is_name_hidden,
            },
            "on_file": [
                {
                    "prerequisite": row.prerequisite.slug,
                    "done_on": row.done_on,
                    "valid_until": row.valid_until,
                }
                for row in self.clearances
            ],
            "saved_searches": [
                {"filters": row.query, "saved_at": row.made_at}
                for row in student.user.saved_searches.all()
            ],
            "proposals": [
                {"id": row.pk, "title": row.title, "status": row.status}
                for row in student.proposals.order_by("pk")
            ],
            "mail_sent": [
                {"kind": row.kind, "about": row.about, "at": row.at}
                for row in Notice.objects.filter(address=student.user.email)
            ],
            "minutes": vars(self.total),
            "placements": [of_seat(seat, student.user) for seat in self.seats],
        }


def of_seat(seat: Seat, user: Any) -> dict[str, Any]:
    placement = seat.placement
    told = {"status", "waits_on", "rank", "statement", "conflict_note", "support_note",
            "starts_on", "ends_on", "handover_note"}  # fmt: skip
    readable = sorted(told & placement_fields(user, placement))
    return {
        "id": placement.pk,
        "engagement": placement.engagement.title,
        "organization": placement.engagement.organization.name,
        **{name: getattr(placement, name) for name in readable},
        "hours": [
            {
                "day": entry.worked_on,
                "minutes": entry.minutes,
                "kind": entry.kind,
                "basis": entry.basis,
                "status": entry.status,
                "note": entry.note,
            }
            for entry in seat.hours
        ],
        "reflections": [
            {"prompt": row.prompt.text, "text": row.text, "sharing": row.sharing}
            for row in seat.reflections
        ],
        "steps": [
            {
                "step": step.step,
                "before": step.before,
                "after": step.after,
                "at": step.at,
                "through": step.through,
                "reason": step.reason,
                "undone_at": step.undone_at,
            }
            for step in seat.steps
        ],
    }

"""`python -m benchmarks.terms`: the pages of a large school's term, asked one after the other.

10,000 engagements of 2,000 organizations, one of them with 500 applications, and a student with
2,000 entries of hours. In one process and without a network: what is timed is the program.
"""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

import django

from benchmarks.asking import Question, table

ENGAGEMENTS, APPLICATIONS, ENTRIES = 10_000, 500, 2_000
NEAR = "near=42.335672,-71.104238&within_m=3000"
FILTERS = f"kind=elective&weekday=2&answers_priority=true&{NEAR}"


def questions(board: int, seat: int) -> list[Question]:
    return [
        Question("finder, three filters and distance: page", "student", f"/engagements/?{FILTERS}", 300),
        Question("the same: API", "", f"/api/v1/engagements/?{FILTERS}", 300),
        Question("the same: map", "", f"/api/v1/engagements/map/?{FILTERS}", 300),
        Question("finder, no filter: page", "student", "/engagements/", 300),
        Question("finder, no filter: facets", "", "/api/v1/engagements/facets/", 300),
        Question("record of a student with 2,000 entries", "student", "/my/record/", 300),
        Question("the same as CSV", "student", "/my/record.csv", 300),
        Question("placement with 250 entries", "student", f"/placements/{seat}/", 300),
        Question("board of 500 applications: page", "staff", f"/placements/?engagement={board}", 300),
        Question("the same: CSV", "staff", f"/placements/?engagement={board}&format=csv", 300),
        Question("page of the engagement with 500", "staff", f"/engagements/{board}/", 300),
    ]  # fmt: skip


def fill() -> tuple[int, int]:
    """Stores the term, if it is not there; the engagement with all applications, and a placement
    of the student with all hours."""
    from django.db import transaction

    from engagements.models import Engagement, Placement

    with transaction.atomic():
        if not Engagement.objects.exists():
            store()
    board = Engagement.objects.get(title="The board")
    return board.pk, Placement.objects.filter(student__user__email="busy@example.org")[0].pk


def store() -> None:
    from django.utils.timezone import localdate

    from engagements.models import Engagement, HourEntry, Placement, Slot

    dice, today = Random(2026), localdate()
    rows = list(engagements(dice, today))
    Engagement.objects.bulk_create(rows, batch_size=500)
    Slot.objects.bulk_create(
        Slot(engagement=row, weekday=1 + n % 5, starts_at="14:00", ends_at="17:00")
        for n, row in enumerate(rows)
    )
    board = rows[0]
    applicants = people(APPLICATIONS)
    Placement.objects.bulk_create(
        Placement(engagement=board, student=one, statement="I can come.", rank=1 + n % 3)
        for n, one in enumerate(applicants)
    )
    (busy,) = people(1, "busy")
    seats = [Placement(engagement=row, student=busy, status="active") for row in rows[1:9]]
    Placement.objects.bulk_create(seats)
    HourEntry.objects.bulk_create(
        HourEntry(
            placement=seats[n % len(seats)],
            worked_on=today - timedelta(days=n % 200),
            minutes=15 + n % 60,
        )
        for n in range(ENTRIES)
    )


def engagements(dice: Random, today: date) -> Iterator[Any]:
    from engagements.enums import EngagementKind
    from engagements.models import Engagement
    from partners.models import Organization

    homes = list(Organization.objects.prefetch_related("priorities", "locations").order_by("pk"))
    for number in range(ENGAGEMENTS):
        home = homes[number % len(homes)]
        asked, places = list(home.priorities.all()), list(home.locations.all())
        yield Engagement(
            organization=home,
            title="The board" if number == 0 else f"Work {number}",
            description="Listen, cook, walk, count, draw.",
            kind=dice.choice(EngagementKind.values),
            starts_on=today - timedelta(days=200),
            ends_on=today + timedelta(days=dice.randrange(1, 200)),
            weekly_hours=dice.choice([2, 3, 4, None]),
            seats=APPLICATIONS if number == 0 else dice.randint(1, 6),
            priority=asked[0] if asked else None,
            location=places[0] if places and number % 2 else None,
            status="open" if number % 10 else "running",
        )


def people(count: int, name: str = "student") -> list[Any]:
    from engagements.models import StudentProfile
    from occme.accounts.models import User

    emails = [f"{name}{n or ''}@example.org" for n in range(count)]
    users = User.objects.bulk_create(User(email=email, name=email[:9]) for email in emails)
    return StudentProfile.objects.bulk_create(
        StudentProfile(user=user, program="md") for user in users
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "occme.settings")
    django.setup()
    table(
        questions(*fill()),
        {"student": "busy@example.org", "staff": "steward@example.org"},
    )

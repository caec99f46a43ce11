"""`python -m benchmarks.reports`: the reports of a year, asked one after the other.

On top of what `terms` and `agreements` store: 20,000 placements of 4,000 students of eight classes in
10,000 engagements of 2,000 organizations, 60,000 entries of hours, and 50,000 promises.
"""

import os
from datetime import date, timedelta
from random import Random
from typing import Any

import django

from benchmarks import agreements, terms
from benchmarks.asking import Question, table

PLACEMENTS, STUDENTS, ENTRIES = 20_000, 4_000, 3


def questions(slug: str) -> list[Question]:
    return [
        Question("Carnegie grid, a page of 25", "staff", "/staff/reports/carnegie/", 300),
        Question("LCME 6.6", "staff", "/staff/reports/lcme/", 300),
        Question("the same, small groups hidden", "staff", "/staff/reports/lcme/?small=hide", 300),
        Question("annual report", "staff", "/staff/reports/annual/", 300),
        Question("term report to a busy partner", "staff", f"/organizations/{slug}/report/", 300),
        Question("students behind a figure", "staff", "/reports/students/?class_year=2028", 300),
        Question("hours behind a figure", "staff", "/reports/hours/?kind=direct", 300),
    ]


def fill() -> str:
    """Stores it, if it is not there; the slug of the busy partner."""
    from django.db import transaction

    from engagements.models import Placement

    terms.fill()
    *_rest, slug, _promise = agreements.fill()
    with transaction.atomic():
        if Placement.objects.count() < PLACEMENTS:
            store()
    return slug


def store() -> None:
    from django.db import connection
    from django.utils.timezone import localdate

    from engagements.enums import Curricular
    from engagements.models import Engagement, Placement, StudentProfile

    dice, today = Random(2026), localdate()
    people: Any = terms.people(STUDENTS, "learner")
    for number, one in enumerate(people):
        one.program, one.class_year = ("md", "dmd")[number % 2], 2027 + number // 2 % 4
    StudentProfile.objects.bulk_update(people, ["program", "class_year"], batch_size=500)
    rows = list(Engagement.objects.order_by("pk"))
    for row in rows:
        row.curricular, row.adviser = dice.choice(Curricular.values), f"Dr. {dice.randrange(300)}"
    Engagement.objects.bulk_update(rows, ["curricular", "adviser"], batch_size=500)
    Placement.objects.bulk_create(
        (
            Placement(
                engagement=rows[n // 2 % len(rows)],
                student=people[n * 7 % STUDENTS],
                status="completed" if n % 3 else "active",
            )
            for n in range(PLACEMENTS)
        ),
        batch_size=2_000,
        ignore_conflicts=True,
    )
    store_hours(list(Placement.objects.filter(student__in=people).order_by("pk")), today)
    connection.cursor().execute("ANALYZE")


def store_hours(seats: list[Any], today: date) -> None:
    from engagements.models import HourEntry

    HourEntry.objects.bulk_create(
        (
            HourEntry(
                placement=seat,
                worked_on=today - timedelta(days=n * 20),
                minutes=60,
                kind=("direct", "preparation", "reflection")[n],
                basis="estimate" if seat.pk % 5 == 0 else "actual",
            )
            for seat in seats
            for n in range(ENTRIES)
        ),
        batch_size=2_000,
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "occme.settings")
    django.setup()
    table(questions(fill()), {"staff": "steward@example.org"})

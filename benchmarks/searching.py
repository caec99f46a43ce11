"""`python -m benchmarks.searching`: the box over everything and the work queue, at 2,000 organizations.

Beside the 50,000 days of promises of benchmarks.agreements: 5,000 contacts noted, 5,000 people,
1,000 students and 20,000 placements. In one process and without a network.
"""

import os
from datetime import date, timedelta
from typing import Any

import django

from benchmarks import agreements
from benchmarks.asking import Question, table

CONTACTS_NOTED, PEOPLE, STUDENTS, ENGAGEMENTS, PLACEMENTS = 5_000, 5_000, 1_000, 2_000, 20_000


def questions() -> list[Question]:
    url, export = "/staff/search/?q=", "format=xlsx"
    return [
        Question("search: a word that one record has", "staff", f"{url}quincunx", 300),
        Question("the same, that 50,000 days have", "staff", f"{url}cooks", 300),
        Question("the same, two words, one with an accent", "staff", f"{url}listen+caf%C3%A9", 300),
        Question("the same, that nothing has", "staff", f"{url}zzzz", 300),
        Question("the same, an email address", "staff", f"{url}person42@example.org", 300),
        Question("the same, a phone", "staff", f"{url}617-555-0042", 300),
        Question("the work queue, all that waits", "staff", "/staff/", 300),
        Question("the same, one kind of it", "staff", "/staff/?kind=promises", 300),
        Question("the same, of one steward", "staff", "/staff/?steward=me", 300),
        Question("2,000 organizations as a spreadsheet", "staff", f"/?{export}", 2_000),
        Question("20,000 placements as a spreadsheet", "staff", f"/placements/?{export}", 10_000),
    ]


def fill() -> None:
    """Stores them, if they are not there."""
    from django.db import connection, transaction

    from partners.models import Interaction

    agreements.fill()
    with transaction.atomic():
        if not Interaction.objects.exists():
            store()
    connection.cursor().execute("ANALYZE")


def store() -> None:
    from partners.models import Contact, Interaction, Organization

    homes, today = list(Organization.objects.order_by("pk")), date.today()  # noqa: DTZ011
    Interaction.objects.bulk_create(
        (
            Interaction(
                organization=homes[n % len(homes)],
                kind="call",
                happened_on=today - timedelta(days=n % 700),
                next_step="Call back" if n % 10 == 0 else "",
                next_on=today - timedelta(days=n % 90) if n % 10 == 0 else None,
                summary="A quincunx." if n == 0 else f"We spoke of soup and café {n}. Listen more.",
            )
            for n in range(CONTACTS_NOTED)
        ),
        batch_size=1_000,
    )
    Contact.objects.bulk_create(
        (
            Contact(
                organization=homes[n % len(homes)],
                name=f"Person {n}",
                email=f"person{n}@example.org",
                phone=f"(617) 555-{n:04}",
            )
            for n in range(PEOPLE)
        ),
        batch_size=1_000,
    )
    words()
    seats(homes, today)


def words() -> None:
    """Of agreements, which are stored past the step that keeps them."""
    from engagements.models import AgreementVersion, AgreementWords

    AgreementWords.objects.all().delete()
    for version in AgreementVersion.objects.select_related("round", "agreement"):
        AgreementWords.keep(version.agreement, version.terms)


def seats(homes: list[Any], today: date) -> None:
    from benchmarks.terms import people
    from engagements.models import Engagement, Placement

    works = Engagement.objects.bulk_create(
        (
            Engagement(
                organization=homes[n % len(homes)],
                title=f"Work {n}",
                description="Listen, cook, walk, count, draw.",
                kind="elective",
                starts_on=today - timedelta(days=100),
                ends_on=today + timedelta(days=100),
                seats=20,
                status="running",
            )
            for n in range(ENGAGEMENTS)
        ),
        batch_size=500,
    )
    students = people(STUDENTS, "seated")
    Placement.objects.bulk_create(
        (
            Placement(
                engagement=works[n % ENGAGEMENTS],
                student=students[(n + n // ENGAGEMENTS) % STUDENTS],
                status="active",
            )
            for n in range(PLACEMENTS)
        ),
        batch_size=2_000,
    )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "occme.settings")
    django.setup()
    fill()
    table(questions(), {"staff": "steward@example.org"})

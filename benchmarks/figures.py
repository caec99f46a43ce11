"""`python -m benchmarks.figures`: all published figures of a year, and each over the API.

On top of what `reports` stores, over five years: 500,000 entries of hours, 5,000 compensations, 5,000
contacts that ask for something, and 500 check-ins that both sides answered; 2,000 organizations,
20,000 placements and 50,000 promises are there. What takes more than a second to count is told as it
was, and counted anew beside the requests (see occme/freshness/meanwhile.py).
"""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from statistics import median
from time import perf_counter, process_time
from typing import Any

import django

from benchmarks import reports
from benchmarks.asking import Question, asked, table

ENTRIES, COMPENSATIONS, CONTACTS, CHECK_INS, YEARS = 500_000, 5_000, 5_000, 500, 5
ROUNDS = 20


def fill() -> None:
    """Stores it, if it is not there."""
    from django.db import connection, transaction

    from engagements.models import HourEntry
    from partners.models import Organization

    reports.fill()
    with transaction.atomic():
        if HourEntry.objects.count() < ENTRIES:
            dice, today = Random(2026), date.today()  # noqa: DTZ011
            homes = list(Organization.objects.order_by("pk"))
            spread_over_years(today)
            store_hours(dice, today)
            store_money(dice, today, homes)
            store_contacts(dice, today, homes)
            store_check_ins(dice, homes)
    connection.cursor().execute("ANALYZE")


def spread_over_years(today: date) -> None:
    """Each engagement in one of the years; the partners of most are no hidden ones."""
    from engagements.models import Engagement

    rows = list(Engagement.objects.order_by("pk"))
    for number, row in enumerate(rows):
        back = timedelta(days=365 * (number % YEARS))
        row.starts_on, row.ends_on = row.starts_on - back, row.ends_on - back
        if number % YEARS and row.status == "open":
            row.status = "completed"
    Engagement.objects.bulk_update(rows, ["starts_on", "ends_on", "status"], batch_size=500)


def store_hours(dice: Random, today: date) -> None:
    from engagements.models import HourEntry, Placement
    from occme.accounts.models import User

    staff = User.objects.get(email="steward@example.org")
    seats = list(Placement.objects.select_related("engagement").order_by("pk"))
    HourEntry.objects.bulk_create(entries(dice, seats, staff), batch_size=5_000)


def entries(dice: Random, seats: list[Any], staff: Any) -> Iterator[Any]:
    from engagements.enums import HourKind
    from engagements.models import HourEntry

    kinds = [HourKind.DIRECT] * 5 + list(HourKind)
    for number in range(ENTRIES):
        seat = seats[number % len(seats)]
        is_confirmed = number % 5 < 3
        yield HourEntry(
            placement=seat,
            worked_on=seat.engagement.starts_on + timedelta(days=dice.randrange(180)),
            minutes=dice.choice((30, 45, 60, 90, 120)),
            kind=dice.choice(kinds),
            basis="estimate" if number % 7 == 0 else "actual",
            status="confirmed" if is_confirmed else "logged",
            confirmed_by=staff if is_confirmed else None,
            confirmed_through="account" if is_confirmed else "",
        )


def store_money(dice: Random, today: date, homes: list[Any]) -> None:
    from engagements.models import Compensation

    rows = []
    for number in range(COMPENSATIONS):
        promised = today - timedelta(days=dice.randrange(365 * YEARS))
        paid = promised + timedelta(days=dice.randrange(1, 90))
        rows.append(
            Compensation(
                organization=homes[number % len(homes)],
                paid_to=f"Educator {number % 700}",
                purpose="Taught listening",
                amount=100 + number % 400,
                promised_on=promised,
                due_on=promised + timedelta(days=30),
                paid_on=paid if paid <= today and number % 20 else None,
            )
        )
    Compensation.objects.bulk_create(rows, batch_size=1_000)


def store_contacts(dice: Random, today: date, homes: list[Any]) -> None:
    from partners.models import Interaction

    Interaction.objects.bulk_create(
        Interaction(
            organization=homes[number * 3 % len(homes) // 2],
            kind="call",
            happened_on=today - timedelta(days=dice.randrange(365 * YEARS)),
            asks=True,
        )
        for number in range(CONTACTS)
    )


def store_check_ins(dice: Random, homes: list[Any]) -> None:
    from engagements.models import CheckIn, CheckInSheet
    from engagements.models.checkins import MARKS
    from occme.accounts.models import User

    staff = User.objects.get(email="steward@example.org")
    made = CheckIn.objects.bulk_create(
        CheckIn(organization=home, status="answered") for home in homes[:CHECK_INS]
    )
    CheckInSheet.objects.bulk_create(
        CheckInSheet(
            check_in=one,
            side=side,
            by=staff,
            through="account",
            **{name: dice.randint(1, 5) for name in MARKS},
        )
        for one in made
        for side in ("staff", "partner")
    )


def time_all() -> None:
    """All figures of this year, and those that take longest alone: counted exactly, where it is
    remembered what is hidden; and told right after a change."""
    from engagements.published.registry import METRICS
    from engagements.published.scope import Scope, years_offered
    from engagements.published.telling import answer
    from occme.freshness import kept, meanwhile

    scope = Scope(years_offered()[0])

    def timed(keys: Any) -> tuple[float, float]:
        began, worked = perf_counter(), process_time()
        for key in keys:
            answer(key, scope)
        return (perf_counter() - began) * 1000, (process_time() - worked) * 1000

    timed(METRICS)  # What is hidden is remembered from here on.
    print("| figures | counted, CPU ms | told after a change, ms |\n|---|---:|---:|")
    for keys in ([*METRICS], *([key] for key in METRICS)):
        kept.forget()
        meanwhile.forget()
        _elapsed, cpu = timed(keys)
        change()
        told, _cpu = timed(keys)
        name = keys[0] if len(keys) == 1 else f"all {len(keys)}"
        print(f"| {name} | {cpu:.0f} | {told:.0f} |", flush=True)


def change() -> None:
    from partners.models import Interaction

    Interaction.objects.earliest("pk").save()


def time_page() -> None:
    """The dashboard, with a change of the data before each time."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    asked(client, "/dashboard/")
    times = []
    for _round in range(ROUNDS):
        change()
        times.append(asked(client, "/dashboard/")[0])
    print(f"\nThe dashboard after each of {ROUNDS} changes: p50 {median(times):.0f} ms,", end=" ")
    print(f"longest {max(times):.0f} ms")


def questions() -> list[Question]:
    return [
        Question("dashboard", "", "/dashboard/", 300),
        Question("hours over the API", "", "/api/v1/metrics/hours/", 300),
        Question("the same, of a neighborhood", "", "/api/v1/metrics/hours/?neighborhood=roxbury", 300),
        Question("promises kept over the API, as a table", "", "/api/v1/metrics/promises-kept/?format=csv", 300),
    ]  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "occme.settings")
    django.setup()
    fill()
    time_all()
    time_page()
    table(questions(), {})

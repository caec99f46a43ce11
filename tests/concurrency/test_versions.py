"""Versions of the data and sums of hours, while several write at once."""

from datetime import date
from random import Random
from threading import Event

import pytest
from django.db import connection, transaction

from engagements.models import HourEntry, HourTotal
from engagements.totals import differences
from occme.freshness.models import Change, compact, version
from partners.models import Organization
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

WAIT_S = 10


def an_entry(seat, minutes: int) -> None:
    HourEntry.objects.create(placement=seat, worked_on=date(2026, 10, 1), minutes=minutes)


def writes(seats: list, seed: int) -> None:
    """Some of each kind, each in a transaction of its own."""
    chance = Random(seed)
    for _ in range(10):
        an_entry(chance.choice(seats), chance.randint(1, 99))
        mine = HourEntry.objects.filter(placement=chance.choice(seats))
        mine.filter(minutes__lt=20).delete()
        mine.filter(pk__in=[*mine.values_list("pk", flat=True)[:2]]).update(kind="travel")


def test_eight_writers_leave_sums_that_are_right(at_once, autumn):
    meals = factories.an_engagement(factories.a_partner(), seats=9)
    students = [factories.a_student(f"{n}@example.org") for n in range(3)]
    seats = [factories.a_placement(meals, one) for one in students]
    before = version("figures").number
    at_once([lambda n=n: writes(seats, n) for n in range(8)])
    assert differences() == []
    assert sum(HourTotal.objects.values_list("entries", flat=True)) == HourEntry.objects.count() > 8
    assert version("figures").number > before


def test_eight_that_sum_up_beside_eight_that_write_lose_nothing(at_once, autumn):
    rows = [factories.a_partner(f"Club {n}") for n in range(4)]
    before = version("public").number
    seen: list[int] = []

    def write(row):
        for _ in range(5):
            Organization.objects.filter(pk=row.pk).update(phone="617 555 0100")
            seen.append(version("public").number)

    at_once([*(lambda row=row: write(row) for row in rows), *[compact] * 4])
    assert min(seen) > before
    assert len(set(seen)) > 1
    assert max(seen) == version("public").number
    compact()
    assert (max(seen), Change.objects.filter(topic="public").count()) == (
        version("public").number,
        1,
    )


def test_what_was_begun_first_and_committed_last_makes_another_version(at_once, autumn):
    """The highest number of a row would be the same before and after."""
    if connection.vendor == "sqlite":
        pytest.skip("has one writer at a time")
    first, second = factories.a_partner("First"), factories.a_partner("Second")
    has_written, is_seen = Event(), Event()

    def slow():
        with transaction.atomic():
            first.save()
            has_written.set()
            assert is_seen.wait(WAIT_S)

    def quick():
        assert has_written.wait(WAIT_S)
        second.save()
        compact()
        between = version("public").number
        is_seen.set()
        return between

    _slow, between = at_once([slow, quick])
    assert version("public").number > between

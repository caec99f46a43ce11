"""Sums of hours are what the entries come to, whatever is written in which way."""

from datetime import date, timedelta
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import F

from engagements import totals
from engagements.enums import Basis, HourKind, HourStatus
from engagements.models import HourEntry, HourTotal
from engagements.totals import differences, installed, keep, rebuild
from occme.freshness.models import version
from tests import factories

pytestmark = pytest.mark.django_db

FALL, SPRING = date(2026, 7, 1), date(2026, 1, 1)
COLUMNS = ("placement", "begins_on", "kind", "is_confirmed", "is_estimate", "minutes", "entries")


def sums() -> list[tuple]:
    return sorted(HourTotal.objects.values_list(*COLUMNS[1:]))


def an_entry(seat, day: date = date(2026, 10, 1), minutes: int = 60, **fields) -> HourEntry:
    """As it is written, without looking at whether it could be."""
    return HourEntry.objects.create(placement=seat, worked_on=day, minutes=minutes, **fields)


CONFIRMED = {"status": "confirmed", "confirmed_through": "link"}


def test_entries_of_one_kind_are_summed_by_half_year(seat):
    days = [date(2026, 6, 30), date(2026, 1, 1), date(2026, 7, 1), date(2026, 12, 31)]
    for minutes, day in enumerate(days, start=1):
        an_entry(seat, day, minutes)
    assert sums() == [(SPRING, "direct", False, False, 3, 2), (FALL, "direct", False, False, 7, 2)]


def test_kinds_confirmed_ones_and_estimates_are_apart(seat):
    an_entry(seat, minutes=1)
    an_entry(seat, minutes=2, kind="travel")
    an_entry(seat, minutes=4, **CONFIRMED)
    an_entry(seat, minutes=8, basis="estimate")
    an_entry(seat, minutes=16, status="disputed")
    assert sums() == [
        (FALL, "direct", False, False, 17, 2),
        (FALL, "direct", False, True, 8, 1),
        (FALL, "direct", True, False, 4, 1),
        (FALL, "travel", False, False, 2, 1),
    ]


def test_an_entry_moves_to_where_it_belongs(seat):
    entry = an_entry(seat)
    HourEntry.objects.filter(pk=entry.pk).update(worked_on=SPRING, minutes=30, **CONFIRMED)
    assert sums() == [(SPRING, "direct", True, False, 30, 1)]
    entry.delete()
    assert sums() == []


def test_what_changes_no_sum_writes_none(seat):
    entry = an_entry(seat)
    before = list(HourTotal.objects.values())
    HourEntry.objects.filter(pk=entry.pk).update(note="A note", started_at="10:00")
    assert list(HourTotal.objects.values()) == before


def test_entries_in_bulk(seat):
    rows = [HourEntry(placement=seat, worked_on=FALL, minutes=n) for n in (1, 2, 3)]
    HourEntry.objects.bulk_create(rows)
    HourEntry.objects.bulk_create(
        [HourEntry(placement=seat, worked_on=FALL, minutes=4)], ignore_conflicts=True
    )
    HourEntry.objects.filter(minutes__lte=2).update(minutes=F("minutes") + 10)
    assert sums() == [(FALL, "direct", False, False, 30, 4)]
    HourEntry.objects.filter(minutes__gt=10)._raw_delete("default")
    assert sums() == [(FALL, "direct", False, False, 7, 2)]
    assert differences() == []


def test_entries_that_are_given_to_another_placement(seat, meals):
    other = factories.a_placement(meals, factories.a_student("other@example.org"))
    an_entry(seat)
    HourEntry.objects.update(placement=other)
    assert list(HourTotal.objects.values_list("placement", "minutes")) == [(other.pk, 60)]


def test_what_is_rolled_back_is_in_no_sum(seat):
    with transaction.atomic():
        an_entry(seat)
        transaction.set_rollback(True)
    assert sums() == []


def test_a_placement_without_entries_can_be_deleted(seat):
    an_entry(seat).delete()
    seat.delete()
    assert sums() == []


def one_write(chance: Random, seats: list) -> None:
    pks = sorted(HourEntry.objects.values_list("pk", flat=True))
    some = HourEntry.objects.filter(pk__in=chance.sample(pks, k=len(pks) // 3))
    day = date(2025, 1, 1) + timedelta(days=chance.randrange(700))
    seat = chance.choice(seats)
    new = {
        "kind": chance.choice(HourKind.values),
        "basis": chance.choice(Basis.values),
        **chance.choice([CONFIRMED, {"status": "disputed", "confirmed_through": ""}]),
    }
    match chance.randrange(6):
        case 0 | 1:
            an_entry(seat, day, chance.randint(1, 600), **new)
        case 2:
            minutes = range(1, chance.randint(2, 9))
            HourEntry.objects.bulk_create(
                HourEntry(placement=seat, worked_on=day, minutes=n, **new) for n in minutes
            )
        case 3:
            some.update(**new)
        case 4:
            some.update(worked_on=day, minutes=F("minutes") % 500 + 1, placement=seat)
        case 5:
            some.filter(minutes__gt=chance.randint(0, 60)).delete()


@pytest.mark.parametrize("seed", range(5))
def test_after_any_writes_the_sums_are_what_the_entries_come_to(meals, seat, seed):
    chance = Random(seed)
    others = [factories.a_student(f"{name}@example.org") for name in ("one", "two")]
    seats = [seat, *(factories.a_placement(meals, one, status="applied") for one in others)]
    for _ in range(40):
        one_write(chance, seats)
        assert differences() == []
    assert HourTotal.objects.filter(entries__lte=0).count() == 0
    assert sum(row[-1] for row in sums()) == HourEntry.objects.count() > 0
    assert HourTotal.objects.count() > 5


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def without_trigger(event: str) -> None:
    on = " ON engagements_hourentry" if connection.vendor == "postgresql" else ""
    sql(f"DROP TRIGGER engagements_hourentry_totals_{event}{on}")


BROKEN = {
    "insert": lambda seat: an_entry(seat, minutes=7),
    "update": lambda seat: HourEntry.objects.update(minutes=7),
    "delete": lambda seat: HourEntry.objects.all().delete(),
}


@pytest.mark.parametrize("event", BROKEN)
def test_a_trigger_that_is_lost_is_found_out_and_made_up_for(seat, event, capsys):
    an_entry(seat)
    without_trigger(event)
    BROKEN[event](seat)
    with pytest.raises(CommandError, match="Run hour_totals --rebuild"):
        call_command("hour_totals", check=True)
    keep(using="default")
    assert len(installed(connection)) == 3
    call_command("hour_totals", check=True)
    assert capsys.readouterr().out.endswith("The sums of hours are what the entries come to.\n")


def test_a_difference_is_told_and_summed_anew(seat, capsys):
    an_entry(seat)
    HourTotal.objects.update(minutes=61)
    before = version("figures").number
    with pytest.raises(CommandError, match="2 sums of hours differ") as refused:
        call_command("hour_totals", check=True)
    assert refused.value.returncode == 1
    where = f"placement {seat.pk}, half-year from 2026-07-01, direct, not confirmed, actual"
    assert capsys.readouterr().out == (
        f"counted: {where}, 60 minutes in 1 entries\nkept: {where}, 61 minutes in 1 entries\n"
    )
    call_command("hour_totals", rebuild=True)
    assert sums() == [(FALL, "direct", False, False, 60, 1)]
    assert version("figures").number > before


def test_triggers_that_are_there_are_left_alone(seat, monkeypatch):
    an_entry(seat)
    monkeypatch.setattr(totals, "rebuild", lambda using: pytest.fail("summed anew"))
    keep(using="default")
    assert differences() == []


def test_summing_anew_finds_the_same(seat):
    an_entry(seat, **CONFIRMED)
    an_entry(seat, status=HourStatus.LOGGED)
    before = sums()
    rebuild()
    assert (sums(), differences()) == (before, [])

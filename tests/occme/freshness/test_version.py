"""The version of the data grows with every change, whatever makes it."""

from datetime import date

import pytest
from django.db import connection, transaction

from engagements.models import Engagement, HourEntry, Placement
from engagements.watched import MODELS, tables, watch
from occme.freshness.models import Change, Topic, compact, version
from occme.freshness.triggers import installed, names
from partners.models import Organization, Priority
from tests import factories

pytestmark = pytest.mark.django_db


def numbers() -> tuple[int, int]:
    return version("public").number, version("figures").number


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def many_priorities(home):
    Priority.objects.bulk_create([Priority(organization=home, title=f"No. {n}") for n in range(9)])


PUBLIC = {
    "a row that is saved": lambda home: home.save(),
    "rows in bulk": many_priorities,
    "an update of a queryset": lambda home: Organization.objects.update(phone="617 555 0100"),
    "an update of some rows": lambda home: Organization.objects.bulk_update([home], ["phone"]),
    "a many-to-many row": lambda home: home.focus_areas.add(factories.a_focus_area()),
    "SQL by hand": lambda home: sql("UPDATE partners_organization SET name = 'By hand'"),
    "a row that goes": lambda home: factories.a_priority(home).delete(),
    "rows that are skipped or added": lambda home: Priority.objects.bulk_create(
        [Priority(organization=home, title="Once")], ignore_conflicts=True
    ),
}


@pytest.mark.parametrize("what", PUBLIC)
def test_what_changes_something_public_makes_both_versions_grow(home, what):
    public, figures = numbers()
    PUBLIC[what](home)
    assert [new > old for new, old in zip(numbers(), (public, figures), strict=True)] == [
        True,
        True,
    ]


def test_what_changes_figures_alone_leaves_public_answers_alone(seat):
    public, figures = numbers()
    factories.an_entry(seat)
    assert (version("public").number, version("figures").number > figures) == (public, True)


def test_reading_changes_nothing(seat):
    before = numbers()
    assert [len(model.objects.all()) for model in (Engagement, Placement, HourEntry)] == [1, 1, 0]
    assert numbers() == before


def test_what_is_rolled_back_is_no_change_and_its_version_never_comes_again(home):
    before = numbers()
    with transaction.atomic():
        home.save()
        during = numbers()
        transaction.set_rollback(True)
    assert numbers() == before
    home.save()
    assert numbers() not in (before, during)


def test_a_version_knows_when_the_last_change_was(home):
    Change.objects.update(at="2026-01-05T12:00:00Z")
    assert version("public").changed_at.date() == date(2026, 1, 5)
    home.save()
    assert version("public").changed_at.year > 2025


def test_without_changes_there_is_a_version_too(db):
    Change.objects.all().delete()
    assert version("figures") == (0, None)


def test_summing_up_keeps_the_versions_and_leaves_two_rows(seat):
    factories.an_entry(seat)
    before = version("public"), version("figures")
    compact()
    compact()
    assert (version("public"), version("figures")) == before
    assert sorted(Change.objects.values_list("topic", flat=True)) == ["figures", "public"]
    seat.save()
    assert version("public").number > before[0].number


def test_summing_up_keeps_the_topics_apart(seat):
    Change.objects.all().delete()
    seat.save()
    compact()
    before = version("public").number
    factories.an_entry(seat)
    assert version("public").number == before < version("figures").number


def test_a_statement_writes_one_row_however_much_it_changes(home):
    Change.objects.all().delete()
    many_priorities(home)
    Organization.objects.update(phone="617 555 0100")
    assert Change.objects.count() == (2 if connection.vendor == "postgresql" else 1)


def test_every_table_has_its_triggers_and_no_other_has(db):
    wanted = {name for table, topic in tables() for name in names(table, topic, connection.vendor)}
    assert set(installed(connection)) == wanted


def test_a_trigger_that_a_migration_dropped_is_made_again(home):
    lost, table = next(iter(sorted(installed(connection).items())))
    sql(f"DROP TRIGGER {lost}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    watch(using="default")
    assert lost in installed(connection)


def test_a_trigger_that_nobody_wants_any_more_is_dropped(home, monkeypatch):
    monkeypatch.setitem(MODELS, Topic.FIGURES, [])
    watch(using="default")
    topics = {name.split("_noted_")[1].split("_")[0] for name in installed(connection)}
    assert topics == {"public"}
    monkeypatch.undo()
    watch(using="default")

"""Importing again, with changes, and all or nothing; the directory itself."""

import csv
from collections import Counter

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import IntegrityError

from partners import importing
from partners.importing import import_organizations
from partners.importing.writing import Writer
from partners.models import Location, Organization

NO_PLACE = {"address": "", "latitude": "", "longitude": ""}
DIRECTORY = settings.FIXTURES_DIR / "organizations.csv"


def test_second_run_changes_nothing_and_writes_no_history(load, contents):
    rows = (
        {},
        {**NO_PLACE, "name": "B"},
        {"name": "D", "zip": "2119"},
        {"name": "C", "address": ""},
    )
    load(*rows)
    before = contents()
    again = load(*rows)
    assert [outcome for _, outcome, *_ in again if outcome != "warned"] == ["unchanged"] * 4
    assert contents() == before


def test_changed_row_updates_what_is_still_merely_found(load, history):
    load({}, {"name": "Same"})
    changed = {
        "address": "14 Warren St",
        "languages": "",
        "kind": "business",
        "source_as_of": "2026",
    }
    updated, same = load({**changed}, {"name": "Same"})
    assert updated == (
        1, "updated", "category", "New: category, source_as_of, address, languages."
    )  # fmt: skip
    assert same == (2, "unchanged", "", "")
    row = Organization.objects.get(name="Café Sol")
    assert (row.kind, row.source_as_of, list(row.languages.all())) == ("business", "2026", [])
    assert [place.address for place in row.locations.all()] == ["14 Warren St"]
    assert {reason for _, _, reason in history()} == {"import"}


def test_place_comes_and_goes_with_the_file(load, history):
    load(NO_PLACE)
    load({})
    assert [str(place) for place in Location.objects.all()] == ["12 Warren St, Boston, MA 02119"]
    load(NO_PLACE)
    assert list(Location.objects.all()) == []
    assert history()[-1] == ("12 Warren St", "-", "import")


def test_dry_run_says_the_same_and_writes_nothing(load, contents):
    before = contents()
    outcomes = load({}, {"name": "B", "zip": "1"}, dry_run=True)
    assert contents() == before == []
    assert outcomes == load({}, {"name": "B", "zip": "1"})


def test_failure_in_the_middle_leaves_nothing(load, contents, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 1)
    monkeypatch.setattr(Writer, "give_slugs", lambda writer, organizations: None)
    with pytest.raises(IntegrityError):
        load({}, {"name": "Second without a short name", "address": "1 B St"})
    assert contents() == []


def test_number_of_queries_is_the_same_for_any_number_of_rows(load, django_assert_max_num_queries):
    load(*({"name": f"Club {number}"} for number in range(30)))
    with django_assert_max_num_queries(20):
        load(*({"name": f"Club {number}"} for number in range(30)))


@pytest.fixture
def real_reference(db):
    call_command("load_reference")


def test_directory_is_imported_whole(real_reference):
    told = Counter(outcome.outcome.value for outcome in import_organizations(DIRECTORY))
    # Twelve share an address with another, and are organizations of their own.
    assert told == {"imported": 240, "flagged": 12}
    assert Organization.objects.count() == 240
    assert Location.objects.on_the_map().count() == 228
    assert Location.objects.filter(in_catchment=True).count() == 95
    kinds = Counter(Organization.objects.values_list("kind", flat=True))
    assert (kinds["community_garden"], kinds["health_center"]) == (59, 13)
    assert {o.outcome.value for o in import_organizations(DIRECTORY)} == {"unchanged"}


def test_neighborhoods_agree_with_the_file(real_reference):
    import_organizations(DIRECTORY)
    derived = Location.objects.on_the_map().values_list("organization__name", "neighborhood__name")
    with DIRECTORY.open(encoding="utf-8", newline="") as file:
        told = {row["name"]: row["neighborhood"] for row in csv.DictReader(file)}
    differing = {name: (told[name], area) for name, area in derived if told[name] != area}
    assert differing == {"Greater Boston Food Bank": ("South Boston", None)}

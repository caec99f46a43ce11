"""Which organization a row is about, and which ones an import never touches."""

from datetime import date

import pytest

from partners.importing.recorded import Known
from partners.models import Location, Organization
from tests.factories import a_location, an_organization

NO_PLACE = {"address": "", "latitude": "", "longitude": ""}
ELSEWHERE = {"address": "9 Other St", "latitude": "42.3", "longitude": "-71.1001"}
HIDDEN = "It is on record here but not listed; an import does not list it."
CONSENTED = "What is listed here is what the organization itself agreed to."
REMOVED = "Somebody removed it here; an import does not bring it back."
CONSENT = {"consent_by": "Rosa Sample", "consent_on": date(2026, 1, 5)}


def names() -> list[str]:
    return [row.name for row in Organization.objects.order_by("pk")]


def test_second_row_of_the_same_is_left_out_each_time(load):
    twice = ({}, {"name": "CAFÉ  SOL", "address": "12 Warren Street", "description": "Other"})
    again = (2, "duplicate", "name", "Record 1 has the same name and address already.")
    assert load(*twice) == [(1, "imported", "", ""), again]
    assert load(*twice) == [(1, "unchanged", "", ""), again]
    assert names() == ["Café Sol"]


def test_same_name_elsewhere_is_another_organization(load):
    load({})
    assert load({"address": "1 Far St", "zip": "02130"}) == [(1, "imported", "", "")]
    assert load({}, {"address": "1 Far St", "zip": "02130"}) == [
        (1, "unchanged", "", ""),
        (2, "unchanged", "", ""),
    ]


def test_several_that_could_be_meant_are_not_guessed(load):
    load({}, ELSEWHERE)
    sentence = "Several organizations on record could be meant; it takes an address."
    assert load({**NO_PLACE, "zip": ""}) == [(1, "refused", "address", sentence)]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"publication": "hidden"}, HIDDEN),
        ({"publication": "hidden", "stage": "prospect"}, HIDDEN),
        ({"publication": "area", **CONSENT}, CONSENTED),
        ({"publication": "full", "stage": "active", **CONSENT}, CONSENTED),
    ],
)
def test_more_than_a_listing_is_left_alone(load, contents, fields, sentence):
    load({})
    Organization.objects.update(**fields)
    before = contents()
    assert load({"description": "New"}) == [(1, "ignored", "", sentence)]
    assert contents() == before


@pytest.mark.parametrize("change", [{}, {"zip": "02130", "address": "1 Far St"}, NO_PLACE])
def test_who_asked_not_to_be_listed_never_comes_back(load, change):
    load({})
    Organization.objects.update(publication="hidden", name="Kept Quiet")
    assert load(change) == [(1, "ignored", "", HIDDEN)]
    Organization.objects.get().delete()
    assert load(change) == [(1, "ignored", "", REMOVED)]
    assert names() == []


def test_removed_twin_does_not_stand_in_the_way(load):
    load({}, ELSEWHERE)
    Organization.objects.get(locations__address="9 Other St").delete()
    assert load({"description": "New"}, ELSEWHERE) == [
        (1, "updated", "description", "New: description."),
        (2, "ignored", "", REMOVED),
    ]


def test_removed_double_is_not_taken_for_the_one_that_stayed(load):
    load({})
    double = an_organization("Café Sol", publication="public_source")
    a_location(double, address="12 Warren St", zip="02119")
    double.delete()
    assert load({}) == [(1, "unchanged", "", "")]


def test_edit_by_a_person_is_not_overwritten(load, contents):
    load({})
    row = Organization.objects.get()
    row.name, row.alternate_names = "Sol", ["Sun Café"]
    row.save()
    before = contents()
    sentence = "Somebody has edited it here, and the file differs. Please compare: name."
    assert load({}) == [(1, "ignored", "name", sentence)]
    assert load({"name": "SUN CAFÉ"}) == [(1, "ignored", "name", sentence)]
    assert contents() == before


def test_corrected_place_is_not_overwritten_or_doubled(load):
    load({})
    place = Location.objects.get()
    place.address, place.zip = "40 Warren St", "02118"
    place.save()
    sentence = "Somebody has edited it here, and the file differs. Please compare: address, zip."
    assert load({}) == [(1, "ignored", "address", sentence)]
    assert names() == ["Café Sol"]


def test_organization_entered_by_hand_is_not_overwritten(load):
    row = an_organization("CAFÉ SOL", publication="public_source", kind="business")
    a_location(row, address="12 Warren Street", zip="02119-1234")
    [(record, outcome, column, _)] = load({})
    assert (record, outcome, column) == (1, "ignored", "name")
    assert names() == ["CAFÉ SOL"]


def test_one_building_is_not_gone_through_for_each_of_its_tenants(load, monkeypatch):
    """A file of one address, or of one name, would else take the square of its rows."""
    compared = []
    relation_to = Known.relation_to
    monkeypatch.setattr(
        Known, "relation_to", lambda known, site: compared.append(1) or relation_to(known, site)
    )
    tenants = [{"name": f"{letter}{letter}{letter} House"} for letter in "ABCDEFGHIJKLMNOP"]
    for _again in range(2):
        load(*tenants)
    assert len(compared) < 4 * len(tenants)

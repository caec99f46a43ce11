"""Probable duplicates: by name and place; flagged and never merged."""

import pytest

from partners.importing.resembling import Names, address_key
from partners.models import Organization

FLAGGED = "It may be the same as “{}” ({}), and was held back."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Mary's Center", "Saint Marys Center"),
        ("Food & Families", "Food and Families, Inc."),
        ("Café José", "Cafe Jose"),
        ("Children’s Place", "Childrens Place"),
        ("Dudley Street Neighborhood Initiative", "DSNI"),
        ("Action for Boston Community Development", "ABCD"),
        ("Dudley Street Neighborhood Initiative (DSNI)", "Dudley St. Neighborhood Initiative"),
        ("Madison Park Development Corp.", "Madison Park Devlopment Corporation"),
        ("The Haley House", "Haley House"),
        ("YMCA of Roxbury", "Roxbury YMCA of"),
        ("Dudley Street Neighborhood Initiative", "D.S.N.I."),
        ("ABCD Roxbury", "A.B.C.D. Roxbury"),
        ("Twelfth Baptist Church", "12th Baptist Church"),
        ("Rev. Martin Luther King Jr. Center", "Reverend Martin Luther King Junior Center"),
    ],
)
def test_names_that_are_alike(one, other):
    for first, second in ((one, other), (other, one)):
        names: Names[str] = Names()
        names.add(first, "it")
        assert names.alike(second) == ["it"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mission Hill Garden I", "Mission Hill Garden II"),
        ("P.S. 12", "P.S. 21"),
        ("Burke High School", "Burke Middle School"),
        ("Academy Homes (housing)", "Marcus Garvey Gardens (housing)"),
        ("Boston Health Center", "Black History Collective"),
        ("Roxbury YMCA", "Dorchester YMCA"),
    ],
)
def test_names_that_are_not(one, other):
    names: Names[str] = Names()
    names.add(one, "it")
    assert names.alike(other) == []


@pytest.mark.parametrize(
    "address",
    [
        "12 warren street", "12 Warren St., Roxbury", "12 Warren St, Boston, MA 02119", "12 Warren St #2",
        "Suite 2, 12 Warren St", "12 Warren St 2nd Floor", "12 Warren Street Apt. 4B",
    ],
)  # fmt: skip
def test_same_name_at_one_address_however_it_is_written(load, address):
    [_, (_, outcome, *_)] = load({}, {"address": address})
    assert (outcome, Organization.objects.count()) == ("duplicate", 1)


@pytest.mark.parametrize("address", ["12A Warren St", "112 Warren St", "12 Warren Ave", "12 St"])
def test_other_addresses_stay_apart(address):
    assert address_key(address) != address_key("12 Warren St")


PLACES = [
    ({}, True),
    ({"address": "12 Warren Street", "latitude": "", "longitude": ""}, True),
    ({"address": "14 Warren St"}, True),
    ({"address": "", "zip": "", "latitude": "", "longitude": ""}, True),
    ({"address": "1 Far St", "zip": "02130", "latitude": "42.31", "longitude": "-71.1101"}, False),
    ({"address": "1 Far St", "latitude": "", "longitude": ""}, False),
]


@pytest.mark.parametrize(("place", "is_held"), PLACES)
def test_near_name_is_held_back_at_the_same_place_alone(load, place, is_held):
    row = {"name": "Cafe Sol", **place}
    for rows, where in (([{}, row], "record 1"), ([row], "on record")):
        *_, (_, outcome, _, message) = load(*rows)
        if is_held:
            assert outcome == "flagged"
            assert message.startswith(FLAGGED.format("Café Sol", where))
    assert Organization.objects.count() == (1 if is_held else 2)


def test_file_can_say_that_it_is_another(load):
    assert load({}, {"name": "Cafe Sol", "distinct": "yes"})[1:] == [(2, "imported", "", "")]


def test_shared_address_is_flagged_and_imported(load):
    imported, flagged = load({}, {"name": "Legal Aid Upstairs"})[1:]
    assert (imported, flagged[:3]) == ((2, "imported", "", ""), (2, "flagged", "address"))
    assert "“Café Sol” (record 1)" in flagged[3]
    assert [verdict for _, verdict, *_ in load({}, {"name": "Legal Aid Upstairs"})] == [
        "unchanged",
        "unchanged",
    ]


def test_who_asked_not_to_be_listed_is_not_listed_under_a_like_name(load):
    load({})
    Organization.objects.update(publication="hidden")
    [(_, outcome, _, _)] = load({"name": "Cafe Sol, Inc.", "address": "1 Far St", "zip": "02130"})
    assert (outcome, Organization.objects.count()) == ("ignored", 1)

"""Which organizations are found to be alike, and which are not."""

import pytest

from partners import duplicates
from partners.duplicates import Facts, alike, neighbors, phone_key, website_key
from partners.importing.sites import site_of
from tests.factories import INSIDE, OUTSIDE, a_location, an_organization

pytestmark = pytest.mark.django_db


def told(staff) -> list[list[str]]:
    return [pair.reasons for pair in duplicates.pairs(staff)]


def placed(name: str, **where):
    fields = {key: where.pop(key) for key in ("website", "phone", "kind") if key in where}
    organization = an_organization(name, **fields)
    if where:
        a_location(organization, **where)
    return organization


FOUND = [
    (("Haley House", {}), ("Haley House Inc.", {}), ["the same name"]),
    (
        ("Haley House", INSIDE),
        ("Hayley House", INSIDE),
        ["names 95% alike", "the same point on the map"],
    ),
    (
        ("Haley House", {"address": "23 Dartmouth St"}),
        ("Haley House Cafe", {"address": "23 Dartmouth Street"}),
        ["names 81% alike", "the same address"],
    ),
    (
        ("Saint Mary’s Center", {**INSIDE, "website": "https://www.stmary.example/"}),
        ("St. Marys Ctr", {**OUTSIDE, "website": "http://stmary.example"}),
        ["the same name", "the same website"],
    ),
    (
        ("Madison Park Development", {"phone": "(617) 555-0199"}),
        ("Madison Park Dev. Corporation", {"phone": "617.555.0199"}),
        ["names 90% alike", "the same phone number"],
    ),
]
APART = [
    (("Haley House", INSIDE), ("Haley House", OUTSIDE)),
    (("Rose Garden I", INSIDE), ("Rose Garden II", INSIDE)),
    (("Curley Lower School", INSIDE), ("Curley Upper School", INSIDE)),
    (("Haley House", INSIDE), ("Orchard Church", INSIDE)),
    (("Haley House", {"website": "https://a.example"}), ("Elm", {"website": "https://a.example"})),
    (
        ("Tobin Center", {**INSIDE, "kind": "public_agency"}),
        ("Tobin Center Garden", {**INSIDE, "kind": "community_garden"}),
    ),
]


@pytest.mark.parametrize(("one", "other", "why"), FOUND)
def test_what_may_be_one_is_found_with_why(staff, one, other, why):
    for name, where in (one, other):
        placed(name, **where)
    assert told(staff) == [why]


@pytest.mark.parametrize(("one", "other"), APART)
def test_what_is_not_one_is_not_found(staff, one, other):
    for name, where in (one, other):
        placed(name, **where)
    assert told(staff) == []


def test_the_strongest_comes_first_and_closed_ones_not_at_all(staff):
    weak = [an_organization("Elm Street Church"), an_organization("Elm Street Churches")]
    placed("Oak", **INSIDE, website="https://oak.example")
    placed("Oak Inc", **INSIDE, website="https://oak.example")
    names = [[pair.first, pair.second] for pair in duplicates.pairs(staff)]
    assert names[1:] == [[one.pk for one in weak]]
    weak[0].closed_on, weak[0].closed_reason = "2026-01-01", "Gone"
    weak[0].save()
    assert len(duplicates.pairs(staff)) == 1


def test_only_staff_are_told(everybody):
    placed("Oak")
    placed("Oak Inc")
    assert {role: duplicates.waiting(user) for role, user in everybody.items()} == {
        "visitor": 0, "student": 0, "stranger": 0, "partner": 0, "staff": 1,
    }  # fmt: skip


def test_it_takes_the_same_number_of_queries_for_few_and_many(staff, django_assert_num_queries):
    for number in range(12):
        placed(f"Oak {'abcdefghijkl'[number] * 4}", **INSIDE)
    duplicates.pairs(staff)
    with django_assert_num_queries(3):
        duplicates.pairs(staff)


def crowd(names) -> dict[int, Facts]:
    """All of them at one point."""
    here = site_of("", "", INSIDE["latitude"], INSIDE["longitude"])
    return {pk: Facts(pk, [name], sites=[here]) for pk, name in enumerate(names)}


def test_a_crowd_at_one_point_is_not_compared_each_with_each():
    letters = "abcdefghijklmnopqr"
    names = [f"{a}{b}{c}{a}o Center" for a in letters for b in letters for c in letters]
    facts = crowd([*names[:4998], "Haley House", "Haley House Cafe"])
    assert neighbors(facts) == {(4998, 4999)}


def test_a_crowd_of_one_name_is_not_compared_each_with_each():
    facts = crowd(["Oak Center"] * 1000)
    assert (len(neighbors(facts)), len(alike(facts.values()))) == (0, 36 + 9 * 991)


def test_no_more_pairs_are_told_than_somebody_can_go_through(staff, as_staff, monkeypatch):
    monkeypatch.setattr(duplicates, "MOST", 3)
    for name in ("Oak", "Oak Inc", "Oak LLC"):
        placed(name)
    assert "No more than 3 are listed" in as_staff.get("/staff/duplicates/").content.decode()
    placed("The Oak")
    assert duplicates.waiting(staff) == 3


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://www.Example.org/", "example.org"),
        ("http://example.org", "example.org"),
        ("https://facebook.com/club/", "facebook.com/club"),
        ("", ""),
    ],
)
def test_addresses_of_a_website_that_mean_the_same(address, key):
    assert website_key(address) == key


@pytest.mark.parametrize(
    ("text", "key"), [("+1 (617) 555-0100", "6175550100"), ("617-555", ""), ("", "")]
)
def test_phone_numbers_that_mean_the_same(text, key):
    assert phone_key(text) == key

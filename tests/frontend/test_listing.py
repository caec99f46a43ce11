"""One address of the list: rows, filters in use, and what is not understood."""

import pytest
from django.http import QueryDict

from frontend.listing import Listing
from tests.factories import INSIDE, a_focus_area, a_location, an_organization, two_areas

ROXBURY_CROSSING = "42.331397,-71.095451"


@pytest.fixture
def three(db):
    food = a_focus_area()
    an_organization("Bakery", kind="business", focus_areas=[food])
    an_organization("Choir", kind="faith")
    an_organization("Allotment", kind="community_garden")


def listing(query, user):
    return Listing(QueryDict(query), user)


def names(query, user):
    return [row.name for row in listing(query, user).rows]


def test_gardens_come_last(three, visitor):
    assert names("", visitor) == ["Bakery", "Choir", "Allotment"]


@pytest.mark.parametrize(
    ("query", "problems"),
    [
        ("kind=nope", {"kind": "“nope” is not one of its choices."}),
        ("kinds=faith", {"kinds": "“kinds” is not a filter of this list."}),
        ("page=9", {"page": "It takes a whole number from 1 to 1."}),
        ("page=x", {"page": "It takes a whole number from 1 to 1."}),
        ("within_m=5", {"within_m": "It takes a point to measure from: give near too."}),
    ],
)
def test_what_is_not_understood_lists_nothing(three, visitor, query, problems):
    shown = listing(query, visitor)
    assert not shown.is_understood
    assert shown.rows == []
    assert shown.problems == problems


def test_a_bad_filter_leaves_the_others_to_choose_from(three, visitor):
    shown = listing("kind=nope&focus_area=food", visitor)
    assert [facet.value for facet in shown.panel("focus_area").facets if facet.selected] == ["food"]
    assert shown.panel("kind").problem == "“nope” is not one of its choices."


def test_panels_offer_what_would_find_something(three, visitor):
    kinds = {panel.name: panel for panel in listing("kind=faith", visitor).panels}["kind"]
    assert [(facet.value, facet.count) for facet in kinds.facets] == [
        ("faith", 1),
        ("community_garden", 1),
        ("business", 1),
    ]
    assert kinds.chosen == 1


@pytest.mark.parametrize(
    ("query", "chips"),
    [
        ("search=sour+dough", [("“sour dough”", ".")]),
        ("kind=faith&kind=business", [("Faith community", "?kind=business"), ("Business", "?kind=faith")]),
        ("focus_area=food&page=2&search=", [("Food", ".")]),
        ("in_catchment=true", [("In the catchment: Yes", ".")]),
        ("bbox=-71.1,42.3,-71,42.4&ordering=name", [("In the map’s view", "?ordering=name")]),
        ("kind=nope", [("kind=nope", ".")]),
    ],
)  # fmt: skip
def test_chips_say_each_filter_and_lead_to_the_list_without_it(three, visitor, query, chips):
    assert [(chip.label, chip.href) for chip in listing(query, visitor).chips] == chips


def test_leaving_the_point_leaves_the_distance_too(three, visitor):
    chips = listing(f"near={ROXBURY_CROSSING}&within_m=800", visitor).chips
    assert [(chip.label, chip.href) for chip in chips] == [
        ("Near Roxbury Crossing", "."),
        ("Within 800 m", f"?near={ROXBURY_CROSSING}"),
    ]


@pytest.mark.parametrize(
    ("query", "api", "export"),
    [
        ("", "", "?"),
        ("page=2", "", "?"),
        ("kind=faith&page=2&search=", "?kind=faith", "?kind=faith&"),
    ],
)
def test_the_same_rows_elsewhere(three, visitor, query, api, export):
    shown = listing(query, visitor)
    assert (shown.api_query, shown.export_query) == (api, export)


def test_a_point_of_ones_own_stays_in_the_form(three, visitor):
    two_areas()
    a_location(an_organization("Near"), **INSIDE)
    shown = listing("near=42.33,-71.08&within_m=950", visitor)
    assert (shown.has_own_point, shown.has_own_distance) == (True, True)
    assert names("near=42.33,-71.08&within_m=950", visitor) == ["Near"]
    station = listing(f"near={ROXBURY_CROSSING}&within_m=800", visitor)
    assert (station.has_own_point, station.has_own_distance) == (False, False)


def test_thousands_of_values_are_not_answered_with_thousands_of_links(client, db):
    many = "&".join(f"x{number}=1" for number in range(900))
    answer = client.get(f"/?{many}")
    assert (answer.status_code, len(answer.content) < 300_000) == (400, True)
    many = "&".join(f"kind=x{number}" for number in range(900))
    answer = client.get(f"/?{many}")
    assert (answer.status_code, len(answer.content) < 300_000) == (400, True)


def test_what_social_networks_hang_on_to_a_link_is_no_filter(client, db):
    listing = client.get("/?search=club&fbclid=abc&utm_source=mail").context["listing"]
    assert (listing.problems, [chip.label for chip in listing.chips]) == ({}, ["“club”"])

"""Counts of every value under the other filters, and nothing of what is hidden."""

from django.http import QueryDict

from partners.facets import facets
from partners.filters import OrganizationFilter
from tests.factories import (
    INSIDE,
    a_focus_area,
    a_language,
    a_location,
    a_partner,
    an_organization,
    two_areas,
)


def counted(query: str, user) -> dict[str, dict[str, int]]:
    filters = OrganizationFilter(QueryDict(query), user=user)
    assert filters.is_valid(), filters.errors
    return {
        name: {facet.value: facet.count for facet in of if facet.count}
        for name, of in facets(filters).items()
    }


def a_street(**fields):
    two_areas()
    food, youth = a_focus_area("Food"), a_focus_area("Youth")
    spanish = a_language()
    pantry = an_organization("Pantry", kind="nonprofit", focus_areas=[food], languages=[spanish])
    a_location(pantry, **INSIDE)
    a_location(pantry, **INSIDE)
    club = a_partner("Club", kind="business", focus_areas=[food, youth])
    an_organization("Garden", kind="community_garden")
    return pantry, club


def test_without_filters_each_value_counts_all_its_organizations_once(db, visitor):
    a_street()
    assert counted("", visitor) == {
        "kind": {"nonprofit": 1, "community_garden": 1, "business": 1},
        "focus_area": {"food": 2, "youth": 1},
        "language": {"es": 1},
        "neighborhood": {"roxbury": 1},
        "in_catchment": {"true": 1, "false": 2},
        "stage": {"none": 2, "active": 1},
        "accepting_students": {"true": 1, "false": 2},
    }


def test_an_empty_value_asks_for_nothing(db, visitor):
    a_street()
    assert counted("kind=&stage=&focus_area=", visitor) == counted("", visitor)


def test_a_facet_ignores_its_own_filter_and_obeys_the_others(db, visitor):
    a_street()
    assert counted("kind=nonprofit&focus_area=food", visitor) == {
        "kind": {"nonprofit": 1, "business": 1},
        "focus_area": {"food": 1},
        "language": {"es": 1},
        "neighborhood": {"roxbury": 1},
        "in_catchment": {"true": 1},
        "stage": {"none": 1},
        "accepting_students": {"false": 1},
    }


def test_a_count_is_what_choosing_the_value_gives(db, visitor):
    a_street()
    filters = OrganizationFilter(QueryDict("search=a&stage=none"), user=visitor)
    assert filters.is_valid()
    for name, values in facets(filters).items():
        for facet in values:
            query = QueryDict("search=a", mutable=True)
            if name != "stage":
                query["stage"] = "none"
            query[name] = facet.value
            chosen = OrganizationFilter(query, user=visitor)
            assert chosen.is_valid()
            assert (name, facet.value, chosen.qs.count()) == (name, facet.value, facet.count)


def test_every_value_is_there_in_words_with_what_is_selected(db, visitor):
    a_street()
    filters = OrganizationFilter(QueryDict("stage=none&stage=active"), user=visitor)
    assert filters.is_valid()
    assert [(f.value, f.label, f.selected) for f in facets(filters)["stage"]] == [
        ("none", "No relationship recorded", True),
        ("prospect", "Prospect", False),
        ("exploring", "Exploring together", False),
        ("active", "Partner of OCCME", True),
        ("paused", "Paused at the partner’s request", False),
        ("closed", "Closed with a plan", False),
    ]


def test_name_and_area_count_for_their_neighborhood_alone(db, visitor):
    two_areas()
    discreet = a_partner(
        "Quiet House",
        publication="area",
        focus_areas=[a_focus_area()],
        languages=[a_language()],
    )
    a_location(discreet, **INSIDE)
    a_partner("Nobody knows", publication="hidden", focus_areas=[a_focus_area("Youth")])
    assert counted("", visitor) == {
        "kind": {},
        "focus_area": {},
        "language": {},
        "neighborhood": {"roxbury": 1},
        "in_catchment": {},
        "stage": {},
        "accepting_students": {},
    }

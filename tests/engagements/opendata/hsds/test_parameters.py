"""What parameters find, and how they are refused."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagements.opendata.hsds.taxonomies import (
    ENGAGEMENT_KINDS,
    FOCUS_AREAS,
    KINDS,
    LANGUAGES,
    Vocabulary,
)
from tests.engagements.opendata.hsds.reading import LISTS, get, lines, names, refused, rows
from tests.factories import (
    OUTSIDE,
    a_focus_area,
    a_language,
    a_location,
    a_partner,
    an_engagement,
    an_organization,
)

NUBIAN = "postcode=02119"


@pytest.fixture
def town(shelves):
    """The pantry with its shelves; a shelter downtown with another focus; a choir with nothing."""
    shelter = a_partner(
        "Shelter",
        kind="faith",
        focus_areas=[a_focus_area("Housing", domain="neighborhood")],
        languages=[a_language("ht", "Haitian Creole", "Kreyòl")],
    )
    place = a_location(
        shelter, address="2 High St", city="Boston", state="MA", zip="02110", **OUTSIDE
    )
    an_engagement(shelter, "Beds", kind="course_week", location=place)
    an_engagement(shelter, "Talks", kind="event")
    an_organization("Choir", publication="public_source")
    return shelves


def term(code: str):
    return next(one for one in Vocabulary().terms if one.code == code).id


def found(client, query: str) -> tuple[list[str], list[str], int]:
    """Organizations, services, and how many services at locations."""
    return (
        names(client, f"organizations?{query}"),
        names(client, f"services?{query}"),
        get(client, f"service_at_locations?{query}")["total_items"],
    )


ALL = (["Pantry", "Shelter", "Choir"], ["Shelves", "Beds", "Talks"], 2)
PANTRY = (["Pantry"], ["Shelves"], 1)
SHELTER = (["Shelter"], ["Beds", "Talks"], 1)
NONE = ([], [], 0)


def test_terms_find_what_has_them(client, town):
    asked = {code: found(client, f"taxonomy_term_id={term(code)}") for code in
             ("food", "housing", "es", "ht", "roxbury", "faith", "event", "domain-neighborhood")}  # fmt: skip
    assert asked == {
        "food": PANTRY,
        "housing": SHELTER,
        "es": PANTRY,
        "ht": (["Shelter"], [], 0),
        "roxbury": PANTRY,
        "faith": (["Shelter"], [], 0),
        "event": ([], ["Talks"], 0),
        "domain-neighborhood": SHELTER,
    }


def test_taxonomies_find_what_has_one_of_their_terms(client, town):
    asked = {one.slug: found(client, f"taxonomy_id={one.id}") for one in
             (FOCUS_AREAS, LANGUAGES, KINDS, ENGAGEMENT_KINDS)}  # fmt: skip
    assert asked == {
        "focus-areas": (["Pantry", "Shelter"], ["Shelves", "Beds", "Talks"], 2),
        "languages": (["Pantry", "Shelter"], ["Shelves"], 1),
        "organization-kinds": (["Pantry", "Shelter", "Choir"], [], 0),
        "engagement-kinds": ([], ["Shelves", "Beds", "Talks"], 2),
    }


def test_a_term_finds_what_tells_it(client, town):
    """Each row that a term finds has it among its attributes, and no other row has."""
    for name in LISTS[:2]:
        told = {
            row["id"]: {one.get("taxonomy_term_id") for one in row["attributes"]}
            for row in rows(client, f"{name}?full=true")
        }
        for one in Vocabulary().terms:
            if one.parent or one.taxonomy != FOCUS_AREAS:
                by_term = [row["id"] for row in rows(client, f"{name}?taxonomy_term_id={one.id}")]
                assert by_term == [id_ for id_, terms in told.items() if str(one.id) in terms]


def test_parameters_are_cumulative(client, town):
    food, housing = term("food"), term("housing")
    pantry = town.organization.public_id
    asked = {
        f"search=shelves&taxonomy_term_id={food}": ["Shelves"],
        f"search=shelves&taxonomy_term_id={housing}": [],
        f"taxonomy_term_id={food}&taxonomy_id={LANGUAGES.id}": ["Shelves"],
        f"taxonomy_term_id={food}&taxonomy_id={FOCUS_AREAS.id}": ["Shelves"],
        f"taxonomy_term_id={housing}&taxonomy_id={LANGUAGES.id}": [],
        f"organization_id={pantry}": ["Shelves"],
        f"organization_id={pantry}&search=beds": [],
    }
    assert {query: names(client, f"services?{query}") for query in asked} == asked


def test_ids_that_are_nowhere_find_nothing(client, town):
    nowhere = "7b0c0c9e-4f1a-4000-8000-000000000000"
    assert found(client, f"taxonomy_term_id={nowhere}") == NONE
    assert found(client, f"taxonomy_id={nowhere}") == NONE
    assert names(client, f"services?organization_id={nowhere}") == []


def test_zip_codes_find_addresses_or_what_is_near_their_middle(client, town):
    assert found(client, NUBIAN) == PANTRY
    assert found(client, "postcode=02110") == (["Shelter"], ["Beds"], 1)
    assert found(client, f"{NUBIAN}&proximity=2000") == PANTRY
    assert found(client, f"{NUBIAN}&proximity=20000") == (
        ["Pantry", "Shelter"],
        ["Shelves", "Beds", "Talks"],
        2,
    )
    assert found(client, f"{NUBIAN}&proximity=1") == NONE


def test_terms_are_listed_by_what_is_above_them(client, town):
    focus = f"taxonomy_terms?taxonomy_id={FOCUS_AREAS.id}"
    assert names(client, f"{focus}&top_only=true") == [
        "Economic stability",
        "Education access and quality",
        "Health care access and quality",
        "Neighborhood and built environment",
        "Social and community context",
    ]
    assert names(client, f"taxonomy_terms?parent_id={term('domain-neighborhood')}") == ["Housing"]
    assert names(client, "taxonomy_terms?search=kreyol") == ["Haitian Creole"]
    assert names(client, "taxonomies?search=kinds") == [
        "Kinds of organization",
        "Kinds of engagement",
    ]


def test_minimal_tells_id_and_date_of_all_in_one_page(client, town):
    page = get(client, "services?minimal=true")
    written = "2026-10-15T16:00:00.000Z"
    ids = [row["id"] for row in rows(client, "services")]
    assert page["contents"] == [{"id": one, "modified_date": written} for one in ids]
    assert lines(client, "services?minimal=true&format=ndjson") == page["contents"]


def test_pages_say_where_they_are(client, town):
    def page(query: str) -> list:
        told = get(client, f"organizations?per_page=2&{query}")
        keys = ("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty")  # fmt: skip
        return [told[key] for key in keys]

    assert page("") == [3, 2, 1, 2, True, False, False]
    assert page("page=2") == [3, 2, 2, 1, False, True, False]
    assert page("page=3") == [3, 2, 3, 0, False, True, True]
    assert page("search=nobody") == [0, 0, 1, 0, True, True, True]


NUMBER = "It takes a whole number from 1 to {}."
ID = "It takes an id, such as 7b0c0c9e-4f1a-4000-8000-000000000000."
MOMENT = "It takes a moment such as 2026-01-31T14:00:00Z. A “+” is written %2B in an address."
YES_NO = "“{}” is not one of its values; it takes true, false."
REFUSED = {
    "services?page=0": {"page": NUMBER.format(1_000_000)},
    "services?page=%C2%B2": {"page": NUMBER.format(1_000_000)},
    "services?page=" + "9" * 5_000: {"page": NUMBER.format(1_000_000)},
    "services?per_page=1001": {"per_page": NUMBER.format(1_000)},
    "services?per_page=1001&minimal=true": {},
    "services?per_page=10001&minimal=true": {"per_page": NUMBER.format(10_000)},
    "services?format=csv": {
        "format": "It takes json, or ndjson for all rows at once, one on each line."
    },
    "services?format=ndjson&page=2": {"page": "All rows come at once with ndjson: leave it out."},
    "services?minimal=true&full=true": {"full": "It contradicts minimal: give one of them."},
    "services?minimal=yes": {"minimal": YES_NO.format("yes")},
    "services?full=1": {"full": YES_NO.format("1")},
    "services?taxonomy_term_id=7": {"taxonomy_term_id": ID},
    "services?organization_id=" + "0" * 32 + "%00": {"organization_id": ID},
    "services?modified_after=yesterday": {"modified_after": MOMENT},
    "services?modified_after=2026-01-31T14:00:00+00:00": {"modified_after": MOMENT},
    "services?modified_after=0001-01-01T00:00:00Z": {"modified_after": MOMENT},
    "services?modified_after=2026-02-30": {"modified_after": MOMENT},
    "services?modified_after=2026-01-31T14:00:00Z&modified_after=2026-01-31": {
        "modified_after": "It is given more than once; it takes one value."
    },
    "organizations?postcode=2119": {
        "postcode": "It takes a ZIP code of five digits, such as 02119."
    },
    "organizations?proximity=10": {
        "proximity": "It is measured from the middle of a ZIP code: give postcode too."
    },
    "organizations?postcode=99999&proximity=10": {
        "postcode": "The middle of this ZIP code is not known; with proximity it takes 02119, 02120, 02130."
    },
    "organizations?postcode=02119&proximity=NaN": {"proximity": NUMBER.format(100_000)},
    "organizations?search=%00": {"search": "Null characters are not allowed."},
    "organizations?search=!!": {"search": "It takes words: letters or digits."},
    "taxonomy_terms?top_only=2": {"top_only": YES_NO.format("2")},
    "taxonomies/7?full=true": {},
}
"""Address → what is refused, and in what words; nothing where it is refused otherwise, or not."""


@pytest.mark.parametrize("address", [address for address, told in REFUSED.items() if told])
def test_what_is_not_understood_is_refused_in_a_sentence(client, town, address):
    assert refused(client, address) == REFUSED[address]


@pytest.mark.parametrize("name", ["", *LISTS])
def test_an_unknown_parameter_is_refused(client, town, name):
    for query in ("colour=red", "colour", "ordering=name", "%00=1", "kind=faith"):
        told = refused(client, f"{name}?{query}")
        assert [words.startswith("There is no parameter “") for words in told.values()] == [True]


ODD = ["", "%00", "%ED%A0%80", "%F0%9F%8D%8E", "-1", "1e9", "NaN", "null", "[]", "{}", "'", "%25", "a" * 3_000, "٣"]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_odd_values_are_refused_or_find_something_but_never_fail(client, town, name):
    known = get(client, "openapi.json")["paths"][f"/{name}"]["get"]["parameters"]
    names_ = [one["$ref"].rpartition("/")[2] for one in known]
    statuses = {
        client.get(f"/hsds/{name}?{parameter}={value}").status_code
        for parameter in names_
        for value in ODD
    }
    assert statuses == {200, 400}


@pytest.mark.parametrize(
    "text", ["7", "x", "%00", "-", "7b0c0c9e4f1a40008000000000000000", "é" * 36]
)
def test_odd_ids_are_not_there(client, town, text):
    told = [get(client, f"{name}/{text}", 404) for name in LISTS]
    assert {one["title"] for one in told} == {"Not Found"}


def test_nothing_else_is_under_this_address(client, db):
    assert get(client, "locations", 404)["detail"] == "There is nothing at this address."


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as made:
        get(client, address)
    return len(made)


def test_an_answer_costs_the_same_for_one_row_and_for_many(client, town):
    for number in range(20):
        house = a_partner(f"House {number}", languages=[a_language(f"x-{number}", "X", "X")])
        place = a_location(house, address="1 Side St", zip="02119")
        an_engagement(house, f"Work {number}", location=place)
    asked = {
        "organizations?": 3,
        "organizations?full=true&": 11,
        "organizations?full_service=true&": 22,
        "services?": 10,
        "services?full=true&": 22,
        "services?minimal=true&": 8,
        "service_at_locations?full=true&": 22,
    }
    costs = {
        one: {queries(client, f"{one}per_page={size}") for size in (1, 1_000)} for one in asked
    }
    assert costs == {one: {number} for one, number in asked.items()}

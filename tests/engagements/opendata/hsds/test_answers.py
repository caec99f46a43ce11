"""The answers as other people's tools read them: the keys, forms and words of HSDS 3.1.

What the specification requires and enumerates stands here as literals, read from
https://github.com/openreferral/specification (schema/*.json, version 3.1.3).
"""

import re
from datetime import timedelta
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from engagements.opendata.hsds.ids import at_location
from tests.engagements.opendata.hsds.reading import LISTS, get, lines, rows, values
from tests.factories import a_location, a_partner, an_engagement, an_organization

REQUIRED = {
    "Organization": ["id", "name", "description"],
    "Location": ["id", "location_type"],
    "Address": [
        "id", "address_1", "city", "state_province", "postal_code", "country", "address_type",
    ],
    "Accessibility": ["id"],
    "Phone": ["id", "number"],
    "Language": ["id"],
    "Service": ["id", "name", "status"],
    "Schedule": ["id"],
    "RequiredDocument": ["id"],
    "ServiceAtLocation": ["id"],
    "Attribute": ["id"],
    "Taxonomy": ["id", "name", "description"],
    "TaxonomyTerm": ["id", "name", "description"],
}  # fmt: skip

ENUMS = {
    ("Service", "status"): ["active", "inactive", "defunct", "temporarily closed"],
    ("Location", "location_type"): ["physical", "postal", "virtual"],
    ("Address", "address_type"): ["physical", "postal", "virtual"],
    ("Schedule", "freq"): ["WEEKLY", "MONTHLY"],
}

PAGE = {
    "total_items": 1,
    "total_pages": 1,
    "page_number": 1,
    "size": 1,
    "first_page": True,
    "last_page": True,
    "empty": False,
}


def here(path: str) -> str:
    return f"http://127.0.0.1:8000{path}"


@pytest.fixture
def described(client, db) -> dict[str, Any]:
    return get(client, "openapi.json")


def test_the_description_says_what_the_specification_requires(described):
    shapes = described["components"]["schemas"]
    assert {name: shapes[name]["required"] for name in REQUIRED} == REQUIRED
    assert {key: shapes[key[0]]["properties"][key[1]]["enum"] for key in ENUMS} == ENUMS


def addresses(client) -> dict[str, list[str]]:
    """Of each path of the description, addresses to ask."""
    found = {"/": [""]}
    for name in LISTS:
        found[f"/{name}"] = [name, f"{name}?search=pantry"]
        found[f"/{name}/{{id}}"] = [f"{name}/{row['id']}" for row in rows(client, name)]
    for name in LISTS[:3]:
        found[f"/{name}"].append(f"{name}?full=true")
    found["/services"].append("services?minimal=true")
    found["/organizations"].append("organizations?full_service=true")
    return found


@pytest.fixture
def street(shelves):
    """Beside the pantry: organizations that tell little, and places that lack something."""
    an_organization("Found", publication="public_source")
    an_engagement(a_partner("Shy", publication="area"), "Walks")
    bare = a_partner("Bare")
    a_location(bare, address="3 Short St", city="Boston", type="postal")
    a_location(bare, name="On the air", type="virtual", step_free=False)
    an_engagement(bare, "Floats", description="", location=bare.locations.earliest("pk"))
    return shelves


def test_every_answer_is_as_described(client, described, street):
    asked = addresses(client)
    assert asked.keys() == described["paths"].keys()
    wrong = []
    for path, several in asked.items():
        content = described["paths"][path]["get"]["responses"]["200"]["content"]
        schema = content["application/json"]["schema"] | {"components": described["components"]}
        check = Draft202012Validator(schema, format_checker=FormatChecker())
        assert several
        for address in several:
            wrong += [
                (address, e.json_path, e.message) for e in check.iter_errors(get(client, address))
            ]
    assert wrong == []


def test_no_value_is_null_or_empty(client, street):
    for several in addresses(client).values():
        for address in several:
            told = get(client, address)
            told = told.get("contents", [told])
            blank = [one for row in told for one in values(row) if one in (None, "", [], {})]
            assert (address, blank) == (address, [])


def test_every_key_that_is_told_is_described(client, described, street):
    shapes = described["components"]["schemas"]
    known = {key for shape in shapes.values() for key in shape["properties"]} | {"contents"}
    for several in addresses(client).values():
        for address in several:
            assert set(keys(get(client, address))) - known == set()


def keys(found: Any) -> list[str]:
    inside = found.values() if isinstance(found, dict) else found if isinstance(found, list) else []
    own = list(found) if isinstance(found, dict) else []
    return own + [key for one in inside for key in keys(one)]


def test_the_root_says_version_profile_and_description(client, db):
    told = {
        "version": "3.1",
        "profile": "https://docs.openreferral.org/en/latest/hsds/",
        "openapi_url": here("/hsds/openapi.json"),
        "description": "Community organizations near Harvard Medical School, and open work with them.",
        "publisher": {
            "name": "OCCME",
            "email": "occme@example.org",
            "website": here("/about/"),
        },
    }
    assert get(client, "") == told
    assert client.get("/hsds").json() == told


def organization(pantry) -> dict[str, Any]:
    return {
        "id": str(pantry.public_id),
        "name": "Pantry",
        "alternate_name": "Despensa; The Shelf",
        "description": "Gives out food.",
        "email": "hello@pantry.example.org",
        "website": "https://pantry.example.org/",
        "uri": here(f"/hsds/organizations/{pantry.public_id}"),
    }


def service(shelves) -> dict[str, Any]:
    page = here(f"/engagements/{shelves.pk}/")
    return {
        "id": str(shelves.public_id),
        "organization_id": str(shelves.organization.public_id),
        "name": "Shelves",
        "description": "Stacks and talks.",
        "url": page,
        "email": "hello@pantry.example.org",
        "status": "active",
        "application_process": f"Students apply on its page: {page}",
        "fees_description": "Students are paid for this work.",
        "eligibility_description": "For students who take part through OCCME.",
    }


def place(location) -> dict[str, Any]:
    return {
        "id": str(location.public_id),
        "location_type": "physical",
        "organization_id": str(location.organization.public_id),
        "name": "Back room",
        "transportation": "Nubian",
        "latitude": 42.3317,
        "longitude": -71.0838,
    }


def without_ids(found: Any) -> Any:
    """Without the ids that are made up from those of the records."""
    if isinstance(found, list):
        return [without_ids(one) for one in found]
    if not isinstance(found, dict):
        return found
    return {key: without_ids(one) for key, one in found.items() if not re.search(r"(^|_)id$", key)}


def test_lists_tell_what_each_has_one_of(client, shelves):
    pantry, location = shelves.organization, shelves.location
    written = {"last_modified": "2026-10-15T16:00:00.000Z", "organization": organization(pantry)}
    offered = service(shelves) | written
    link = {
        "id": str(at_location(shelves.public_id)),
        "service_id": str(shelves.public_id),
        "location_id": str(location.public_id),
        "description": "Bus 23. A ramp.",
        "location": place(location),
        "service": offered,
    }
    assert get(client, "organizations") == PAGE | {"contents": [organization(pantry)]}
    assert get(client, "services") == PAGE | {"contents": [offered]}
    assert get(client, "service_at_locations") == PAGE | {"contents": [link]}


FACTS = [
    ("Answers the priority", "Tuesday hands"),
    ("Designation", "Community engagement: created together"),
    ("Part of the curriculum", "Elective"),
    ("Term", "Fall 2026"),
    ("Hours a week", "3.5"),
    ("Seats", "2"),
]


def test_a_service_tells_when_what_and_for_whom(client, shelves):
    told = get(client, f"services/{shelves.public_id}/")
    weekly = {
        "dtstart": "2026-10-20",
        "until": "2026-11-24",
        "freq": "WEEKLY",
        "interval": 1,
        "byday": "TU",
        "description": "Tuesday mornings",
    }
    assert without_ids(told["schedules"]) == [
        weekly
        | {"valid_from": "2026-10-20", "valid_to": "2026-10-31", "timezone": -4}
        | {"opens_at": "09:00-04:00", "closes_at": "12:30-04:00"},
        weekly
        | {"valid_from": "2026-11-01", "valid_to": "2026-11-24", "timezone": -5}
        | {"opens_at": "09:00-05:00", "closes_at": "12:30-05:00"},
    ]
    assert without_ids(told["required_documents"]) == [{"document": "Record check"}]
    assert without_ids(told["languages"]) == [
        {"name": "Spanish", "code": "es", "note": "Useful for students to speak"}
    ]
    terms = [(one["taxonomy_term"]["taxonomy"], one["taxonomy_term"]["name"])
             for one in told["attributes"] if "taxonomy_term" in one]  # fmt: skip
    assert terms == [
        ("Kinds of engagement", "Elective"),
        ("Focus areas", "Food"),
        ("Languages", "Spanish"),
        ("Neighborhoods", "Roxbury"),
    ]
    facts = [(one["label"], one["value"]) for one in told["attributes"] if "label" in one]
    assert facts == FACTS


def test_an_organization_tells_its_places_phones_and_services(client, shelves):
    pantry = shelves.organization
    told = get(client, f"organizations/{pantry.public_id}")
    (location,) = told["locations"]
    assert location["addresses"] == [
        {
            "id": location["addresses"][0]["id"],
            "location_id": location["id"],
            "address_1": "1 Main St",
            "city": "Boston",
            "state_province": "MA",
            "postal_code": "02119",
            "country": "US",
            "address_type": "physical",
        }
    ]
    assert without_ids(location["languages"]) == [{"name": "Spanish", "code": "es"}]
    assert without_ids(location["accessibility"]) == [{"description": "Step-free access"}]
    assert without_ids(told["phones"]) == [{"number": "617-555-0100", "type": "voice"}]
    assert told["services"] == [service(shelves)]
    page = {"label": "In OCCME’s directory", "url": here("/organizations/pantry/")}
    assert without_ids(told["additional_websites"]) == [page]
    (whole,) = get(client, f"organizations/{pantry.public_id}?full_service=true")["services"]
    alone = get(client, f"services/{shelves.public_id}")
    assert whole == {k: v for k, v in alone.items() if k not in ("last_modified", "organization")}


def test_an_address_that_lacks_something_is_told_in_words(client, street):
    bare = next(row for row in rows(client, "organizations?full=true") if row["name"] == "Bare")
    told = [
        (one["location_type"], one.get("description"), "addresses" in one)
        for one in bare["locations"]
    ]
    assert told == [("postal", "3 Short St, Boston", False), ("virtual", None, False)]


def test_what_a_public_source_says_names_the_source(client, street):
    found = next(row for row in rows(client, "organizations") if row["name"] == "Found")
    assert found["description"] == (
        "It has no description yet.\n\n"
        "Found in a public source, without a word from it: A public list, as of 2019"
    )


def test_an_engagement_without_hours_of_the_week_tells_its_days(client, street):
    (floats,) = rows(client, "services?search=floats&full=true")
    assert without_ids(floats["schedules"]) == [{"dtstart": "2026-09-01", "until": "2026-12-18"}]
    assert "description" not in floats


def test_an_hour_of_a_weekday_that_never_comes_is_not_told(client, shelves):
    shelves.ends_on = shelves.starts_on = shelves.starts_on + timedelta(days=1)
    shelves.save()
    told = without_ids(get(client, f"services/{shelves.public_id}")["schedules"])
    days = {"dtstart": "2026-10-21", "until": "2026-10-21"}
    assert told == [days | {"description": "Tuesday mornings"}]


@pytest.mark.parametrize("name", LISTS)
def test_a_download_has_the_rows_of_all_pages(client, street, name):
    full = "&full=true" if name in LISTS[:3] else ""
    page = rows(client, f"{name}?per_page=1000{full}")
    assert len(page) > 1
    assert lines(client, f"{name}?format=ndjson{full}") == page


@pytest.mark.parametrize("name", ["", *LISTS])
def test_a_slash_at_the_end_changes_nothing(client, street, name):
    plain, slashed = (
        client.get(f"/hsds/{name}".rstrip("/")),
        client.get(f"/hsds/{name}/".replace("//", "/")),
    )
    assert (plain.status_code, plain.content) == (200, slashed.content)


def test_words_of_the_reader_do_not_change_it(client, shelves):
    texts = {
        client.get("/hsds/services?full=true", headers={"accept-language": code}).content
        for code in ("en-us", "en-gb", "es")
    }
    assert len(texts) == 1


def test_pages_of_any_host_may_read_it_and_caches_keep_it(client, shelves):
    answer = client.get("/hsds/services")
    headers = ("Access-Control-Allow-Origin", "Cache-Control", "Content-Type")
    assert [answer[name] for name in headers] == ["*", "public, max-age=300", "application/json"]
    again = client.get("/hsds/services", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")

"""The API as programs meet it: what is read of each record, pages, fields."""

import json
from datetime import date

import pytest
from drf_spectacular.generators import SchemaGenerator

from tests.factories import (
    INSIDE,
    OUTSIDE,
    a_contact,
    a_location,
    a_member,
    a_partner,
    a_priority,
    an_organization,
    two_areas,
)
from tests.partners.reading import URL, get

ROXBURY = {"slug": "roxbury", "name": "Roxbury"}

PLACE = {
    "type": "physical",
    "name": "",
    "address": "1 Main St",
    "city": "Boston",
    "state": "MA",
    "zip": "02119",
    "latitude": 42.3317,
    "longitude": -71.0838,
    "precision": "",
    "neighborhood": ROXBURY,
    "in_catchment": True,
    "step_free": None,
    "nearest_stop": "",
    "is_confidential": False,
    "closed_on": None,
}

CLUB = {
    "slug": "club",
    "url": "/organizations/club/",
    "name": "Club",
    "alternate_names": [],
    "publication": "full",
    "is_sample": False,
    "kind": "business",
    "stage": "active",
    "description": 'Says "hello", daily',
    "website": "https://club.example.org",
    "email": "",
    "phone": "",
    "focus_areas": [{"slug": "food", "title": "Food"}],
    "populations": "",
    "languages": [{"code": "es", "name": "Spanish"}],
    "neighborhoods": [ROXBURY],
    "in_catchment": True,
    "accepting_students": True,
    "since_year": None,
    "verified_on": None,
    "source": "",
    "source_as_of": "",
}


def test_an_organization_as_a_visitor_reads_it(client, club):
    place = PLACE | {"id": club.locations.get().pk}
    expected = CLUB | {"id": club.pk, "locations": [place]}
    assert get(client, f"{URL}{club.pk}/") == expected


INNER = {
    "steward",
    "students_at_once",
    "asks_per_month",
    "contact_every_weeks",
    "quiet_periods",
    "involvement",
    "preferred_channel",
    "preferred_language",
    "do_not_contact_until",
    "consent_by",
    "consent_on",
    "verified_by",
    "closed_on",
    "closed_reason",
}


def test_staff_and_its_own_people_read_more(client, club, staff, student):
    member = a_member("member@example.org", club)
    read = {}
    for person in (staff, member, student):
        client.force_login(person)
        read[person.email] = set(get(client, f"{URL}{club.pk}/"))
    visitor = read["student@example.org"]
    assert not visitor & INNER
    assert read["staff@example.org"] == read["member@example.org"] == visitor | INNER


def test_name_and_area_are_all_that_is_said(client, db, student):
    two_areas()
    quiet = a_partner("Quiet House", publication="area", description="A secret")
    a_location(quiet, address="77 Hidden Way", **INSIDE)
    expected = {
        "id": quiet.pk,
        "slug": "quiet-house",
        "url": "/organizations/quiet-house/",
        "name": "Quiet House",
        "publication": "area",
        "is_sample": False,
        "neighborhoods": [{"slug": "roxbury", "name": "Roxbury"}],
    }
    client.force_login(student)
    assert get(client, URL)["results"] == [expected]
    assert get(client, f"{URL}{quiet.pk}/") == expected
    assert get(client, "/api/v1/locations/")["results"] == []


@pytest.mark.parametrize("number", ["{pk}", "999999", "0", "x", "-1", "9" * 30, "%00", "1.5"])
def test_what_is_hidden_is_not_there(client, home, student, number):
    client.force_login(student)
    answer = get(client, f"{URL}{number.format(pk=home.pk)}/", 404)
    assert answer["status"] == 404


def test_pages(client, db):
    for number in range(5):
        an_organization(f"Club {number}")
    first = get(client, f"{URL}?page_size=2&fields=name")
    assert first == {
        "count": 5,
        "next": f"http://testserver{URL}?fields=name&page=2&page_size=2",
        "previous": None,
        "results": [{"name": "Club 0"}, {"name": "Club 1"}],
    }
    last = get(client, f"{URL}?page_size=2&page=3&fields=name")
    assert (last["results"], last["next"]) == ([{"name": "Club 4"}], None)
    assert last["previous"] == f"http://testserver{URL}?fields=name&page=2&page_size=2"
    second = get(client, first["next"])
    assert second["previous"] == f"http://testserver{URL}?fields=name&page_size=2"


def test_an_empty_list_has_one_empty_page(client, db):
    empty = {"count": 0, "next": None, "previous": None, "results": []}
    assert get(client, URL) == get(client, f"{URL}?page=1") == empty


def test_distance_is_told_where_it_is_asked_for(client, club):
    query = f"{URL}?near=42.3317,-71.0848&fields=name,distance_m"
    assert get(client, query)["results"] == [{"name": "Club", "distance_m": 82}]
    assert "distance_m" not in get(client, URL)["results"][0]


def test_the_nearest_place_counts(client, club):
    a_location(club, **OUTSIDE)
    query = f"{URL}?near=42.35,-71.05&fields=name,distance_m"
    assert get(client, query)["results"] == [{"name": "Club", "distance_m": 0}]


def test_priorities_name_nobody_to_the_public(client, club, staff):
    rosa = a_contact(club, "Rosa Sample")
    a_priority(club, "Evenings", stated_by=rosa, stated_on=date(2026, 1, 1))
    a_priority(club, "A lawsuit", is_public=False)
    assert "Rosa" not in json.dumps(public := get(client, "/api/v1/priorities/"))
    assert [row["title"] for row in public["results"]] == ["Evenings"]
    client.force_login(staff)
    assert [
        (row["title"], row["stated_by"]) for row in get(client, "/api/v1/priorities/")["results"]
    ] == [("Evenings", "Rosa Sample"), ("A lawsuit", None)]


def test_contacts_are_for_staff_and_their_own(client, club, staff, student):
    a_contact(club)
    member = a_member("member@example.org", club)
    counts = {}
    for person in (staff, member, student):
        client.force_login(person)
        counts[person.email] = get(client, "/api/v1/contacts/")["count"]
    assert counts == {
        "staff@example.org": 1,
        "member@example.org": 1,
        "student@example.org": 0,
    }


def test_the_description_of_the_api_stands_without_a_warning(tmp_path):
    from django.core.management import call_command

    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema.yml"))


@pytest.mark.parametrize("name", ["organizations", "engagements", "placements", "hours"])
def test_the_description_tells_of_pages_whatever_the_formats(name):
    schema = SchemaGenerator().get_schema(public=True)
    described = schema["paths"][f"/api/v1/{name}/"]["get"]["parameters"]
    told = {parameter["name"] for parameter in described}
    assert {"page", "page_size", "ordering", "fields"} <= told

"""The API as programs meet it: shapes, pages, fields, formats, refusals."""

import csv
import io
import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import FocusArea, Language
from tests.factories import (
    INSIDE,
    OUTSIDE,
    a_contact,
    a_focus_area,
    a_language,
    a_location,
    a_member,
    a_partner,
    a_priority,
    an_organization,
    two_areas,
)

URL = "/api/v1/organizations/"
AREA_FIELDS = ["id", "slug", "url", "name", "publication", "is_sample", "neighborhoods"]


def get(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status, response.content
    return response.json()


def names(client, query=""):
    return [row["name"] for row in get(client, URL + query)["results"]]


def streamed(client, query) -> str:
    response = client.get(URL + query)
    assert (response.status_code, response.streaming) == (200, True)
    return b"".join(response.streaming_content).decode()


@pytest.fixture
def club(db):
    two_areas()
    club = a_partner(
        "Club",
        kind="business",
        focus_areas=[a_focus_area()],
        languages=[a_language()],
        website="https://club.example.org",
        description='Says "hello", daily',
        verified_on=None,
    )
    a_location(club, address="1 Main St", city="Boston", state="MA", zip="02119", **INSIDE)
    return club


def test_an_organization_as_a_visitor_reads_it(client, club):
    place = club.locations.get()
    roxbury = {"slug": "roxbury", "name": "Roxbury"}
    assert get(client, f"{URL}{club.pk}/") == {
        "id": club.pk,
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
        "neighborhoods": [roxbury],
        "in_catchment": True,
        "accepting_students": True,
        "since_year": None,
        "verified_on": None,
        "source": "",
        "source_as_of": "",
        "locations": [
            {
                "id": place.pk,
                "type": "physical",
                "name": "",
                "address": "1 Main St",
                "city": "Boston",
                "state": "MA",
                "zip": "02119",
                "latitude": 42.3317,
                "longitude": -71.0838,
                "precision": "",
                "neighborhood": roxbury,
                "in_catchment": True,
                "step_free": None,
                "nearest_stop": "",
                "is_confidential": False,
            }
        ],
    }


INNER = {
    "steward",
    "students_at_once",
    "asks_per_month",
    "quiet_periods",
    "involvement",
    "preferred_channel",
    "preferred_language",
    "do_not_contact_until",
    "consent_by",
    "consent_on",
    "verified_by",
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


def problem(status, title, detail, **errors):
    parts = [{"parameter": name, "detail": text} for name, text in errors.items()]
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return body | ({"errors": parts} if parts else {})


NOT_UNDERSTOOD = "The address has parameters that are not understood."
PAGE_SIZE = "It takes a whole number from 1 to 200."


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("page=0", {"page": "It takes a whole number from 1 to 1000000."}),
        ("page=two", {"page": "It takes a whole number from 1 to 1000000."}),
        ("page=1&page=2", {"page": "It takes a whole number from 1 to 1000000."}),
        ("page_size=201", {"page_size": PAGE_SIZE}),
        ("page_size=" + "9" * 400, {"page_size": PAGE_SIZE}),
        ("page_size=²", {"page_size": PAGE_SIZE}),
        ("format=xml", {"format": "It takes json, csv, geojson."}),
        (
            "fields=name,password",
            {
                "fields": "“password” is not a field; it takes id, slug, url, name, "
                "alternate_names, publication, is_sample, kind, stage, description, website, "
                "email, phone, focus_areas, populations, languages, neighborhoods, in_catchment, "
                "accepting_students, since_year, verified_on, source, source_as_of, distance_m, "
                "locations, steward, students_at_once, asks_per_month, quiet_periods, "
                "involvement, preferred_channel, preferred_language, do_not_contact_until, "
                "consent_by, consent_on, verified_by."
            },
        ),
        (
            "colour=red&in_catchment=1",
            {
                "colour": "There is no parameter “colour” here; there are accepting_students, "
                "bbox, fields, focus_area, format, in_catchment, kind, language, near, "
                "neighborhood, ordering, page, page_size, search, stage, verified_since, within_m.",
                "in_catchment": "“1” is not one of its values; it takes true, false.",
            },
        ),
    ],
)
def test_a_bad_address_is_refused_by_name(client, db, query, errors):
    response = client.get(f"{URL}?{query}")
    assert response.headers["Content-Type"] == "application/problem+json"
    assert (response.status_code, response.json()) == (
        400,
        problem(400, "Bad Request", NOT_UNDERSTOOD, **errors),
    )


@pytest.mark.parametrize("format_", ["csv", "geojson"])
def test_exports_and_views_refuse_as_lists_do(client, db, format_):
    for url in (f"{URL}?format={format_}&", f"{URL}facets/?", f"{URL}map/?"):
        answer = get(client, url + "in_catchment=1", 400)
        assert [error["parameter"] for error in answer["errors"]] == ["in_catchment"]


@pytest.mark.parametrize("zoom", ["-1", "23", "a", "1.5"])
def test_the_map_takes_whole_zoom_levels(client, db, zoom):
    answer = get(client, f"{URL}map/?zoom={zoom}", 400)
    assert answer["errors"] == [
        {"parameter": "zoom", "detail": "It takes a whole number from 0 to 22."}
    ]


@pytest.mark.parametrize(
    ("method", "url", "status", "detail"),
    [
        ("get", f"{URL}?page=9", 404, "There is no such page; the last one is 1."),
        ("get", "/api/v1/nothing/", 404, "There is nothing at this address."),
        ("get", "/api/", 404, "There is nothing at this address."),
        ("post", URL, 405, 'Method "POST" not allowed.'),
        ("delete", URL, 405, 'Method "DELETE" not allowed.'),
        ("get", "/api/v1/contacts/", 401, "Authentication credentials were not provided."),
    ],
)
def test_every_refusal_is_a_problem(client, staff, method, url, status, detail):
    if status == 405:
        client.force_login(staff)
    response = getattr(client, method)(url)
    assert (response.status_code, response.headers["Content-Type"]) == (
        status,
        "application/problem+json",
    )
    assert (response.json()["status"], response.json()["detail"]) == (status, detail)


def test_distance_is_told_where_it_is_asked_for(client, club):
    query = f"{URL}?near=42.3317,-71.0848&fields=name,distance_m"
    assert get(client, query)["results"] == [{"name": "Club", "distance_m": 82}]
    assert "distance_m" not in get(client, URL)["results"][0]


def test_the_nearest_place_counts(client, club):
    a_location(club, **OUTSIDE)
    query = f"{URL}?near=42.35,-71.05&fields=name,distance_m"
    assert get(client, query)["results"] == [{"name": "Club", "distance_m": 0}]


def test_csv(client, club):
    an_organization("=cmd|' /C calc'!A1", description="-1+1", publication="public_source")
    text = streamed(client, "?format=csv")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert text.startswith("\ufeffid,name,publication,kind,stage,")
    assert [(row["name"], row["description"]) for row in rows] == [
        ("Club", 'Says "hello", daily'),
        ("'=cmd|' /C calc'!A1", "'-1+1"),
    ]
    chosen = ("focus_areas", "languages", "neighborhoods", "zip", "longitude", "in_catchment")
    assert [rows[0][name] for name in chosen] == [
        "Food",
        "Spanish",
        "Roxbury",
        "02119",
        "-71.0838",
        "yes",
    ]


def test_geojson(client, club):
    both, nowhere = an_organization("Both"), an_organization("Nowhere")
    a_location(both, **INSIDE)
    a_location(both, **OUTSIDE)
    collection = json.loads(streamed(client, "?format=geojson"))
    assert collection["type"] == "FeatureCollection"
    assert [
        (row["type"], row["id"], row["geometry"], row["properties"]["name"])
        for row in collection["features"]
    ] == [
        (
            "Feature",
            both.pk,
            {"type": "MultiPoint", "coordinates": [[-71.0838, 42.3317], [-71.05, 42.35]]},
            "Both",
        ),
        ("Feature", club.pk, {"type": "Point", "coordinates": [-71.0838, 42.3317]}, "Club"),
        ("Feature", nowhere.pk, None, "Nowhere"),
    ]


@pytest.mark.parametrize("format_", ["csv", "geojson"])
def test_exports_keep_what_is_hidden(client, db, staff, format_):
    discreet = a_partner("Quiet House", publication="area", description="Escorts", phone="617-1")
    a_location(discreet, address="77 Hidden Way", **INSIDE)
    a_location(an_organization("Shelter"), address="5 Secret Lane", is_confidential=True)
    a_partner("Nobody knows", publication="hidden")
    public = streamed(client, f"?format={format_}")
    client.force_login(staff)
    whole = streamed(client, f"?format={format_}")
    secrets = ["Escorts", "617-1", "Hidden Way", "42.3317", "Secret Lane", "Nobody knows"]
    assert [secret for secret in secrets if secret in public] == []
    planted = secrets if format_ == "geojson" else [s for s in secrets if s != "617-1"]
    assert [secret for secret in planted if secret not in whole] == []


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


def queries_of(client, url) -> int:
    with CaptureQueriesContext(connection) as held:
        response = client.get(url)
        list(getattr(response, "streaming_content", []))
    assert response.status_code == 200
    return len(held)


def fill(*numbers: int) -> None:
    for number in numbers:
        food, spanish = FocusArea.objects.first(), Language.objects.first()
        row = a_partner(f"Club {number}", focus_areas=[food], languages=[spanish])
        a_location(row, **INSIDE)
        a_priority(row)
        a_contact(row)


@pytest.mark.parametrize(
    ("url", "count"),
    [
        (URL, 9),
        (f"{URL}?format=csv", 8),
        (f"{URL}?format=geojson", 8),
        (f"{URL}map/", 4),
        (f"{URL}facets/", 12),
        ("/api/v1/locations/", 4),
        ("/api/v1/priorities/", 4),
        ("/api/v1/contacts/", 4),
    ],
)
def test_a_list_takes_as_many_queries_for_one_row_as_for_thirty(client, staff, url, count):
    two_areas()
    a_focus_area()
    a_language()
    client.force_login(staff)
    fill(1)
    one = queries_of(client, url)
    fill(*range(2, 31))
    assert [one, queries_of(client, url)] == [count, count]


def test_the_description_of_the_api_stands_without_a_warning(tmp_path):
    from django.core.management import call_command

    call_command("spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "schema.yml"))

"""The API says no: by name, in one shape, whatever was asked for."""

import pytest

from tests.partners.reading import URL, get


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
        ("page=1&page=2", {"page": "It is given more than once; it takes one value."}),
        ("fields=id&fields=name", {"fields": "It is given more than once; it takes one value."}),
        ("format=json&format=csv", {"format": "It is given more than once; it takes one value."}),
        ("page_size=201", {"page_size": PAGE_SIZE}),
        ("page_size=" + "9" * 400, {"page_size": PAGE_SIZE}),
        ("page_size=²", {"page_size": PAGE_SIZE}),
        ("format=xml", {"format": "It takes json, csv, xlsx, geojson."}),
        (
            "fields=name,password",
            {
                "fields": "“password” is not a field; it takes id, slug, url, name, "
                "alternate_names, publication, is_sample, kind, stage, description, website, "
                "email, phone, focus_areas, populations, languages, neighborhoods, in_catchment, "
                "accepting_students, since_year, verified_on, source, source_as_of, distance_m, "
                "locations, steward, students_at_once, asks_per_month, contact_every_weeks, "
                "quiet_periods, involvement, preferred_channel, preferred_language, do_not_contact_until, "
                "consent_by, consent_on, verified_by, closed_on, closed_reason."
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
        ("put", URL, 405, 'Method "PUT" not allowed.'),
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


@pytest.mark.parametrize("place", ["{pk}/", "facets/", "map/"])
def test_only_the_list_comes_as_csv_and_geojson(client, club, place):
    url = URL + place.format(pk=club.pk)
    for format_ in ("csv", "geojson"):
        answer = get(client, f"{url}?format={format_}", 400)
        assert answer["errors"] == [{"parameter": "format", "detail": "It takes json."}]
    refused = client.get(url, headers={"Accept": "text/csv"})
    assert (refused.status_code, refused.json()["status"]) == (406, 406)


def test_a_missing_slash_is_forgiven(client, db):
    assert client.get("/api/v1/organizations?kind=faith").headers["Location"] == f"{URL}?kind=faith"


def test_even_a_fault_of_ours_is_a_problem(client, db, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("partners.api.OrganizationResource.drawn", None)
    answer = get(client, f"{URL}map/", 500)
    assert answer["detail"] == "Something went wrong here. It is not your fault; try again later."

"""For each role and address: the rows of page, API, CSV, GeoJSON and map are the same rows."""

import csv
import io
import json
from datetime import date

import pytest

from tests.factories import (
    INSIDE,
    OUTSIDE,
    a_focus_area,
    a_language,
    a_location,
    a_partner,
    a_priority,
    an_organization,
    two_areas,
)
from tests.partners.reading import in_workbook

ROLES = ("visitor", "student", "partner", "stranger", "staff")

QUERIES = [
    "",
    "search=house",
    "search=escorts",
    "kind=business",
    "kind=business&kind=faith",
    "focus_area=food",
    "language=es",
    "neighborhood=roxbury",
    "in_catchment=true",
    "in_catchment=false",
    "stage=active",
    "stage=none",
    "accepting_students=true",
    "verified_since=2026-01-01",
    "near=42.3317,-71.0838",
    "near=42.3317,-71.0838&within_m=800",
    "bbox=-71.09,42.32,-71.08,42.34",
    "ordering=-name",
    "ordering=-verified_on",
    "kind=business&neighborhood=roxbury&search=house",
]


@pytest.fixture
def town(everybody, home, staff):
    """Every publication level, each with all that a filter could find."""
    two_areas()
    food, spanish = a_focus_area(), a_language()
    full = {"kind": "business", "focus_areas": [food], "languages": [spanish]}
    checked = {"verified_on": date(2026, 2, 1), "verified_by": staff}
    for level in ("area", "full", "hidden"):
        a_partner(f"House {level}", publication=level, **full, **checked)
    listed = an_organization("House of the list", publication="public_source", **full)
    an_organization("Nowhere House", publication="public_source")
    home.kind = "business"
    home.save()
    for organization in [*type(home).objects.exclude(name="Nowhere House")]:
        a_location(organization, **INSIDE)
        a_priority(organization, "Escorts after dark")
    a_location(listed, **OUTSIDE)
    return everybody


def on_page(client, query):
    return [row.name for row in client.get(f"/?{query}").context["listing"].page]


def in_api(client, query):
    return [row["name"] for row in client.get(f"/api/v1/organizations/?{query}").json()["results"]]


def streamed(client, query):
    response = client.get(f"/api/v1/organizations/?{query}")
    return b"".join(response.streaming_content).decode()


def in_csv(client, query):
    text = streamed(client, f"{query}&format=csv").removeprefix("\ufeff")
    return [row["name"] for row in csv.DictReader(io.StringIO(text))]


def in_geojson(client, query):
    return json.loads(streamed(client, f"{query}&format=geojson"))["features"]


def on_map(client, query):
    points = client.get(f"/api/v1/organizations/map/?{query}").json()["points"]
    return {point["name"] for point in points}


def everywhere(client, query):
    """The names that each view of one address gives, in order; the map's in none."""
    features = in_geojson(client, query)
    placed = {row["properties"]["name"] for row in features if row["geometry"]}
    return {
        "page": on_page(client, query),
        "CSV": in_csv(client, query),
        "XLSX": [row[1] for row in in_workbook(client, query)[1:]],
        "GeoJSON": [row["properties"]["name"] for row in features],
        "map": on_map(client, query) == placed,
    }


@pytest.mark.parametrize("role", ROLES)
def test_the_same_rows_everywhere(client, town, role):
    if role != "visitor":
        client.force_login(town[role])
    for query in QUERIES:
        rows = in_api(client, query)
        expected = {"page": rows, "CSV": rows, "XLSX": rows, "GeoJSON": rows, "map": True}
        assert (query, everywhere(client, query)) == (query, expected)


@pytest.mark.parametrize(
    ("role", "rows"),
    [
        ("visitor", ["House area", "House full", "House of the list", "Nowhere House"]),
        (
            "partner",
            ["House area", "House full", "House of the list", "Nowhere House", "Sample Home"],
        ),
        (
            "staff",
            [
                "House area",
                "House full",
                "House hidden",
                "House of the list",
                "Nowhere House",
                "Sample Elsewhere",
                "Sample Home",
            ],
        ),
    ],
)
def test_and_they_are_the_ones_that_the_role_may_see(client, town, role, rows):
    if role != "visitor":
        client.force_login(town[role])
    assert in_api(client, "") == rows

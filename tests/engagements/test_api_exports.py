"""Engagements as CSV, XLSX and GeoJSON, and why and how far they are; what none of them tells."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from tests.factories import (
    INSIDE,
    a_location,
    a_priority,
    an_engagement,
)
from tests.partners.test_api_queries import queries_of

URL = "/api/v1/engagements/"
NEAR = "near=42.3317,-71.0738"
"""822 meters east of INSIDE."""


def whole(client, query: str) -> bytes:
    answer = client.get(f"{URL}?{query}")
    assert (answer.status_code, answer.streaming) == (200, True), answer.content
    return b"".join(answer.streaming_content)


def in_csv(client, query: str = "") -> list[dict]:
    text = whole(client, f"{query}&format=csv").decode().removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def in_xlsx(client, query: str = "") -> list[list]:
    book = load_workbook(io.BytesIO(whole(client, f"{query}&format=xlsx")), read_only=True)
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def features(client, query: str = "") -> list[dict]:
    return json.loads(whole(client, f"{query}&format=geojson"))["features"]


LEAKS = ("77 Hidden Way", "confidence", "Escorts", "Educator", "Adviser", "proposer@", "seated@",
         "chair", "9 Refuge Rd", "drawer", "Secret Society", "Whispers")  # fmt: skip


def test_rows_of_csv(client, kitchen):
    rows = in_csv(client, NEAR)
    chosen = ("title", "organization", "weekly_hours", "waiting_days", "neighborhoods", "zip",
              "distance_m", "walking_minutes", "partner_has_room")  # fmt: skip
    assert [[row[name] for name in chosen] for row in rows] == [
        ["'=Eats", "Kitchen", "", "", "Roxbury", "'02119", "822", "13", "yes"],
        ["Cooks", "Kitchen", "3.5", "30", "Roxbury", "'02119", "822", "13", "yes"],
    ]


def test_xlsx_has_the_same_rows_in_the_usual_order(client, kitchen):
    header, *rows = in_xlsx(client)
    titles = [row[header.index("title")] for row in rows]
    assert titles == ["Cooks", "=Eats", "Floats"]
    assert titles == [row["title"].removeprefix("'") for row in in_csv(client)]


def test_geojson_draws_where_it_happens(client, kitchen):
    point = {"type": "Point", "coordinates": [INSIDE["longitude"], INSIDE["latitude"]]}
    found = {row["properties"]["title"]: row["geometry"] for row in features(client)}
    assert found == {"Cooks": point, "=Eats": point, "Floats": None}


def test_each_says_why_it_stands_where_it_does(client, kitchen):
    rows = client.get(URL).json()["results"]
    assert {row["title"]: row["why"] for row in rows} == {
        "Cooks": "It answers a priority that has waited 1 month. The partner has room now.",
        "=Eats": "The partner has room now.",
        "Floats": "",
    }
    assert [row.keys() & {"distance_m", "walking_minutes"} for row in rows] == [set()] * 3
    near = client.get(f"{URL}?{NEAR}").json()["results"]
    assert [(row["distance_m"], row["walking_minutes"]) for row in near] == [(822, 13)] * 2


@pytest.mark.parametrize("role", ["visitor", "student", "stranger"])
def test_no_format_tells_a_secret(client, secrets, everybody, role):
    if role != "visitor":
        client.force_login(everybody[role])
    texts = {
        "json": client.get(URL).content.decode(),
        "near": client.get(f"{URL}?{NEAR}").content.decode(),
        "csv": whole(client, "format=csv").decode(),
        "xlsx": str(in_xlsx(client)),
        "geojson": whole(client, "format=geojson").decode(),
    }
    shown = client.get(URL).json()["results"]
    assert {row["title"] for row in shown} == {"Listens", "Unnamed place", "Shelters"}
    open_house = next(row for row in shown if row["title"] == "Shelters")
    assert open_house["why"] == "The partner has room now."
    for row in (row for row in shown if row["title"] != "Shelters"):
        assert (row["why"], row["partner_has_room"], row["location"]) == ("", False, None)
    leaked = {name: [word for word in LEAKS if word in text] for name, text in texts.items()}
    assert leaked == {name: [] for name in texts}


def test_a_hidden_place_is_not_made_up_for_by_another(client, secrets):
    found = {row["properties"]["title"]: row["geometry"] for row in features(client)}
    assert found == {"Listens": None, "Unnamed place": None, "Shelters": None}


@pytest.mark.parametrize("kind", ["csv", "geojson"])
def test_as_many_queries_for_one_row_as_for_thirty(as_staff, autumn, home, kind):
    place = a_location(home, **INSIDE)
    wish = a_priority(home)
    an_engagement(home, location=place, priority=wish)
    one = queries_of(as_staff, f"{URL}?format={kind}")
    for number in range(29):
        an_engagement(home, f"Meals {number}", location=place, priority=wish)
    assert queries_of(as_staff, f"{URL}?format={kind}") == one

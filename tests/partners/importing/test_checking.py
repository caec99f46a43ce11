"""What a row of the file becomes, or why it is refused."""

import pytest

from partners.models import Location, Organization
from tests.factories import INSIDE, an_organization

NO_PLACE = {"address": "", "latitude": "", "longitude": ""}


def test_organization_as_found_in_public_sources(load):
    assert load({}) == [(1, "imported", "", "")]
    row = Organization.objects.values().get()
    expected = {
        "name": "Café Sol",
        "slug": "cafe-sol",
        "kind": "nonprofit",
        "description": "Legal help over coffee.",
        "website": "https://cafe-sol.example/",
        "publication": "public_source",
        "stage": "",
        "source": "A public list",
        "source_as_of": "c. 2023",
        "consent_by": "",
        "verified_on": None,
        "steward_id": None,
        "is_sample": False,
        "search_text": "cafe sol legal help over coffee",
    }
    assert {name: row[name] for name in expected} == expected


def test_location_follows_from_the_point_and_not_from_the_file(load):
    load({})
    place = Location.objects.get()
    assert (str(place), place.type) == ("12 Warren St, Boston, MA 02119", "physical")
    assert (place.neighborhood.slug, place.in_catchment) == ("roxbury", True)
    assert (place.latitude, place.longitude) == tuple(INSIDE.values())
    assert (place.found_by, place.found_note, place.precision, place.found_on) == (
        "source",
        "derived: exact match of the street address",
        "exact",
        None,
    )
    assert None not in (place.cell, place.x, place.y, place.z)


def test_focus_areas_and_languages_are_in_the_history_too(load, history):
    load({})
    row, past = Organization.objects.get(), Organization.history.get()
    areas, languages = ["housing-and-tenants", "legal-help"], ["es", "ht"]
    assert sorted(area.slug for area in row.focus_areas.all()) == areas
    assert sorted(language.code for language in row.languages.all()) == languages
    assert sorted(link.focusarea.slug for link in past.focus_areas.all()) == areas
    assert sorted(link.language.code for link in past.languages.all()) == languages
    assert history() == [("Café Sol", "+", "import"), ("12 Warren St", "+", "import")]


def test_first_edit_shows_in_the_history_as_that_edit_alone(load):
    load({})
    row = Organization.objects.get()
    row.phone = "617-555-0100"
    row.save()
    newest, oldest = Organization.history.order_by("-history_id")
    assert newest.diff_against(oldest).changed_fields == ["phone"]


@pytest.mark.parametrize(
    ("method", "precision"),
    [
        ("derived: exact match of the street address in the table", "exact"),
        ("derived: Interpolated 26..36 (60 m apart) match", "interpolated"),
        ("derived: representative point of the site polygon", "site"),
        ("derived: street intersection of centre-lines", "street"),
        ("derived: nearest known number 74 match", "street"),
        ("source", "unknown"),
        ("", "unknown"),
    ],
)
def test_precision_is_told_by_the_method(load, method, precision):
    load({"coordinate_method": method})
    assert Location.objects.get().precision == precision


def test_kind_of_its_own_comes_before_that_of_the_category(load):
    load({"kind": "mutual_aid"}, {"name": "Club", "kind": "business", "category": ""})
    rows = Organization.objects.order_by("pk")
    assert [row.kind for row in rows] == ["mutual_aid", "business"]
    assert [row.focus_areas.count() for row in rows] == [2, 0]


def test_place_takes_an_address_or_a_point(load):
    load({**NO_PLACE}, {**NO_PLACE, "name": "B", "address": "1 A St"}, {"name": "C", "address": ""})
    assert list(
        Location.objects.values_list("organization__name", "address", "latitude", "precision")
    ) == [("B", "1 A St", None, ""), ("C", "", 42.3317, "exact")]


def test_same_names_get_their_own_slugs(load):
    an_organization("Old", slug="cafe-sol-2")
    load(
        {},
        {"address": "9 Other St", "zip": "02120"},
        {"address": "8 Other St", "zip": "02130"},
        {"name": "日本"},
    )
    slugs = Organization.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["cafe-sol-2", "cafe-sol", "cafe-sol-3", "cafe-sol-4", "organization"]


@pytest.mark.parametrize(
    ("change", "column", "message"),
    [
        ({"name": ""}, "name", "This field cannot be blank."),
        ({"name": "…"}, "name", "A name has letters."),
        ({"name": "Caf\ufffd Sol"}, "name", "A letter could not be read (shown as “�”)."),
        ({"name": "CafÃ© Sol"}, "name", "“CafÃ© Sol” looks garbled; it was probably “Café Sol”."),
        ({"name": "\u202eloS éfaC"}, "name", "It holds an invisible control character."),
        ({"name": "=1+1"}, "name", "It is a formula: please paste its value instead."),
        ({"name": "@SUM(A1:A9)"}, "name", "It is a formula: please paste its value instead."),
        ({"name": "+cmd|' /C calc'!A0"}, "name", "It is a formula: please paste its value instead."),
        ({"name": "#REF!"}, "name", "#REF! is an error of the spreadsheet."),
        ({"name": "2026-10-05"}, "name", "It is a date: the spreadsheet may have changed it."),
        ({"name": "<script>alert(1)</script>"}, "name", "It holds markup or a script: please give plain text."),
        ({"name": "x" * 201}, "name", None),
        ({"name": "N/A"}, "name", "“N/A” is no name."),
        ({"name": "yes"}, "name", "“yes” is no name."),
        ({"name": "a&#0;b"}, "name", "It holds an invisible control character."),
        ({"name": "&amp;lt;b&amp;gt;"}, "name", "It holds markup or a script: please give plain text."),
        ({"zip": "٠٢١١٩"}, "zip", "A ZIP code has five digits, such as 02119."),
        ({"zip": "00000"}, "zip", "A ZIP code has five digits, such as 02119."),
        ({"latitude": "-42.3317"}, "latitude", "Latitude has a minus sign too many: here it is about 42."),
        ({"latitude": "0.0"}, "latitude", "A zero usually means that no point was found."),
        ({"longitude": "-171.0838"}, "latitude", "This point is outside Massachusetts, and the address is not."),
        ({"description": "x" * 200_000}, "description", "It has 200000 characters; 5000 are the most."),
        ({"description": "&lt;img src=x onerror=alert(1)&gt;"}, "description", None),
        ({"website": "javascript:alert(1)"}, "website", "It holds markup or a script: please give plain text."),
        ({"website": "ftp://a.example"}, "website", "A web address starts with https:// or http://."),
        ({"website": "https://bank.example@evil.example"}, "website", None),
        ({"website": "see above"}, "website", "Enter a valid URL."),
        ({"zip": "211"}, "zip", "A ZIP code has five digits, such as 02119."),
        ({"zip": "2.12E+04"}, "zip", "The spreadsheet shortened this number and lost digits."),
        ({"state": "M"}, "state", None),
        ({"longitude": ""}, "longitude", "A point has two numbers; this one is missing."),
        ({"longitude": "71.0838"}, "latitude", "Longitude has lost its minus sign: here it is about -71."),
        ({"latitude": "42.331.700"}, "latitude", None),
        ({"latitude": "42.3 W"}, "latitude", "“42.3 W” is the other coordinate."),
        ({"latitude": "nan"}, "latitude", None),
        ({"latitude": "91"}, "latitude", "Latitude lies between -90 and 90."),
        ({"latitude": "-71.08", "longitude": "42.33"}, "latitude", None),
        ({"latitude": "0", "longitude": "0"}, "latitude", None),
        ({"coordinate_method": "x" * 301}, "coordinate_method", None),
        ({"description": "a\x07b"}, "description", None),
    ],
)  # fmt: skip
def test_row_is_refused_with_its_column_and_a_sentence(load, change, column, message):
    refused, imported = load(change, {"name": "Sound"})
    assert (refused[:3], imported) == ((1, "refused", column), (2, "imported", "", ""))
    assert refused[3] == message or (message is None and refused[3].endswith("."))
    assert [row.name for row in Organization.objects.all()] == ["Sound"]


def test_every_problem_of_a_row_is_named(load):
    assert load({"zip": "1", "website": "x", "name": ""}) == [
        (1, "refused", "name", "This field cannot be blank."),
        (1, "refused", "website", "Enter a valid URL."),
        (1, "refused", "zip", "A ZIP code has five digits, such as 02119."),
    ]

"""Outlines, and what saving one would change, said before it is saved."""

import json

import pytest

from partners.models import Location, ServiceArea
from tests.factories import a_location, an_area, an_organization, square, two_areas
from tests.pages import fields, problems, sent

WIDER = json.dumps(square(-71.11, 42.31, -71.075, 42.335))


@pytest.fixture
def catchment(db):
    """With one place inside, one that lies south of it, and one that lies far away."""
    _roxbury, catchment = two_areas()
    for name, latitude in (("Inside", 42.33), ("South", 42.315), ("Far", 42.2)):
        a_location(an_organization(name), latitude=latitude, longitude=-71.09)
    return catchment


def names(moves):
    return [move.organization.name for move in moves]


def test_who_moves_is_said_before_anything_is_saved(as_staff, catchment):
    url = f"/edit/area/{catchment.pk}/"
    asked = sent(as_staff, url, geometry=WIDER)
    moves = asked.context["editor"].moves
    assert (names(moves.into_catchment), names(moves.out_of_catchment)) == (["South"], [])
    assert "Into the catchment (1)" in asked.content.decode()
    assert Location.objects.filter(in_catchment=True).count() == 1
    assert sent(as_staff, url, asked).headers["Location"] == "/areas/"
    assert Location.objects.filter(in_catchment=True).count() == 2


def test_another_outline_than_was_looked_at_is_looked_at_first(as_staff, catchment):
    url = f"/edit/area/{catchment.pk}/"
    asked = sent(as_staff, url, geometry=WIDER)
    other = sent(as_staff, url, asked, geometry=json.dumps(square(-71.11, 42.1, -71.075, 42.12)))
    assert names(other.context["editor"].moves.out_of_catchment) == ["Inside"]
    made_up = sent(as_staff, url, asked, geometry=WIDER, shown="0" * 64)
    assert made_up.context["editor"].moves is not None
    assert ServiceArea.objects.get(pk=catchment.pk).geometry == catchment.geometry


def test_what_moves_nothing_is_saved_at_once(as_staff, catchment):
    url = f"/edit/area/{catchment.pk}/"
    assert sent(as_staff, url, source="Drawn by its neighbors").status_code == 302


def test_an_area_that_ends_lets_its_places_go(as_staff, catchment):
    asked = sent(as_staff, f"/edit/area/{catchment.pk}/", valid_to="2020-01-01")
    assert names(asked.context["editor"].moves.out_of_catchment) == ["Inside"]


def test_a_new_neighborhood_takes_places_from_another(as_staff, catchment):
    outline = json.dumps(square(-71.10, 42.31, -71.07, 42.32))
    # Its name comes first, and a point on two outlines belongs to the first by name.
    asked = sent(as_staff, "/new/area/", name="Egleston", kind="neighborhood", geometry=outline)
    told = [(m.organization.name, *of) for m, *of in asked.context["editor"].moves.between_neighborhoods]  # fmt: skip
    assert told == [("South", "Roxbury", "Egleston")]
    assert sent(as_staff, "/new/area/", asked).status_code == 302
    assert ServiceArea.objects.filter(slug="egleston").exists()


@pytest.mark.parametrize(
    ("geometry", "sentence"),
    [
        ("", "This field is required."),
        ("{", "This is not GeoJSON."),
        ("[]", "This field is required."),
        ('{"type": "Point", "coordinates": [1, 2]}', "An area is a GeoJSON Polygon or MultiPolygon."),
        (json.dumps(square(42.31, -71.11, 42.33, -71.07)), "These look swapped: in GeoJSON longitude comes first (about -71), then latitude."),
        (json.dumps(square(200, 42, 201, 43)), "The outline leaves the map: longitude comes first in GeoJSON."),
    ],
)  # fmt: skip
def test_outlines_that_are_refused(as_staff, catchment, geometry, sentence):
    answer = sent(as_staff, f"/edit/area/{catchment.pk}/", geometry=geometry)
    assert (answer.status_code, problems(answer)["geometry"]) == (400, [sentence])


def test_somebody_was_faster(as_staff, catchment):
    url = f"/edit/area/{catchment.pk}/"
    page = as_staff.get(url)
    sent(as_staff, url, source="Drawn by its neighbors")
    asked = sent(as_staff, url, page, geometry=WIDER)
    late = sent(as_staff, url, asked)
    assert (late.status_code, fields(late)["source"]) == (409, ["Drawn by its neighbors"])
    assert sent(as_staff, url, sent(as_staff, url, late)).status_code == 302
    kept = ServiceArea.objects.get(pk=catchment.pk)
    assert (kept.source, kept.geometry) == ("Drawn by its neighbors", json.loads(WIDER))


def test_visitors_read_areas_and_change_none(client, catchment):
    page = client.get("/areas/").content.decode()
    assert ("OCCME catchment" in page, "Change" in page) == (True, False)


def test_areas_without_any(client, db):
    assert "No area is drawn yet" in client.get("/areas/").content.decode()


def test_an_area_not_in_force_says_so(client, db):
    an_area("Old", "catchment", -71.1, 42.3, -71.0, 42.4, valid_to="2020-01-01")
    assert "Not in force today" in client.get("/areas/").content.decode()

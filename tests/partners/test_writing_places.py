"""Places through the API: their points, and those that keep none."""

import pytest

from partners.models import Location
from tests.factories import a_location, two_areas
from tests.programs import change, problems, send


def place(organization, **fields):
    return {"organization": organization.slug, "address": "1 Main St", **fields}


def test_a_partner_adds_a_place_which_falls_into_its_areas(as_partner, home):
    two_areas()
    body = place(home, latitude=42.3317, longitude=-71.0838)
    told = send(as_partner, "post", "locations/", body).json()
    assert (told["neighborhood"]["slug"], told["in_catchment"]) == ("roxbury", True)
    row = Location.objects.get()
    assert (row.found_by, row.precision, row.found_on is not None) == ("pin", "unknown", True)


@pytest.mark.parametrize(
    ("latitude", "longitude", "sentence"),
    [
        (-71.08, 42.33, "These look swapped: latitude comes first"),
        (0, 0, "0, 0 is in the Atlantic"),
        (91, -71.08, "Latitude lies between -90 and 90."),
        (42.33, 181, "Longitude lies between -180 and 180."),
        ("nan", -71.08, "It takes degrees, such as 42.3317."),
        (True, -71.08, "It takes degrees, such as 42.3317."),
        (1e308, -71.08, "Latitude lies between"),
    ],
)
def test_impossible_points_are_refused(as_staff, home, latitude, longitude, sentence):
    body = place(home, latitude=latitude, longitude=longitude)
    answer = send(as_staff, "post", "locations/", body)
    assert problems(answer)["#/latitude"].startswith(sentence)
    assert (answer.status_code, Location.objects.count()) == (400, 0)


def test_half_a_point_is_none(as_staff, home):
    answer = send(as_staff, "post", "locations/", place(home, latitude=42.33))
    assert problems(answer) == {"#/latitude": "A point has a latitude and a longitude, or neither."}


def test_a_confidential_address_loses_its_point_also_in_the_past(as_staff, home):
    row = a_location(home, latitude=42.3317, longitude=-71.0838)
    url = f"locations/{row.pk}/"
    told = change(as_staff, url, is_confidential=True).json()
    assert (told["latitude"], told["longitude"], told["in_catchment"]) == (None, None, False)
    assert list(row.history.exclude(latitude=None)) == []
    again = change(as_staff, url, latitude=42.3317, longitude=-71.0838)
    assert problems(again) == {"#/latitude": "A confidential address keeps no point."}

"""The atlas, distances and cells, against literal facts of the neighborhood."""

import json

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from geopy.distance import great_circle

from partners.geography import (
    Area,
    Atlas,
    Point,
    box_around,
    cell_of,
    chord_of_meters,
    meters_of_chord,
    point_problem,
    unit_vector,
    validate_area,
)
from tests.factories import square

GORDON_HALL = Point(42.335672, -71.104238)
NUBIAN = Point(42.329544, -71.083982)


@pytest.fixture(scope="module")
def boston() -> Atlas:
    areas = []
    for kind in ("catchment", "neighborhoods"):
        features = json.loads((settings.FIXTURES_DIR / f"{kind}.geojson").read_text())["features"]
        for feature in features:
            name = feature["properties"]["name"]
            areas.append(Area(len(areas), name, kind == "catchment", feature["geometry"]))
    return Atlas(areas)


@pytest.mark.parametrize(
    ("name", "point", "inside"),
    [
        ("Gordon Hall, 107 m outside", GORDON_HALL, False),
        ("200 Longwood Avenue, 124 m outside", Point(42.33651, -71.10247), False),
        ("Longwood Medical Area station, 20 m inside", Point(42.33596, -71.100052), True),
        ("Back of the Hill station, 26 m inside", Point(42.330139, -71.111313), True),
    ],
)
def test_the_edge_of_the_catchment(boston, name, point, inside):
    assert boston.place(point).in_catchment is inside


def test_an_area_holds_its_boundary_and_the_first_name_wins_on_a_shared_line():
    west = Area(1, "West", False, square(0, 0, 1, 1))
    east = Area(2, "East", False, square(1, 0, 2, 1))
    catchment = Area(3, "Catchment", True, square(0, 0, 1, 1))
    atlas = Atlas([west, east, catchment])
    placed = {x: tuple(atlas.place(Point(0.5, x))) for x in (-0.001, 0, 1, 1.001, 2, 2.001)}
    assert placed == {
        -0.001: (None, False),
        0: (1, True),
        1: (2, True),
        1.001: (2, False),
        2: (2, False),
        2.001: (None, False),
    }


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        [],
        {"type": "Point", "coordinates": [0, 0]},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]},
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]},
        {"type": "Polygon", "coordinates": [[["a", 0], [1, 1], [1, 0], ["a", 0]]]},
        square(-71, 100, -70, 101),
    ],
)
def test_refuses_what_is_no_area(geometry):
    with pytest.raises(ValidationError):
        validate_area(geometry)


def test_distance_by_chord_is_the_great_circle():
    chord = sum(
        (a - b) ** 2 for a, b in zip(unit_vector(GORDON_HALL), unit_vector(NUBIAN), strict=True)
    )
    expected = great_circle(GORDON_HALL, NUBIAN).meters
    assert meters_of_chord(chord) == pytest.approx(expected, rel=1e-5)
    assert meters_of_chord(chord_of_meters(1234)) == pytest.approx(1234)


def test_the_box_around_a_point_holds_the_circle():
    box = box_around(NUBIAN, 1000)
    corners = [Point(box.south, NUBIAN.longitude), Point(NUBIAN.latitude, box.west)]
    assert [1000 <= great_circle(NUBIAN, corner).meters < 1010 for corner in corners] == [True] * 2


@pytest.mark.parametrize(
    ("latitude", "longitude", "sentence"),
    [
        (42.33, -71.08, None),
        (
            -71.08,
            42.33,
            "These look swapped: latitude comes first (about 42), then longitude (about -71).",
        ),
        (142.0, -71.0, "Latitude lies between -90 and 90."),
        (42.0, -271.0, "Longitude lies between -180 and 180."),
        (0, 0, "0, 0 is in the Atlantic: it usually means that no point was found."),
    ],
)
def test_says_what_is_wrong_with_coordinates(latitude, longitude, sentence):
    assert point_problem(latitude, longitude) == sentence


def test_cells_nest_and_neighbors_share_their_leading_bits():
    quad, hall = cell_of(Point(42.3356, -71.1042)), cell_of(Point(42.3357, -71.1043))
    far = cell_of(Point(-33.0, 151.0))
    assert [quad >> 40 == hall >> 40, quad >> 60 == far >> 60] == [True, False]
    assert cell_of(Point(90, 180)) < 2**62
    assert cell_of(Point(85.06, -180)) == 0

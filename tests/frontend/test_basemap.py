"""What is drawn beneath the marks of a map."""

from frontend.basemap import GRID, base_map, line_path, sketched, stations, steps
from tests.factories import two_areas


def test_areas_of_today_are_drawn(visitor, db):
    two_areas()
    base = base_map(visitor)
    assert base["bounds"] == [-71.11, 42.32, -71.075, 42.335]
    assert [shape["type"] for shape in base["catchment"]] == ["Polygon"]
    assert [area["name"] for area in base["neighborhoods"]] == ["Roxbury"]
    longitude, latitude = base["neighborhoods"][0]["at"]
    assert (-71.10 < longitude < -71.07, 42.30 < latitude < 42.34) == (True, True)


def test_without_areas_there_is_still_a_map(visitor, db):
    base = base_map(visitor)
    assert (base["bounds"], base["catchment"], base["neighborhoods"]) == (None, [], [])
    assert len(base["parks"]) == 47


def test_steps_lead_back_to_the_outline():
    ring = [[-71.1, 42.3], [-71.0999, 42.3], [-71.0999, 42.30001], [-71.1, 42.3]]
    walked = steps(ring)
    assert walked == [-710999 - 1, 423000, 1, 0, -1, 0]
    assert (walked[0] / GRID, walked[1] / GRID) == (-71.1, 42.3)


def test_one_polygon_is_many_of_one():
    ring = [[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [0.0, 0.0]]
    one = sketched({"type": "Polygon", "coordinates": [ring]})
    assert one == sketched({"type": "MultiPolygon", "coordinates": [[ring]]})


def test_a_line_runs_through_its_stations_in_order():
    names = {tuple(stop["at"]): stop["name"] for stop in stations()}
    assert [names[tuple(at)] for at in line_path("Orange", "orange")["path"]] == [
        "Back Bay", "Massachusetts Avenue", "Ruggles", "Roxbury Crossing", "Jackson Square",
        "Stony Brook", "Green Street", "Forest Hills",
    ]  # fmt: skip

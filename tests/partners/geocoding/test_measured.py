"""How far off the address points are, measured on addresses that they do not hold.

docs/decisions has the figures.
"""

import csv
from statistics import median

import pytest
from django.conf import settings

from partners.enums import Precision
from partners.geocoding.answers import RefusedError
from partners.geocoding.offline import AddressPoints
from partners.geocoding.points import meters
from partners.geography import Point


def rows(name: str) -> list[dict]:
    with (settings.FIXTURES_DIR / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def errors(geocoder: AddressPoints, asked: dict[str, Point]) -> dict[str, list[float]]:
    """Meters between answer and truth by precision, each list in order; 0 for a refusal."""
    found: dict[str, list[float]] = {"refused": []} | {p.value: [] for p in Precision}
    for text, truth in asked.items():
        try:
            answer = geocoder.find(text)
        except RefusedError:
            found["refused"].append(0.0)
        else:
            found[answer.precision.value].append(meters(answer.point, truth))
    return {precision: sorted(distances) for precision, distances in found.items()}


def point(row: dict) -> Point:
    return Point(float(row["latitude"]), float(row["longitude"]))


def share_below(distances: list[float], share: float) -> float:
    return distances[int(share * len(distances))]


@pytest.fixture(scope="module", params=range(5))
def left_out(request, tmp_path_factory) -> dict[str, list[float]]:
    """Every fifth address, asked of the other four fifths."""
    listed = rows("address_points.csv")
    path = tmp_path_factory.mktemp("points") / "points.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, listed[0])
        writer.writeheader()
        writer.writerows(row for i, row in enumerate(listed) if i % 5 != request.param)
    asked = {
        f"{row['number']} {row['street']}, {row['zip']}": point(row)
        for row in listed[request.param :: 5]
    }
    return errors(AddressPoints(path), asked)


def test_half_of_the_addresses_left_out_lie_within_32_m(left_out):
    distances = sorted(left_out["interpolated"] + left_out["street"])
    assert median(distances) < 32
    assert share_below(distances, 0.9) < 70


def test_between_neighbors_is_better_than_street(left_out):
    assert median(left_out["interpolated"]) < 24
    assert share_below(left_out["interpolated"], 0.9) < 55
    assert median(left_out["street"]) < 42


def test_few_of_the_addresses_left_out_are_refused(left_out):
    assert len(left_out["refused"]) / 892 < 0.075


def test_organizations_whose_point_came_with_their_address(points):
    """The city's own points of sites in the ZIP codes covered; those elsewhere are refused."""
    asked = {
        f"{row['address']}, {row['city']}, {row['state']} {row['zip']}": point(row)
        for row in rows("organizations.csv")
        if row["coordinate_method"] == "source" and row["address"]
    }
    found = errors(points, asked)
    distances = sorted(found["exact"] + found["interpolated"] + found["street"])
    assert (len(distances), len(found["refused"])) == (39, 34)
    assert median(distances) < 15
    assert share_below(distances, 0.9) < 70

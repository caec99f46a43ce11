"""Streets sketched from addresses."""

import pytest

from frontend.streets import House, name_on, streets, stretches


def house(number, latitude, longitude, street="Example St"):
    return House(street, "02119", number % 2 == 1, number, latitude, longitude)


def test_a_side_of_a_street_is_one_line_until_a_gap():
    near = [house(1, 42.330, -71.08), house(3, 42.331, -71.08)]
    far = [house(99, 42.340, -71.08), house(101, 42.341, -71.08)]
    alone = [house(301, 42.360, -71.08)]
    assert list(stretches([*near, *far, *alone])) == [near, far]


def test_odd_and_even_sides_are_two_lines():
    sides = [[house(2, 42.330, -71.08), house(4, 42.331, -71.08)],
             [house(1, 42.330, -71.081), house(3, 42.331, -71.081)]]  # fmt: skip
    assert list(stretches([*sides[0], *sides[1]])) == sides


@pytest.mark.parametrize(
    ("latitude", "longitude", "angle"),
    [(42.33, -71.07, 0), (42.33, -71.09, 0), (42.34, -71.08, -90), (42.32, -71.08, -90)],
)
def test_names_are_never_upside_down(latitude, longitude, angle):
    run = [house(1, 42.33, -71.08), house(3, latitude, longitude)]
    assert name_on(run) == {"name": "Example St", "at": [longitude, latitude], "angle": angle}


def test_the_streets_that_everybody_knows_are_there():
    names = {name["name"] for name in streets()["names"]}
    assert {"Washington St", "Dudley St", "Centre St", "Tremont St", "Columbus Ave"} <= names

"""Clusters and points of a view."""

import pytest
from django.http import QueryDict

from partners import maps
from partners.filters import OrganizationFilter
from partners.geography import Box
from tests.factories import INSIDE, OUTSIDE, a_location, a_partner, an_organization

POINT = {"kind": "other", "stage": "", **INSIDE}


def drawn(query: str, user, zoom=None) -> dict:
    filters = OrganizationFilter(QueryDict(query), user=user)
    assert filters.is_valid(), filters.errors
    return maps.the_map(filters, zoom)


@pytest.fixture
def few(monkeypatch):
    """From here on, three places are many."""
    monkeypatch.setattr(maps, "POINTS_MOST", 2)


def test_few_places_are_points(db, visitor):
    garden = an_organization("Garden")
    a_location(garden, **INSIDE)
    an_organization("Nowhere")
    west, south = INSIDE["longitude"], INSIDE["latitude"]
    assert drawn("", visitor) == {
        "count": 1,
        "bounds": [west, south, west, south],
        "clusters": [],
        "points": [
            {
                "id": garden.pk,
                "slug": "garden",
                "name": "Garden",
                "url": "/organizations/garden/",
                **POINT,
            }
        ],
    }


def test_nothing_to_draw(db, visitor):
    assert drawn("", visitor) == {"count": 0, "bounds": None, "clusters": [], "points": []}


def test_many_places_are_clusters_and_a_lonely_one_stays_a_point(db, visitor, few):
    near = [an_organization("One"), an_organization("Two")]
    for number, organization in enumerate(near):
        a_location(organization, latitude=42.3317 + number / 10000, longitude=-71.0838)
    a_location(an_organization("Far"), **OUTSIDE)
    found = drawn("", visitor, zoom=13)
    assert (found["count"], [point["name"] for point in found["points"]]) == (3, ["Far"])
    assert found["clusters"] == [
        {
            "count": 2,
            "bounds": [-71.0838, 42.3317, -71.0838, 42.3318],
            "center": [-71.0838, 42.33175],
        }
    ]


def test_only_places_inside_the_view_are_counted(db, visitor):
    both = an_organization("Both")
    a_location(both, **INSIDE)
    a_location(both, **OUTSIDE)
    found = drawn("bbox=-71.09,42.32,-71.08,42.34", visitor)
    assert (found["count"], len(found["points"])) == (1, 1)


def test_the_map_obeys_every_filter(db, visitor):
    a_location(an_organization("Garden", kind="community_garden"), **INSIDE)
    a_location(an_organization("Shop", kind="business"), **INSIDE)
    assert [p["name"] for p in drawn("kind=business", visitor)["points"]] == ["Shop"]


def test_hidden_places_leave_no_mark(db, visitor, staff, few):
    for level in ("area", "hidden"):
        a_location(a_partner(f"Level {level}", publication=level), **INSIDE)
    a_location(an_organization("Shelter"), address="5 Secret Lane", is_confidential=True)
    a_location(an_organization("Open"), **INSIDE)
    assert [drawn("", visitor)["count"], drawn("", staff)["count"]] == [1, 3]
    assert [p["name"] for p in drawn("", visitor)["points"]] == ["Open"]


def test_clusters_join_until_they_can_be_drawn(monkeypatch):
    monkeypatch.setattr(maps, "MARKS_MOST", 2)
    clusters = [maps.Cluster(cell, 1, Box(cell, 0, cell, 0), cell) for cell in range(9)]
    joined = maps.coarsened(clusters)
    assert [(c.count, c.bounds) for c in joined] == [(9, Box(0, 0, 8, 0))]


@pytest.mark.parametrize(
    ("box", "zoom", "level"),
    [
        (None, None, 15),
        (None, 10, 12),
        (None, 22, 15),
        (Box(-180, -80, 180, 80), 22, 4),
        (Box(-71.11, 42.3, -71.07, 42.34), None, 17),
        (Box(-71.11, 42.3, -71.07, 42.34), 13, 15),
        (Box(-71.11, 42.3, -71.10999999999, 42.34), 22, 24),
        (Box(0, 1, 5e-324, 2), 22, 24),
        (Box(0, 1, 5e-324, 2), None, 31),
    ],
)
def test_cells_are_finer_in_smaller_views(box, zoom, level):
    assert maps.level_for(box, zoom) == level

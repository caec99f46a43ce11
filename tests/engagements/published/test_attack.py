"""Whoever adds and subtracts all that is published finds nothing about few."""

import pytest

from engagements.published.differencing import Sums
from tests.engagements.published.attack import Equations, groups_of_figures
from tests.engagements.published.worlds import World

pytestmark = pytest.mark.django_db
WORLDS = [(1, 8, 20), (2, 12, 40), (3, 16, 60), (4, 24, 80)]
YEARS = ("2026-27", "2025-26")


def found_out() -> dict:
    """By figure and year: of which organizations, and of which people, something is told."""
    found = {}
    for figures in groups_of_figures():
        for year in YEARS:
            equations = Equations(figures, year)
            organizations = equations.leaks(0, figures[0].organizations_least - 1)
            people = equations.leaks(1, 4) if figures[0].person else []
            if organizations or people:
                found[figures[0].key, year] = organizations, people
    return found


@pytest.mark.parametrize(("seed", "organizations", "students"), WORLDS)
def test_no_sum_or_difference_is_about_few(autumn, seed, organizations, students):
    World(seed, organizations, students)
    assert found_out() == {}


def test_the_attack_finds_what_is_told_without_care(autumn, monkeypatch):
    World(2, 14, 40)
    monkeypatch.setattr(Sums, "is_safe", lambda self, told: True)
    assert set(found_out()) >= {("placements", "2026-27"), ("hours", "2026-27")}

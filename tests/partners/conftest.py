"""An organization with all that a visitor reads."""

import pytest

from tests.factories import (
    INSIDE,
    a_focus_area,
    a_language,
    a_location,
    a_partner,
    two_areas,
)


@pytest.fixture
def club(db):
    two_areas()
    club = a_partner(
        "Club",
        kind="business",
        focus_areas=[a_focus_area()],
        languages=[a_language()],
        website="https://club.example.org",
        description='Says "hello", daily',
        verified_on=None,
    )
    a_location(club, address="1 Main St", city="Boston", state="MA", zip="02119", **INSIDE)
    return club

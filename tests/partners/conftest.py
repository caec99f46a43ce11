"""An organization with all that a visitor reads, and what an import may have written."""

from collections.abc import Callable

import pytest

from partners.models import Location, Organization
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


@pytest.fixture
def history(db) -> Callable:
    """Every line of the history, organizations before locations, oldest first."""

    def history() -> list[tuple]:
        rows = [(past.name, past) for past in Organization.history.order_by("history_id")]
        places = [(past.address, past) for past in Location.history.order_by("history_id")]
        return [
            (text, past.history_type, past.history_change_reason) for text, past in rows + places
        ]

    return history


@pytest.fixture
def contents(history) -> Callable:
    """All that an import writes, to compare before and after."""

    def contents() -> list:
        tables = (
            Organization,
            Organization.focus_areas.through,
            Organization.languages.through,
            Location,
        )
        return [
            *history(),
            *(row for table in tables for row in table.objects.order_by("pk").values()),
        ]

    return contents

"""When something was last written, parts included."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine

from engagements.models import Slot
from partners.models import Location
from tests.engagements.opendata.hsds.reading import get, names
from tests.factories import a_focus_area, a_location, a_partner, a_priority, an_engagement

NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
SINCE = "modified_after=2026-11-03T12:00:00Z"


@pytest.fixture
def old(shelves):
    """Written in October, beside another organization."""
    an_engagement(a_partner("Another"), "Elsewhere")
    return shelves


def written(row, **values) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


CHANGES = {
    "engagement": lambda row: written(row, title="Other shelves"),
    "its hours": lambda row: written(row.slots.get(), ends_at=time(13)),
    "an hour that goes": lambda row: row.slots.get().delete(),
    "an hour that comes": lambda row: Slot.objects.create(
        engagement=row, weekday=3, starts_at=time(9), ends_at=time(10)
    ),
    "its languages": lambda row: row.languages.clear(),
    "its prerequisites": lambda row: row.prerequisites.clear(),
    "its priority": lambda row: written(row.priority, title="Wednesday hands"),
}
OF_BOTH = {
    "organization": lambda row: written(row.organization, phone="617-555-0101"),
    "its focus areas": lambda row: row.organization.focus_areas.add(a_focus_area("Housing")),
    "its place": lambda row: written(row.location, step_free=False),
    "languages of its place": lambda row: row.location.languages.clear(),
    "a place that comes": lambda row: a_location(row.organization, address="7 New St"),
    "a place that closes": lambda row: written(row.location, closed_on=date(2026, 11, 3)),
    "a place that goes": lambda row: Location.objects.get(pk=row.location.pk).delete(),
}


@pytest.mark.parametrize("what", [*CHANGES, *OF_BOTH])
def test_a_change_of_any_part_is_found(client, old, what):
    assert names(client, f"services?{SINCE}") == []
    with time_machine.travel(NOON, tick=False):
        (CHANGES | OF_BOTH)[what](old)
    assert len(names(client, f"services?{SINCE}")) == 1
    of_organizations = ["Pantry"] if what in OF_BOTH else []
    assert names(client, f"organizations?{SINCE}") == of_organizations
    told = get(client, f"services/{old.public_id}")["last_modified"]
    assert told == "2026-11-03T12:00:00.000Z"
    assert names(client, f"services?{SINCE.replace('12:00:00Z', '12:00:01Z')}") == []


def test_what_nobody_was_ever_told_of_tells_nothing(client, old):
    with time_machine.travel("2026-11-02T12:00:00Z", tick=False):
        asked = a_priority(old.organization, "Quiet hands", is_public=False)
        written(old, priority=asked)
    with time_machine.travel(NOON, tick=False):
        shelter = a_location(old.organization, address="", city="", is_confidential=True)
        written(shelter, name="Upstairs")
        written(asked, title="Quieter hands")
    assert names(client, f"services?{SINCE}") == names(client, f"organizations?{SINCE}") == []
    told = get(client, f"services/{old.public_id}")["last_modified"]
    assert told == "2026-11-02T12:00:00.000Z"


@pytest.mark.parametrize("hides", ["its place", "its priority"])
def test_what_is_hidden_from_now_on_is_a_change(client, old, hides):
    with time_machine.travel(NOON, tick=False):
        if hides == "its place":
            written(old.location, is_confidential=True, latitude=None, longitude=None)
        else:
            written(old.priority, is_public=False)
    assert names(client, f"services?{SINCE}") == ["Shelves"]


def test_a_moment_is_read_with_and_without_its_distance_from_utc(client, old):
    with time_machine.travel(NOON, tick=False):
        written(old, title="Shelves of noon")
    asked = {
        "2026-11-03T12:00:00Z": 1,
        "2026-11-03T12:00:00": 1,
        "2026-11-03T07:00:00-05:00": 1,
        "2026-11-03T13:00:00%2B01:00": 1,
        "2026-11-03": 1,
        "2026-11-03T12:00:00.001Z": 0,
        "2026-11-04": 0,
    }
    assert {when: len(names(client, f"services?modified_after={when}")) for when in asked} == asked


def test_the_date_that_was_told_finds_the_row_again(client, old):
    with time_machine.travel("2026-11-03T12:00:00.123456Z", tick=False):
        written(old, title="Shelves of noon")
    told = get(client, f"services/{old.public_id}")["last_modified"]
    assert told == "2026-11-03T12:00:00.123Z"
    assert names(client, f"services?modified_after={told}") == ["Shelves of noon"]

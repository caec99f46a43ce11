"""A partner with all that HSDS has a place for, and an engagement that is open to the public."""

from datetime import date, time

import pytest

from engagements.models import Slot
from tests.factories import (
    INSIDE,
    a_focus_area,
    a_language,
    a_location,
    a_partner,
    a_prerequisite,
    a_priority,
    an_engagement,
    two_areas,
)


@pytest.fixture
def pantry(autumn, db):
    two_areas()
    spanish = a_language()
    pantry = a_partner(
        "Pantry",
        kind="nonprofit",
        alternate_names=["Despensa", "The Shelf"],
        description="Gives out food.",
        website="https://pantry.example.org/",
        email="hello@pantry.example.org",
        phone="617-555-0100",
        populations="Neighbors",
        verified_on=date(2026, 9, 3),
        focus_areas=[a_focus_area()],
        languages=[spanish],
    )
    place = a_location(
        pantry,
        name="Back room",
        address="1 Main St",
        city="Boston",
        state="MA",
        zip="02119",
        nearest_stop="Nubian",
        step_free=True,
        precision="exact",
        **INSIDE,
    )
    place.languages.set([spanish])
    return pantry


@pytest.fixture
def shelves(pantry):
    """Tuesdays from before a change of clocks to after it."""
    shelves = an_engagement(
        pantry,
        "Shelves",
        description="Stacks and talks.",
        location=pantry.locations.get(),
        priority=a_priority(pantry, "Tuesday hands", focus_area=pantry.focus_areas.get()),
        is_paid=True,
        term="Fall 2026",
        weekly_hours="3.5",
        schedule="Tuesday mornings",
        seats=2,
        travel_note="Bus 23.",
        access_note="A ramp.",
        educators="Ana Educator",
        adviser="Dr. Adviser",
        starts_on=date(2026, 10, 20),
        ends_on=date(2026, 11, 24),
    )
    shelves.languages.set(pantry.languages.all())
    shelves.prerequisites.set([a_prerequisite()])
    times = {"starts_at": time(9), "ends_at": time(12, 30)}
    Slot.objects.create(engagement=shelves, weekday=2, **times)
    return shelves

"""A town that fills more than one page of ten, as a server of its own for the programs of others."""

import os
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.signals import request_started

from tests.factories import (
    INSIDE,
    OUTSIDE,
    a_location,
    an_area,
    an_engagement,
    an_organization,
    two_areas,
)

STEP = 0.0001


@pytest.fixture
def town(transactional_db):
    """Numbers and points of what everybody may see, by layer; beside it one of each that is hidden."""
    roxbury, catchment = two_areas()
    points = {}
    for number in range(23):
        club = an_organization(f"Club {number}", since_year=1990 + number if number > 12 else None)
        spot = {
            "latitude": round(INSIDE["latitude"] + number * STEP, 6),
            "longitude": INSIDE["longitude"],
        }
        a_location(club, **spot)
        points[club.pk] = [(spot["longitude"], spot["latitude"])]
    a_location(club, **OUTSIDE)
    points[club.pk].append((OUTSIDE["longitude"], OUTSIDE["latitude"]))
    points |= {home.pk: [] for home in nowhere_to_see()}
    weekly = {"weekly_hours": "3.5"}
    meals = {an_engagement(club, f"Meals {n}", **weekly).pk: points[club.pk] for n in range(12)}
    an_engagement(club, "Drafted", status="draft")
    areas = [
        an_area(f"Area {n}", "neighborhood", -71.3, 42, -71.2, 42.125 + n / 8) for n in range(11)
    ]
    outlines = {area.pk: area.geometry["coordinates"] for area in (roxbury, catchment, *areas)}
    return SimpleNamespace(
        organizations=points,
        engagements=meals,
        catchment={catchment.pk: outlines.pop(catchment.pk)},
        neighborhoods=outlines,
    )


def nowhere_to_see():
    """One with an address that is kept back, one that shares its name alone; and two hidden ones."""
    shelter = an_organization("Shelter")
    a_location(shelter, address="9 Refuge Rd", is_confidential=True)
    shy = an_organization("Shy House", publication="area", stage="active")
    a_location(shy, **INSIDE)
    a_location(an_organization("Secret Society", publication="hidden"), **INSIDE)
    return [shelter, shy]


@pytest.fixture
def address(live_server, town):
    return f"{live_server.url}/ogc"


@pytest.fixture
def queries():
    """What was asked of the server, as it came."""
    held = []

    def note(environ, **_signal):
        held.append(environ["QUERY_STRING"])

    request_started.connect(note)
    yield held
    request_started.disconnect(note)


@pytest.fixture
def run(tmp_path):
    """What a program of the system says, in an environment of its own; its complaints are failures."""
    private = {name: tmp_path / name for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME")}
    for folder in private.values():
        folder.mkdir(mode=0o700)
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen"}

    def ran(*command: str | Path) -> str:
        done = subprocess.run(
            [str(part) for part in command],
            env=environment | {name: str(folder) for name, folder in private.items()},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    return ran

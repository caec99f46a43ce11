"""An autumn term: the clock stands in its middle."""

import pytest
import time_machine

from tests.factories import a_placement, an_engagement

TODAY = "2026-10-15T16:00:00Z"


@pytest.fixture
def autumn():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def meals(autumn, home):
    """An open engagement of the partner's own organization, with two seats."""
    return an_engagement(home, seats=2)


@pytest.fixture
def seat(meals, student):
    """The student's active placement in it."""
    return a_placement(meals, student)

"""What is hidden is looked up where the same people and organizations are behind the same numbers."""

import pytest

from engagements.metrics.periods import academic_period
from engagements.published.counting import counted
from engagements.published.groups import Places
from engagements.published.registry import METRICS
from engagements.published.remembering import name_of
from tests import factories
from tests.figures import seated, several, students, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("autumn")]


@pytest.fixture
def entries():
    homes = several("A", "B", "C", kind="faith")
    seats = [seat for home in homes for seat in seated(home, students(2, home.slug))]
    return [factories.an_entry(seat, minutes=60) for seat in seats]


def name() -> str:
    metric, places = METRICS["hours-confirmed"], Places()
    return name_of(metric, counted(metric, academic_period("2026-27"), places).untold, places)


def test_other_amounts_are_the_same_question(entries):
    before = name()
    assert told("hours")["all"] == 6
    factories.an_entry(entries[0].placement, minutes=60)
    assert told("hours")["all"] == 7
    assert name() == before


def test_somebody_more_is_another(entries):
    before = name()
    (home,) = several("D", kind="business")
    (seat,) = seated(home, students(1, "new"))
    factories.an_entry(seat, minutes=60)
    assert name() != before
    assert told("hours")["kind"] == {"faith": "hidden", "business": "hidden"}


def test_an_organization_of_another_kind_is_another(entries):
    before = name()
    home = factories.Organization.objects.get(name="Sample A")
    home.kind = "business"
    home.save()
    assert name() != before
    assert told("hours")["kind"] == {"faith": "hidden", "business": "hidden"}

"""The map: outlines as they are today, and no number that has no room."""

from engagements.published.scope import Scope
from engagements.published.telling import answer
from frontend.published.charts import chart_of
from frontend.published.drawing import WIDTH
from frontend.published.maps import STEPS, map_of, step_of
from frontend.published.outlines import neighborhoods
from tests import factories


def test_without_areas_there_is_no_map(db):
    assert neighborhoods().outlines == ()


def test_an_outline_that_moves_is_drawn_anew(db):
    factories.an_area("Roxbury", "neighborhood", -71.1, 42.3, -71.08, 42.32)
    (before,) = neighborhoods().outlines
    area = factories.an_area("Fenway", "neighborhood", -71.1, 42.33, -71.08, 42.34)
    first, second = neighborhoods().outlines
    assert (first.name, second.name) == ("Fenway", "Roxbury")
    assert second.path != before.path
    assert all(0 <= x <= WIDTH for x, _y in (first.at, second.at))
    area.delete()
    assert neighborhoods().outlines == (before,)


def test_each_neighborhood_has_its_number_and_its_step(autumn, db, staff):
    factories.two_areas()
    for index in range(3):
        factories.a_location(factories.a_partner(f"Sample {index}"), **factories.INSIDE)
    told = answer("organizations-listed", Scope("2026-27"))
    found = map_of(told, chart_of(told, "neighborhood"))
    written = [element.text for element in found if element.tag == "text"]
    assert written == ["Roxbury", "3"]
    assert [step_of(3, most) for most in (3, 6, 12, 100)] == [len(STEPS), 2, 1, 1]
    assert step_of(0, 3) == 0

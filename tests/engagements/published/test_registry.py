"""Each figure, of nothing and of a little."""

import pytest

from engagements.published.registry import METRICS
from engagements.published.scope import FILTERS, Scope
from engagements.published.telling import answer
from engagements.published.values import values_of
from tests import factories

pytestmark = pytest.mark.django_db
YEAR = Scope("2026-27")


def told(cell) -> tuple:
    return (cell.number, cell.of, cell.percent, cell.is_hidden)


@pytest.mark.parametrize("key", METRICS)
def test_of_nothing_a_count_is_zero_and_a_share_and_a_median_are_none(key, autumn):
    metric, found = METRICS[key], answer(key, YEAR)
    number = None if metric.median else 0
    of = 0 if metric.is_share else None
    assert told(found.total) == (number, of, None, False)
    assert [told(cell) for cell in found.years] in ([], [(number, of, None, False)] * 5)
    assert set(found.by.values()) <= {()}


@pytest.mark.parametrize("key", METRICS)
def test_every_figure_can_be_narrowed_by_every_filter(key, autumn):
    factories.two_areas()
    factories.a_language()
    factories.a_focus_area()
    for name in FILTERS:
        code = next(iter(values_of(name)))
        found = answer(key, Scope("2026-27", name, code))
        assert (found.total is None) == (name not in METRICS[key].broken_down_by)

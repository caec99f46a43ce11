"""Groups below five people, and what they could be computed from."""

import pytest

from engagements.reports.small import Line, hidden

YEARS = [Line("all", ("a", "b", "c"))]


@pytest.mark.parametrize(
    ("values", "lines", "expected"),
    [
        ({"all": 30, "a": 10, "b": 10, "c": 10}, YEARS, ""),
        ({"all": 23, "a": 10, "b": 10, "c": 3}, YEARS, "ac"),  # A second one, or it is computed.
        ({"all": 15, "a": 9, "b": 3, "c": 3}, YEARS, "bc"),  # Two, of six together.
        ({"all": 12, "a": 10, "b": 1, "c": 1}, YEARS, "abc"),  # Two of two: both are one.
        ({"all": 8, "a": 5, "b": 3, "c": 0}, YEARS, "ab"),  # A zero hides nobody.
        ({"all": 3, "a": 3, "b": 0, "c": 0}, YEARS, "a all"),
        ({"all": 7, "a": 7, "b": 0, "c": 0}, YEARS, ""),
        ({"all": 4, "a": 4, "b": 0, "c": 0}, [], "a all"),
    ],
)
def test_what_is_hidden(values, lines, expected):
    wanted = {*expected.replace(" all", "")} | ({"all"} if "all" in expected else set())
    assert hidden(values, lines) == wanted


def test_what_is_hidden_in_one_sum_is_hidden_from_the_next():
    values = {"all": 40, "md": 23, "dmd": 17, "a": 20, "b": 3}
    lines = [Line("all", ("md", "dmd")), Line("md", ("a", "b"))]
    assert hidden(values, lines) == {"a", "b"}
    alone = {**values, "md": 3, "a": 0}
    assert hidden(alone, lines) == {"b", "md", "dmd"}


def test_no_published_sum_tells_a_hidden_part():
    """Every table of three small numbers: what is hidden is never one alone, or five in all."""
    for a in range(8):
        for b in range(8):
            for c in range(8):
                values = {"all": a + b + c, "a": a, "b": b, "c": c}
                gone = hidden(values, YEARS)
                parts = [values[key] for key in "abc" if key in gone]
                told = "all" not in gone and parts
                assert not told or (len(parts) > 1 and sum(parts) >= 5), values

"""Periods by name."""

from datetime import date

import pytest

from engagements.metrics.periods import (
    Period,
    academic_year,
    half_year,
    label_of,
    period_named,
    periods_offered,
)


@pytest.mark.parametrize(
    ("name", "first", "last", "words"),
    [
        ("2026-27", date(2026, 7, 1), date(2027, 6, 30), "Academic year 2026–27"),
        ("2099-00", date(2099, 7, 1), date(2100, 6, 30), "Academic year 2099–00"),
        ("2026-fall", date(2026, 7, 1), date(2026, 12, 31), "Fall term 2026"),
        ("2027-spring", date(2027, 1, 1), date(2027, 6, 30), "Spring term 2027"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "Calendar year 2026"),
    ],
)
def test_what_a_name_means(name, first, last, words):
    assert (period_named(name), label_of(name)) == (Period(first, last), words)


@pytest.mark.parametrize(
    "name", ["", "2026-28", "2026-2027", "1999", "2026-summer", "2026-27 ", "soon", "²026"]
)
def test_what_is_none(name):
    assert period_named(name) is None


@pytest.mark.parametrize(
    ("day", "year", "term"),
    [
        (date(2026, 6, 30), "2025-26", "2026-spring"),
        (date(2026, 7, 1), "2026-27", "2026-fall"),
        (date(2026, 12, 31), "2026-27", "2026-fall"),
        (date(2027, 1, 1), "2026-27", "2027-spring"),
    ],
)
def test_which_it_is_today(day, year, term):
    assert (academic_year(day), half_year(day)) == (year, term)


def test_what_is_offered_begins_with_today():
    names = [name for name, _label in periods_offered(date(2026, 10, 15))]
    assert names[:5] == ["2026-27", "2025-26", "2024-25", "2023-24", "2022-23"]
    assert names[5:9] == ["2026-fall", "2026-spring", "2025-fall", "2025-spring"]
    assert names[15:] == ["2026", "2025", "2024", "2023", "2022"]
    assert all(period_named(name) for name in names)
    terms = [name for name, _label in periods_offered(date(2027, 2, 28))][5:9]
    assert terms == ["2027-spring", "2026-fall", "2026-spring", "2025-fall"]

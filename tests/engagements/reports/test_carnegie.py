"""The partnership grid: a whole row, and who is in it."""

import csv
import io
from datetime import date

import pytest

from engagements.metrics import period_named
from engagements.metrics.partnerships import Length
from engagements.reports import annual, carnegie
from engagements.reports.carnegie import Grid
from tests import factories
from tests.engagements.reports.conftest import NAME, a_place, cells, section

UNIT = "Office for Community-Centered Medical Education (OCCME), with students of: "


def sheet(grid: Grid) -> list[dict[str, str]]:
    text = "".join(carnegie.csv_lines(grid, lambda link: link.to if link else ""))
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_row_of_the_grid(small_year, year, rosa):
    rows = {row["community_partner"]: row for row in sheet(Grid(year, name=NAME))}
    assert list(rows) == ["Chapel", "Sample Home"]
    assert rows["Sample Home"] == {
        "partnership_name": "Quiet pact home",
        "community_partner": "Sample Home",
        "partner_contact": "Rosa Sample, rosa@example.org",
        "institutional_unit": f"{UNIT}MD, DMD",
        "purpose": "Cook and learn.",
        "partner_since": "2022",
        "length_in_years": "4",
        "duration_class": "3 to 5 years",
        "ongoing_or_ended": "ongoing",
        "faculty_per_year": "1",
        "staff_per_year": "1",
        "students_per_year": "4",
        "students_basis": "actual",
        "funding_promised_dollars": "350.5",
        "funding_paid_dollars": "250.0",
        "funding_basis": "actual",
        "institution_impact": "",
        "community_impact": "36 meals (Estimate)",
        "partner_wishes_to_be": "Leading",
        "priorities": "1",
        "counters": "0",
        "judgements": "1",
        "check_ins": "0",
        "resources_made_available": "",
        "records": "students",
        "from": "2026-07-01",
        "to": "2027-06-30",
        "as_of": "2026-10-15",
    }


def test_without_an_agreement_the_purpose_is_what_students_did(small_year, year):
    row = sheet(Grid(year, name=NAME))[0]
    known = ("partnership_name", "partner_contact", "purpose", "partner_since", "duration_class",
             "faculty_per_year", "students_per_year", "funding_promised_dollars")  # fmt: skip
    assert [row[name] for name in known] == [
        "Chapel", "", "Week", "2026", "Under 1 year", "1", "6", "0.0",
    ]  # fmt: skip


def test_small_numbers_of_students_are_hidden_to_be_shared(small_year, year):
    grid = Grid(year, name=NAME, hides_small=True)
    assert [(row["students_per_year"], row["records"]) for row in sheet(grid)] == [
        ("6", "students"), ("hidden", ""),
    ]  # fmt: skip


def test_what_the_annual_report_tells_of_a_kind_does_not_tell_what_is_hidden(autumn, year, staff):
    """Ten at one congregation and two at another make the twelve that the annual report tells of;
    and it makes no difference which page of the grid is read."""
    for name, number in (("Abbey", 10), ("Bethel", 2)):
        a_place(name, number, kind="faith")
    grid = Grid(year, name=NAME, hides_small=True)
    told = [one.students.shown for at in (0, 1) for one in grid.partnerships(at, at + 1)]
    report = annual.report(year, name=NAME, user=staff, hides_small=True)
    (row,) = cells(section(report, "kinds"))
    assert (told, row[2]) == (["hidden", "hidden"], "12")


def test_a_year_without_a_partnership_has_none(small_year):
    assert sheet(Grid(period_named("2020-21"), name="2020-21")) == []


@pytest.mark.parametrize(
    ("since", "stage", "closed", "expected"),
    [
        (2019, "active", None, Length(2019, 7, True)),
        (None, "active", None, Length(2026, 0, True)),
        (2026, "closed", None, Length(2026, 0, False)),
        (2019, "active", date(2026, 10, 1), Length(2019, 7, False)),
    ],
)
def test_length(db, autumn, since, stage, closed, expected):
    partner = factories.a_partner(since_year=since, stage=stage, publication="hidden")
    if closed:
        partner.closed_on, partner.closed_reason = closed, "Moved"
        partner.save()
    ended = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 9, 30)}
    factories.an_engagement(partner, status="completed", **ended)
    (row,) = Grid(period_named(NAME), name=NAME).partnerships()
    assert row.length == expected


def test_a_grid_takes_as_many_queries_for_one_partnership_as_for_many(
    small_year, year, django_assert_num_queries
):
    with django_assert_num_queries(QUERIES):
        Grid(year, name=NAME).partnerships()
    for number in range(5):
        factories.an_engagement(factories.a_partner(f"More {number}"), status="running")
    with django_assert_num_queries(QUERIES):
        assert len(Grid(year, name=NAME).partnerships()) == 7


QUERIES = 21

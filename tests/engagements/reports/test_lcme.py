"""LCME element 6.6: whole tables."""

import pytest

from engagements.reports import lcme
from engagements.reports.figures import written
from tests.engagements.reports.conftest import NAME, cells, section

pytestmark = pytest.mark.usefixtures("small_year")


@pytest.fixture
def report(small_year, year):
    return lcme.report(year, name=NAME)


def test_opportunities(report):
    assert cells(section(report, "opportunities")) == [
        ["Course week", "1", "1", "0", "0", "0"],
        ["Elective", "1", "0", "1", "0", "1"],
        ["All kinds", "2", "1", "1", "0", "1"],
    ]


def test_students(report):
    """Two of the class of 2028 did both, and count once in all."""
    assert cells(section(report, "students")) == [
        ["MD, class of 2027", "2", "0", "0 %", "0", "0", "0"],
        ["MD, class of 2028", "7", "6", "86 %", "6", "2", "0"],
        ["MD, all years", "9", "6", "67 %", "6", "2", "0"],
        ["DMD, class year not noted", "2", "2", "100 %", "0", "2", "0"],
        ["DMD, all years", "2", "2", "100 %", "0", "2", "0"],
        ["All programs", "11", "8", "73 %", "6", "4", "0"],
    ]


def test_students_to_be_shared(small_year, year):
    """Hidden: below five; in each sum a second one; and who did not take part, by what is left."""
    report = lcme.report(year, name=NAME, hides_small=True)
    x = "hidden"
    assert cells(section(report, "students")) == [
        ["MD, class of 2027", x, "0", x, "0", "0", "0"],
        ["MD, class of 2028", x, x, x, x, x, "0"],
        ["MD, all years", x, x, x, x, x, "0"],
        ["DMD, class year not noted", x, x, x, "0", x, "0"],
        ["DMD, all years", x, x, x, "0", x, "0"],
        ["All programs", "11", x, x, x, x, "0"],
    ]


def test_preparation_and_reflection(report):
    assert cells(section(report, "learning")) == [
        ["Required", "6", "0", "0 %", "0", "0 %", "0", "0 %"],
        ["Elective", "4", "2", "50 %", "1", "25 %", "1", "25 %"],
        ["Extracurricular", "0", "0", "–", "0", "–", "0", "–"],
        ["All", "10", "2", "20 %", "1", "10 %", "1", "10 %"],
    ]


def test_no_other_table_tells_what_one_hides(small_year, year):
    """Four students were at the meals: neither do their placements tell it, nor their hours."""
    report = lcme.report(year, name=NAME, hides_small=True)
    x = "hidden"
    assert cells(section(report, "learning")) == [
        ["Required", x, "0", x, "0", x, "0", x],
        ["Elective", x, x, x, x, x, x, x],
        ["Extracurricular", "0", "0", "–", "0", "–", "0", "–"],
        ["All", x, x, x, x, x, x, x],
    ]
    assert cells(section(report, "hours")) == [
        ["With the community", x, "0 h"],
        ["Preparation", x, "0 h"],
        ["Training", "0 h", "0 h"],
        ["Travel", "0 h", "0 h"],
        ["Reflection", "0 h", "0 h"],
        ["Supervision by the partner", "1 h", "0 h"],
    ]
    told = [one for slug in ("students", "learning", "hours") for row in section(report, slug).rows
            for one in row.figures if one.is_hidden]  # fmt: skip
    assert {(one.link, one.of) for one in told} == {(None, None)}


def test_hours_say_how_much_is_estimated(report):
    rows = section(report, "hours").rows
    assert [
        (str(row.label), row.figures[0].shown, str(row.figures[0].basis_shown)) for row in rows
    ] == [
        ("With the community", "1.50 h", "Actual"),
        ("Preparation", "0.50 h", "Estimate"),
        ("Training", "0 h", "Actual"),
        ("Travel", "0 h", "Actual"),
        ("Reflection", "0 h", "Actual"),
        ("Supervision by the partner", "1 h", "Actual"),
    ]


def test_a_year_of_nothing_says_so(db, year):
    report = lcme.report(year, name="2020-21")
    assert [one.slug for one in report.sections] == [
        "opportunities",
        "students",
        "learning",
        "hours",
    ]
    assert written(1234.5, "hours") == "1,234.50 h"


def test_percents_of_classes_whose_size_is_known(small_year, year):
    sizes = {("md", 2028): 165, ("md", 2027): 10}
    table = section(lcme.report(year, name=NAME, sizes=sizes), "students")
    assert [str(column.label) for column in table.columns][3:5] == [
        "Class size",
        "Percent of class",
    ]
    assert [row[:1] + row[4:6] for row in cells(table)] == [
        ["MD, class of 2027", "10", "0 %"],
        ["MD, class of 2028", "165", "4 %"],
        ["MD, all years", "175", "3 %"],
        ["DMD, class year not noted", "–", "–"],
        ["DMD, all years", "–", "–"],
        ["All programs", "–", "–"],
    ]


def test_a_class_size_does_not_tell_who_stayed_away(small_year, year):
    """Six of seven took part: one did not."""
    report = lcme.report(year, name=NAME, sizes={("md", 2028): 7}, hides_small=True)
    assert cells(section(report, "students"))[1] == [
        "MD, class of 2028", "hidden", "hidden", "hidden", "7", "hidden", "hidden", "hidden", "0",
    ]  # fmt: skip

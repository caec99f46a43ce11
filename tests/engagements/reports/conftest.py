"""A small year: two organizations, nine students, hours, money, promises, and what came of it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engagements.lifecycle import take
from engagements.metrics import period_named
from engagements.models import Occurrence, Outcome
from engagements.reports.figures import Report, Section
from tests import factories
from tests.promises import agree

NAME = "2026-27"


@pytest.fixture
def year():
    return period_named(NAME)


@pytest.fixture
def meals(autumn, home):
    """An elective that answers a priority, and names its adviser."""
    home.kind, home.since_year, home.involvement = "nonprofit", 2022, "leading"
    home.save()
    asked = factories.a_priority(home, stated_on=date(2026, 8, 1))
    return factories.an_engagement(
        home, seats=9, status="running", priority=asked, adviser="Dr.  Quinn", curricular="elective"
    )


@pytest.fixture
def week(autumn):
    """A required week with another organization; its adviser is the same person."""
    chapel = factories.a_partner("Chapel", kind="faith", publication="hidden")
    return factories.an_engagement(
        chapel, "Week", kind="course_week", status="completed", curricular="required",
        seats=9, adviser="dr. quinn", designation="public_service",
        starts_on=date(2026, 9, 7), ends_on=date(2026, 9, 11),
    )  # fmt: skip


@pytest.fixture
def small_year(meals, week, home, staff, partner):
    """Six of the class of 2028 in the week, two of them and two others at the meals."""
    md = [factories.a_student(f"md{n}@example.org", class_year=2028) for n in range(6)]
    dmd = [factories.a_student(f"dmd{n}@example.org", program="dmd") for n in range(2)]
    factories.a_student("idle@example.org", class_year=2028)
    for one in md:
        factories.a_placement(week, one, "completed")
    seats = [factories.a_placement(meals, one) for one in (*md[:2], *dmd)]
    plant(meals, week, md[5])
    factories.an_entry(seats[0], minutes=90)
    factories.an_entry(seats[0], date(2026, 9, 8), minutes=30, kind="preparation", basis="estimate")
    factories.an_entry(seats[1], date(2026, 9, 8), minutes=60, kind="supervision")
    factories.a_reflection(seats[0])
    factories.a_reflection(seats[1], prompt=factories.a_prompt("Who?", moment="before"))
    factories.a_compensation(home, paid_on=date(2026, 10, 1))
    factories.a_compensation(home, amount=Decimal("100.50"), due_on=date(2026, 12, 1))
    agree(home, staff, "home")
    take(Occurrence.objects.get(giver="staff"), "kept", by=partner)
    Outcome.objects.create(
        engagement=meals, column="community", expected="40 meals", achieved="36 meals",
        basis="estimate",
    )  # fmt: skip
    home.steward = staff
    home.save()
    return {"meals": meals, "week": week, "home": home}


def a_place(name: str, number: int, years: tuple[int, ...] = (2028,), **fields: Any) -> Any:
    """A partner with an engagement that as many students took part in, in turn of these classes."""
    about = {key: fields.pop(key) for key in ("curricular",) if key in fields}
    place = factories.a_partner(name, publication="hidden", **fields)
    work = factories.an_engagement(place, name, status="running", seats=99, **about)
    for at in range(number):
        one = factories.a_student(
            f"{place.slug}{at}@example.org", class_year=years[at % len(years)]
        )
        factories.a_placement(work, one)
    return place


def plant(meals: Any, week: Any, student: Any) -> None:
    """What must not be counted: a seat that has not begun, one withdrawn from, other years, an
    engagement that nobody said yes to."""
    factories.a_placement(
        meals, factories.a_student("early@example.org", class_year=2027), "confirmed"
    )
    gone = factories.a_student("gone@example.org", class_year=2027)
    factories.a_placement(meals, gone, "withdrawn_student")
    before = {"starts_on": date(2026, 1, 5), "ends_on": date(2026, 6, 30)}
    old = factories.an_engagement(meals.organization, "Old", status="completed", **before)
    factories.a_placement(old, student, "completed")
    factories.an_entry(factories.a_placement(old, gone, "completed"), date(2026, 6, 30))
    factories.an_engagement(week.organization, "Proposed", status="proposed")
    factories.an_organization("Nobody works here", publication="public_source")


def cells(section: Section) -> list[list[Any]]:
    """A table as it is read: labels and figures, percents and hours with their units."""
    return [
        [str(row.label), *(figure.shown if figure else "" for figure in row.figures)]
        for row in section.rows
    ]


def section(report: Report, slug: str) -> Section:
    return next(one for one in report.sections if one.slug == slug)

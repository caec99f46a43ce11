"""What is told of a published figure: open ones of rows that everybody reads, others of enough."""

import pytest

from engagements.published.answers import Cell
from engagements.published.scope import Scope
from engagements.published.telling import answer
from tests import factories

pytestmark = pytest.mark.django_db
YEAR = Scope("2026-27")


def numbers(cells) -> dict:
    return {cell.code: "hidden" if cell.is_hidden else cell.number for cell in cells}


def seats(organization, count: int, program: str = "md") -> None:
    engagement = factories.an_engagement(organization, seats=count)
    for number in range(count):
        email = f"{organization.slug}-{program}-{number}@example.org"
        student = factories.a_student(email)
        student.student_profile.program = program
        student.student_profile.save()
        factories.a_placement(engagement, student)


def test_students_are_told_where_they_are_five_of_three_organizations(autumn):
    for name in ("Sample A", "Sample B", "Sample C"):
        seats(factories.a_partner(name, kind="nonprofit"), 5)
    told = answer("students", YEAR)
    assert told.total == Cell("", told.total.label, 15)
    assert numbers(told.by["kind"]) == {"nonprofit": 15}


def test_a_small_group_is_hidden_and_with_it_what_would_tell_it(autumn):
    for name in ("Sample A", "Sample B", "Sample C"):
        seats(factories.a_partner(name, kind="nonprofit"), 5)
        seats(factories.a_partner(f"{name} too", kind="other"), 6)
    seats(factories.a_partner("Sample D", kind="faith"), 2)
    told = answer("students", YEAR)
    assert told.total.number == 35
    assert numbers(told.by["kind"]) == {"nonprofit": "hidden", "faith": "hidden", "other": 18}


def test_narrowed_to_a_value_only_its_number_is_told(autumn):
    for name in ("Sample A", "Sample B", "Sample C"):
        seats(factories.a_partner(name, kind="nonprofit"), 5)
    told = answer("students", Scope("2026-27", "kind", "nonprofit"))
    assert (told.total.number, told.by) == (15, {})

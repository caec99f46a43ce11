"""What placements, hours and reflections are found by, and what asking does not tell."""

from datetime import date

import pytest

from tests.factories import (
    a_partner,
    a_placement,
    a_prompt,
    a_reflection,
    a_student,
    an_engagement,
    an_entry,
    an_organization,
)
from tests.partners.reading import get
from tests.partners.test_api_queries import queries_of
from tests.programs import API, change


def ids(client, url: str) -> list[int]:
    return sorted(row["id"] for row in get(client, API + url)["results"])


@pytest.fixture
def omar(meals):
    """An applicant, whose name the partner does not know yet."""
    return a_placement(meals, a_student("omar@example.org"), "applied")


@pytest.fixture
def elsewhere(autumn, db):
    return a_placement(an_engagement(a_partner("Other House")), a_student("o@example.org"))


def test_staff_find_placements_by_student_and_organization(as_staff, seat, omar, elsewhere):
    queries = {
        f"student={omar.student.pk}": [omar.pk],
        "organization=other-house": [elsewhere.pk],
        f"engagement={seat.engagement.pk}": [seat.pk, omar.pk],
        "status=applied": [omar.pk],
        "waits_on=student": [],
    }
    assert {query: ids(as_staff, f"placements/?{query}") for query in queries} == queries


@pytest.mark.parametrize("url", ["placements", "hours"])
@pytest.mark.parametrize("who", ["partner", "student"])
def test_nobody_else_asks_for_one_student(client, everybody, seat, omar, url, who):
    client.force_login(everybody[who])
    told = get(client, f"{API}{url}/?student={omar.student.pk}", 400)["errors"]
    assert told == [{"parameter": "student", "detail": "Only OCCME’s staff look for one student."}]


def test_hours_are_found_by_where_and_whom_they_wait_on(as_staff, seat, elsewhere):
    logged = an_entry(seat, date(2026, 9, 7))
    disputed = an_entry(seat, date(2026, 9, 8), status="disputed")
    supervised = an_entry(seat, date(2026, 9, 9), kind="supervision")
    other = an_entry(elsewhere, date(2026, 9, 7))
    queries = {
        "waits_on=partner": [logged.pk, other.pk],
        "waits_on=student": [disputed.pk],
        "waits_on=staff": [],
        "waits_on=student&waits_on=partner": [logged.pk, disputed.pk, other.pk],
        f"engagement={elsewhere.engagement.pk}": [other.pk],
        "organization=other-house": [other.pk],
        f"student={seat.student.pk}&kind=supervision": [supervised.pk],
        "worked_after=2026-09-08&worked_before=2026-09-08": [disputed.pk],
    }
    assert {query: ids(as_staff, f"hours/?{query}") for query in queries} == queries


def test_a_public_reflection_is_not_found_by_whose_it_is(client, student, autumn):
    seat = a_placement(an_engagement(an_organization("Club")), student)
    text = a_reflection(seat, sharing="public")
    assert ids(client, "reflections/") == [text.pk]
    assert ids(client, f"reflections/?placement={seat.pk}") == []
    client.force_login(student)
    assert ids(client, f"reflections/?placement={seat.pk}") == [text.pk]
    assert ids(client, "reflections/?moment=before") == []


def test_staff_say_who_comes_next(client, staff, student, seat, omar, elsewhere):
    client.force_login(staff)
    url = f"placements/{seat.pk}/"
    assert change(client, url, successor=omar.pk).json()["successor"] == omar.pk
    abroad = change(client, url, successor=elsewhere.pk)
    assert (abroad.status_code, abroad.json()["errors"][0]["detail"]) == (
        400,
        "It takes another placement with the same organization.",
    )
    client.force_login(student)
    assert "successor" not in client.get(API + url).json()
    refused = change(client, url, successor=omar.pk)
    assert (refused.status_code, refused.json()["errors"][0]["detail"]) == (
        400,
        "This is not yours to change.",
    )


def test_as_many_queries_for_one_reflection_as_for_thirty(as_staff, seat):
    a_reflection(seat)
    one = queries_of(as_staff, f"{API}reflections/")
    for number in range(29):
        a_reflection(seat, prompt=a_prompt(f"Question {number}?"))
    assert queries_of(as_staff, f"{API}reflections/") == one

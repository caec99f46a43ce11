"""What was changed lately, over all records."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from occme.channels import Channel, through
from tests.factories import a_contact, a_language, a_location, a_partner

URL = "/staff/history/"


def told(client, query="") -> list[tuple]:
    rows = client.get(URL + query).context["latest"].rows
    return [(str(row.record), row.kind, row.way) for row in rows]


def test_the_newest_come_first_with_through_what(as_staff, home):
    with through(Channel.IMPORT, "spring.csv"):
        a_contact(home, "Rosa Sample")
    a_language()
    assert told(as_staff)[:2] == [
        ("Spanish", "language", ""),
        ("Rosa Sample", "contact", "by the import of “spring.csv”"),
    ]
    assert told(as_staff, "?kind=person") == [told(as_staff)[1]]
    assert told(as_staff, "?kind=person&day=2001-01-01") == []


def test_what_is_not_known_is_refused(as_staff):
    queries = ("?day=x", "?day=2001-02-30", "?kind=x", "?person=x", "?color=red")
    assert [as_staff.get(URL + query).status_code for query in queries] == [400] * 5


@pytest.mark.parametrize(
    "cursor",
    [
        "x", "~~", "2026-10-15T16:00:00~person~1", "0001-01-01T00:00:00+14:00~person~1",
        "2026-13-15T16:00:00Z~person~1", "2026-10-15T16:00:00Z~x~1",
        "2026-10-15T16:00:00Z~person~x", "2026-10-15T16:00:00Z~person~1~1", "\0~person~1",
    ],
)  # fmt: skip
def test_a_line_that_is_none_is_refused(as_staff, cursor):
    assert as_staff.get(URL, {"before": cursor}).status_code == 400


def pages_of(client, **query) -> list[list[tuple]]:
    """Each page that “Older changes” leads to, as its lines."""
    pages: list[list[tuple]] = []
    while not pages or query["before"]:
        assert len(pages) < 9
        latest = client.get(URL, query).context["latest"]
        pages.append([(row.kind, row.line.history_id) for row in latest.rows])
        query["before"] = latest.older
    return pages


@pytest.mark.parametrize("is_still", [True, False])
def test_a_day_with_many_lines_is_passed_and_no_line_is_left_out(as_staff, home, is_still):
    with time_machine.travel("2026-10-15T16:00:00Z", tick=not is_still):
        for number in range(60):
            a_contact(home, f"Person {number}")
            a_location(home, name=f"Place {number}")
    pages = pages_of(as_staff, day="2026-10-15")
    lines = [line for page in pages for line in page]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert len({*lines}) == 120
    assert [len(page) for page in pages_of(as_staff, kind="person", day="2026-10-15")] == [50, 10]


def test_it_is_for_staff(client, everybody):
    for role in ("student", "stranger", "partner"):
        client.force_login(everybody[role])
        assert client.get(URL).status_code == 403


def test_as_many_queries_for_many(as_staff):
    counts = []
    for number in (1, 8):
        for row in range(number):
            a_partner(f"House {number} {row}")
        with CaptureQueriesContext(connection) as held:
            as_staff.get(URL)
        counts.append(len(held))
    assert counts[0] == counts[1]

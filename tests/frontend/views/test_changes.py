"""What was changed lately, over all records."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from occme.channels import Channel, through
from tests.factories import a_contact, a_language, a_partner

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

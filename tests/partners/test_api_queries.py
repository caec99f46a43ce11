"""A list takes as many queries for one row as for thirty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import FocusArea, Language
from tests.factories import (
    INSIDE,
    a_contact,
    a_focus_area,
    a_language,
    a_location,
    a_partner,
    a_priority,
    two_areas,
)
from tests.partners.reading import URL


def queries_of(client, url) -> int:
    with CaptureQueriesContext(connection) as held:
        response = client.get(url)
        list(getattr(response, "streaming_content", []))
    assert response.status_code == 200
    return len(held)


def fill(*numbers: int) -> None:
    for number in numbers:
        food, spanish = FocusArea.objects.first(), Language.objects.first()
        row = a_partner(f"Club {number}", focus_areas=[food], languages=[spanish])
        a_location(row, **INSIDE)
        a_priority(row)
        a_contact(row)


@pytest.mark.parametrize(
    ("url", "count"),
    [
        (URL, 8),
        (f"{URL}?format=csv", 7),
        (f"{URL}?format=geojson", 7),
        (f"{URL}map/", 4),
        (f"{URL}facets/", 13),
        ("/api/v1/locations/", 5),
        ("/api/v1/priorities/", 4),
        ("/api/v1/contacts/", 4),
    ],
)
def test_a_list_takes_as_many_queries_for_one_row_as_for_thirty(client, staff, url, count):
    two_areas()
    a_focus_area()
    a_language()
    client.force_login(staff)
    fill(1)
    one = queries_of(client, url)
    fill(*range(2, 31))
    assert [one, queries_of(client, url)] == [count, count]

"""More open engagements, each of another organization and at another place, than SQLite reads at once."""

from datetime import date

import pytest

from engagements.models import Engagement
from partners.models import Location, Organization
from tests.engagements.opendata.hsds.reading import get

MANY = 1_001


@pytest.fixture
def many(db):
    consent = {"publication": "full", "consent_by": "Rosa Sample", "consent_on": date(2026, 1, 5)}
    owners = Organization.objects.bulk_create(
        Organization(name=f"Sample {one}", slug=f"sample-{one}", **consent) for one in range(MANY)
    )
    places = Location.objects.bulk_create(
        Location(organization=owner, address="1 Main St") for owner in owners
    )
    plain = {"status": "open", "kind": "event"}
    plain |= {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 12, 1)}
    Engagement.objects.bulk_create(
        Engagement(organization=place.organization, location=place, title="Sample", **plain)
        for place in places
    )


@pytest.mark.parametrize(
    "address",
    [
        "services?full=true",
        "services?full=false",
        "service_at_locations?full=true",
        "organizations?full_service=true",
    ],
)
def test_a_page_of_a_thousand_is_answered(client, many, address):
    page = get(client, f"{address}&per_page=1000")
    assert (page["size"], page["total_items"]) == (1_000, MANY)


def test_a_calendar_holds_more_than_a_thousand(client, many):
    told = client.get("/engagements/calendar.ics").content.decode()
    assert told.count("\r\nSUMMARY:First day: Sample\r\n") == MANY

"""What is asked at /ogc, and a small town of which a part is hidden."""

from types import SimpleNamespace

import orjson
import pytest

from tests.factories import (
    INSIDE,
    OUTSIDE,
    a_location,
    a_partner,
    an_engagement,
    an_organization,
    two_areas,
)

FAR = {"latitude": 43.5, "longitude": -73.5}
"""Where nobody is whom everybody may see: it would widen any box."""


@pytest.fixture
def ask(client):
    """The document at an address below /ogc, and the whole answer as `ask.answer`."""

    def asked(path: str = "", status: int = 200) -> dict:
        answer = asked.answer = client.get(f"/ogc{path}")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == status, body
        return orjson.loads(body)

    return asked


@pytest.fixture
def names(ask):
    """Of the features at an address, in their order."""

    def found(path: str) -> list[str]:
        page = ask(path)
        return [
            one["properties"].get("name") or one["properties"]["title"] for one in page["features"]
        ]

    return found


@pytest.fixture
def town(autumn, db):
    """Organizations inside, outside, in both and nowhere; and engagements of the first two."""
    areas = two_areas()
    inside = a_partner("Inside", kind="faith", since_year=1990)
    outside, both, nowhere = map(an_organization, ("Outside", "Both", "Nowhere"))
    a_location(inside, address="1 Main St", city="Boston", state="MA", zip="02119", **INSIDE)
    a_location(outside, **OUTSIDE)
    a_location(both, **INSIDE)
    a_location(both, **OUTSIDE)
    return SimpleNamespace(
        areas=areas,
        inside=inside,
        outside=outside,
        both=both,
        nowhere=nowhere,
        meals=an_engagement(inside, "Meals", weekly_hours="3.5"),
        walks=an_engagement(outside, "Walks", starts_on="2027-01-10", ends_on="2027-02-01"),
        talks=an_engagement(nowhere, "Talks"),
    )


@pytest.fixture
def hidden(town):
    """All that would leak, each with a place far away; by collection, the numbers nobody may know."""
    shy = a_partner("Shy House", publication="area", kind="mutual_aid", description="Escorts")
    own = a_location(shy, address="77 Hidden Way", **FAR)
    secret = a_partner("Secret Society", publication="hidden")
    a_location(secret, **FAR)
    gone = a_partner("Gone House")
    a_location(gone, **FAR)
    told = an_engagement(shy, "Listens", location=own)
    drafted = an_engagement(town.inside, "Drafted", status="draft", starts_on="2026-01-01")
    whispered = an_engagement(secret, "Whispers", ends_on="2030-01-01")
    last = an_engagement(gone, "Packs up")
    type(gone).objects.filter(pk=gone.pk).update(closed_on="2026-10-02", closed_reason="Moved")
    a_location(town.nowhere, address="9 Refuge Rd", is_confidential=True)
    left = a_location(town.nowhere, address="3 Former St", **FAR)
    type(left).objects.filter(pk=left.pk).update(closed_on="2026-10-02")
    return SimpleNamespace(
        shy=shy,
        told=told,
        organizations=[secret.pk, gone.pk],
        engagements=[drafted.pk, whispered.pk, last.pk],
    )

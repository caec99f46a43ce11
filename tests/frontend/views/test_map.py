"""What the map fetches is kept by browsers until it changes."""

import pytest

from tests.factories import two_areas


@pytest.mark.parametrize("address", ["/map/base.json", "/map/streets.json"])
def test_an_unchanged_answer_is_not_sent_again(client, db, address):
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (first["Cache-Control"], first["Content-Type"]) == (
        "public, max-age=3600", "application/json",
    )  # fmt: skip
    assert (again.status_code, again.content) == (304, b"")


def test_a_new_area_is_sent(client, db):
    first = client.get("/map/base.json")
    two_areas()
    again = client.get("/map/base.json", headers={"If-None-Match": first["ETag"]})
    assert [area["name"] for area in again.json()["neighborhoods"]] == ["Roxbury"]

"""What is answered before anybody is known."""

import pytest

ADDRESSES = ["/organizations/", "/dashboard/", "/embed/map/", "/ogc", "/robots.txt"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_host_that_is_not_ours_is_not_understood(client, address):
    answer = client.get(address, headers={"host": "elsewhere.example"})
    assert (answer.status_code, "elsewhere" in answer.content.decode()) == (400, False)
    assert "We could not understand this request" in answer.content.decode()

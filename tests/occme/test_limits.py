"""How often a stranger may do something, and who shares one limit."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine

from occme.limits import VISITS, RequestLimit, network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("::ffff:c000:207", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
    ],
)
def test_a_household_shares_one(address, network):
    assert network_of(address) == network


def test_what_is_no_address_shares_its_own():
    assert network_of("unix:") == "unix:"


@pytest.fixture
def two(settings):
    """Two requests in five minutes, at one second past."""
    settings.OPEN_DATA_REQUESTS = 2
    with time_machine.travel("2026-10-15T16:00:01Z", tick=False) as clock:
        yield clock


LIST = "/api/v1/organizations/"
OPEN = "/engagements/calendar.ics"


def statuses(client, count: int = 3, **request) -> list[int]:
    return [client.get(LIST, **request).status_code for _ in range(count)]


def test_whoever_asks_too_often_is_told_when_to_come_back(db, client, two):
    assert statuses(client, 2) == [200, 200]
    response = client.get(LIST)
    assert (response.status_code, response["Retry-After"]) == (429, "299")
    assert response["Content-Type"] == "application/problem+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json() == {
        "type": "about:blank",
        "title": "Too Many Requests",
        "status": 429,
        "detail": "Too many requests came from your network. Come back in 299 seconds.",
    }
    two.shift(299)
    assert statuses(client) == [200, 200, 429]


def test_open_data_and_the_api_count_together(db, client, two):
    statuses(client, 2)
    response = client.get(OPEN)
    assert (response.status_code, response["Retry-After"]) == (429, "299")
    assert (response["Cache-Control"], response["Access-Control-Allow-Origin"]) == ("no-store", "*")
    assert response.json()["detail"].endswith("Come back in 299 seconds.")


def test_an_answer_that_somebody_has_already_counts_too(db, client, two):
    known = {"If-None-Match": client.get(OPEN)["ETag"]}
    assert [client.get(OPEN, headers=known).status_code for _ in range(2)] == [304, 429]


@pytest.mark.parametrize("address", ["/dashboard/", "/dashboard/figures/promises-kept/"])
def test_the_dashboard_counts_with_them_and_says_so_in_a_page(client, partner, two, address):
    assert [client.get(address).status_code for _ in range(2)] == [200, 200]
    response = client.get(address)
    assert (response.status_code, response["Retry-After"]) == (429, "299")
    assert response["Cache-Control"] == "no-store"
    assert "Come back in 299 seconds." in response.content.decode()
    assert client.get(OPEN).status_code == 429
    client.force_login(partner)
    assert client.get(address).status_code == 200


def test_each_network_has_its_own_limit(db, client, two):
    assert statuses(client, REMOTE_ADDR="2001:db8:1:2::1") == [200, 200, 429]
    assert statuses(client, REMOTE_ADDR="2001:db8:1:2::2") == [429, 429, 429]
    assert statuses(client, REMOTE_ADDR="2001:db8:1:3::1") == [200, 200, 429]


def test_who_is_signed_in_is_not_counted(as_partner, two):
    assert statuses(as_partner, 5) == [200] * 5


def test_a_cookie_or_a_token_that_is_nobodys_does_not_help(db, client, two):
    assert statuses(client, headers={"Cookie": "sessionid=made-up"}) == [200, 200, 429]
    assert statuses(client, 1, headers={"Authorization": "Token made-up"}) == [401]


def test_nobody_is_kept(db, client, two):
    statuses(client, 1, REMOTE_ADDR="192.0.2.7")
    assert VISITS.counts == dict.fromkeys(VISITS.counts, 1)
    assert [len(mark) for mark in VISITS.counts] == [4]


def test_two_at_once_are_two(rf, two):
    limit = RequestLimit("at-once")
    request = rf.get("/")
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: limit.wait(request), range(200)))
    assert (waits.count(0), sum(limit.counts.values())) == (2, 200)

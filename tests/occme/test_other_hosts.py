"""Scripts of other hosts read what visitors read, and nothing that anybody is shown by name."""

import pytest

from occme.accounts.models import AccessToken
from tests import factories

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/api/v1/",
    "/api/v1/organizations/",
    "/api/v1/organizations/?format=csv",
    "/api/schema/",
]
FIRST = {"Origin": "https://example.org", "Access-Control-Request-Method": "GET"}


def opened(response) -> tuple[str, bool]:
    return (
        response.headers.get("Access-Control-Allow-Origin", ""),
        "Access-Control-Allow-Credentials" in response,
    )


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_visitors_read_is_open(client, home, address):
    response = client.get(address)
    assert (response.status_code, opened(response)) == (200, ("*", False))


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_somebody_is_shown_by_a_session_is_not(as_partner, home, address):
    response = as_partner.get(address, headers={"Origin": "https://example.org"})
    assert (response.status_code, opened(response)) == (200, ("", False))


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_a_program_is_shown_by_its_token_is_not(client, partner, address):
    _token, secret = AccessToken.objects.create(user=partner, name="Program")
    response = client.get(address, headers={"Authorization": f"Token {secret}"})
    assert (response.status_code, opened(response)) == (200, ("", False))


@pytest.mark.parametrize("headers", [{"Authorization": "Token made-up"}, {"Cookie": "sessionid=x"}])
def test_nor_is_what_is_asked_with_a_token_or_a_session_that_are_nobodys(client, headers):
    assert opened(client.get("/api/v1/organizations/", headers=headers)) == ("", False)


def test_visitors_are_told_what_went_wrong(client):
    answers = [client.get(f"/api/v1/{one}") for one in ("nothing/", "placements/", "hours/?x=1")]
    assert [(one.status_code, opened(one)) for one in answers] == [
        (404, ("*", False)),
        (401, ("*", False)),
        (401, ("*", False)),
    ]


@pytest.mark.parametrize("address", ["/", "/healthz", "/accounts/login/", "/my/", "/api/docs/"])
def test_pages_are_not_open(client, home, address):
    assert opened(client.get(address)) == ("", False)


def test_writing_is_not(client, home):
    assert opened(client.post("/api/v1/organizations/", {})) == ("", False)


def test_browsers_may_ask_first_whether_they_may_read(client):
    response = client.options("/api/v1/organizations/", headers=FIRST)
    assert (response.status_code, opened(response)) == (204, ("*", False))
    assert response["Access-Control-Allow-Headers"] == "*"


def test_and_are_not_told_that_they_may_write(client, as_staff):
    writing = {**FIRST, "Access-Control-Request-Method": "POST"}
    assert opened(client.options("/api/v1/organizations/", headers=writing)) == ("", False)
    assert opened(as_staff.options("/api/v1/organizations/", headers=FIRST)) == ("", False)


def test_a_hidden_organization_stays_hidden_from_other_hosts(client, home):
    factories.an_organization("Sample Shown")
    rows = client.get("/api/v1/organizations/").json()["results"]
    assert [row["name"] for row in rows] == ["Sample Shown"]

"""What a person or a token is told is kept by no cache on the way."""

import pytest

from occme.accounts.models import AccessToken

URL = "/api/v1/organizations/"


def test_public_answers_to_nobody_in_particular_may_be_kept(client, db):
    answer = client.get(URL)
    assert "Cache-Control" not in answer.headers
    assert {"Authorization", "Cookie"} <= set(answer.headers["Vary"].split(", "))


@pytest.mark.parametrize("url", [URL, f"{URL}?format=csv", "/api/v1/contacts/", "/"])
def test_answers_to_a_session_are_private(client, staff, url):
    client.force_login(staff)
    assert client.get(url).headers["Cache-Control"] == "private, no-store"


def test_answers_to_a_token_are_private(client, staff):
    _token, key = AccessToken.objects.create(user=staff, name="Test")
    answer = client.get(URL, headers={"Authorization": f"Token {key}"})
    assert answer.headers["Cache-Control"] == "private, no-store"

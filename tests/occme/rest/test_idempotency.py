"""Idempotency-Key: the same request under the same key is carried out once."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from occme.once.models import KeptAnswer
from partners.models import Organization
from tests.factories import a_user
from tests.programs import etag, send

CLUB = {"name": "Club"}


def post(client, body=CLUB, key="k-1", url="organizations/", **headers):
    return send(client, "post", url, body, Idempotency_Key=key, **headers)


def test_the_same_request_gets_the_same_answer(as_staff):
    first, second = post(as_staff), post(as_staff)
    told = [
        (a.status_code, a.content, a["Location"], a["ETag"], a["Content-Type"])
        for a in (first, second)
    ]
    assert (told[0], Organization.objects.count()) == (told[1], 1)
    assert told[0][0] == 201


def test_another_request_under_the_key_is_refused(as_staff):
    post(as_staff)
    for other in (
        post(as_staff, {"name": "Other"}),
        post(as_staff, url="organizations/?fields=id"),
    ):
        assert (other.status_code, other.json()["title"]) == (422, "Unprocessable Entity")
    assert Organization.objects.count() == 1


def test_a_refused_request_leaves_its_key_free(as_staff):
    assert post(as_staff, {"name": ""}).status_code == 400
    assert (KeptAnswer.objects.count(), Organization.history.count()) == (0, 0)
    assert post(as_staff).status_code == 201


def test_keys_are_each_persons_own(as_staff, client):
    post(as_staff)
    client.force_login(a_user("other@example.org", is_staff=True))
    assert post(client).json()["slug"] == "club-2"


def test_a_key_is_forgotten_after_48_hours(as_staff, settings):
    with time_machine.travel(timezone.now() - timedelta(hours=48)):
        post(as_staff)
    assert post(as_staff).json()["slug"] == "club-2"


def test_the_command_forgets_old_answers_only(as_staff, capsys):
    post(as_staff)
    KeptAnswer.objects.update(asked_at=timezone.now() - timedelta(hours=48))
    post(as_staff, key="k-2")
    call_command("clear_idempotency_keys")
    assert capsys.readouterr().out == "1 answer forgotten.\n"
    assert list(KeptAnswer.objects.values_list("key", flat=True)) == ["k-2"]


@pytest.mark.parametrize("key", ["", "two words", "x" * 256, "é"])
def test_keys_that_are_none(as_staff, key):
    answer = post(as_staff, key=key)
    assert (answer.status_code, answer.json()["errors"]) == (
        400,
        [
            {
                "header": "Idempotency-Key",
                "detail": "It takes 1 to 255 letters, digits and signs, without spaces.",
            }
        ],
    )


def test_closing_again_under_the_key_is_answered_again(as_staff, home):
    url = f"organizations/{home.pk}/"
    seen = etag(as_staff, url)
    answers = [
        post(as_staff, {"reason": "Moved"}, url=f"{url}close/", If_Match=seen) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0]["ETag"] == answers[1]["ETag"] != seen

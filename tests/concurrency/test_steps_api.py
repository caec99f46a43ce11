"""Steps over the API, when one program sends the same request many times at once."""

from collections import Counter
from datetime import date

import pytest
import time_machine
from django.test import Client

from engagements.models import HourEntry, Placement, StatusChange
from occme.once.models import KeptAnswer
from tests.factories import (
    a_member,
    a_partner,
    a_placement,
    a_student,
    an_engagement,
    an_entry,
)
from tests.programs import etag, send

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def seat(transactional_db):
    with time_machine.travel("2026-10-15T16:00:00Z"):
        meals = an_engagement(a_partner("Sample Home"), seats=1)
        yield a_placement(meals, a_student("s@example.org"), "applied")


@pytest.fixture
def partners(seat) -> list[Client]:
    """Eight programs of the same person at the partner."""
    person = a_member("p@example.org", seat.engagement.organization)
    made = [Client() for _ in range(8)]
    for client in made:
        client.force_login(person)
    return made


def test_one_step_with_one_key_is_taken_once_and_answered_alike(at_once, seat, partners):
    url = f"placements/{seat.pk}/"
    seen = etag(partners[0], url)

    def offer(client):
        return send(client, "post", f"{url}offer/", {}, seen=seen, Idempotency_Key="k-1")

    answers = at_once([lambda client=client: offer(client) for client in partners])
    assert [answer.status_code for answer in answers] == [200] * 8
    assert {(answer.content, answer["ETag"]) for answer in answers} == {
        (answers[0].content, answers[0]["ETag"])
    }
    assert (StatusChange.objects.count(), KeptAnswer.objects.count()) == (1, 1)
    assert Placement.objects.get().status == "offered"


def test_without_a_key_one_is_taken_and_the_others_are_told(at_once, seat, partners):
    url = f"placements/{seat.pk}/"
    seen = etag(partners[0], url)

    def offer(client):
        return send(client, "post", f"{url}offer/", {}, seen=seen).status_code

    answers = at_once([lambda client=client: offer(client) for client in partners])
    assert Counter(answers) == {200: 1, 409: 7}
    assert StatusChange.objects.count() == 1


def test_one_bulk_confirmation_with_one_key_is_one_batch(at_once, seat, partners):
    Placement.objects.update(status="active")
    body = {"entries": [an_entry(seat, date(2026, 9, day)).pk for day in (7, 8, 9)]}

    def confirm(client):
        return send(client, "post", "hours/confirm/", body, Idempotency_Key="k-1")

    answers = at_once([lambda client=client: confirm(client) for client in partners])
    assert [answer.status_code for answer in answers] == [200] * 8
    assert {answer.content for answer in answers} == {answers[0].content}
    assert (StatusChange.objects.count(), KeptAnswer.objects.count()) == (3, 1)
    assert set(HourEntry.objects.values_list("status", flat=True)) == {"confirmed"}

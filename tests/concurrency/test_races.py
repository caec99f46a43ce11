"""Several people at once: nothing doubled, nothing overwritten, nobody turned away by a lock."""

from collections import Counter

import pytest

from occme.once.models import KeptAnswer
from partners.models import Contact, Organization
from tests.factories import a_partner
from tests.programs import etag, send

pytestmark = pytest.mark.django_db(transaction=True)


def test_eight_equal_posts_with_one_key_make_one_row(at_once, clients):
    def post(client):
        return send(client, "post", "organizations/", {"name": "Club"}, Idempotency_Key="k-1")

    answers = at_once([lambda client=client: post(client) for client in clients])
    assert [answer.status_code for answer in answers] == [201] * 8
    assert {(answer.content, answer["ETag"]) for answer in answers} == {
        (answers[0].content, answers[0]["ETag"])
    }
    assert (Organization.objects.count(), Organization.history.count()) == (1, 1)
    assert KeptAnswer.objects.count() == 1


def test_of_eight_editors_one_wins_and_the_others_are_told(at_once, clients):
    home = a_partner("Sample Home")
    url = f"organizations/{home.pk}/"
    seen, lines = etag(clients[0], url), home.history.count()

    def change(number):
        return send(clients[number], "patch", url, {"phone": str(number)}, seen=seen)

    answers = at_once([lambda number=number: change(number) for number in range(8)])
    assert Counter(answer.status_code for answer in answers) == {200: 1, 412: 7}
    winner = next(a for a in answers if a.status_code == 200)
    home.refresh_from_db()
    assert (home.phone, home.history.count()) == (winner.json()["phone"], lines + 1)
    told = {a.json()["detail"].split(" on ")[0] for a in answers if a.status_code == 412}
    assert told == {"Sam Staff changed this"}


def test_eight_writers_never_meet_a_lock(at_once, clients):
    def write(client, number):
        return [
            send(client, "post", "organizations/", {"name": f"Club {number}-{n}"}).status_code
            for n in range(5)
        ]

    answers = at_once(
        [lambda client=client, n=n: write(client, n) for n, client in enumerate(clients)]
    )
    assert answers == [[201] * 5] * 8
    assert (Organization.objects.count(), Organization.history.count()) == (40, 40)


def test_equal_names_get_slugs_of_their_own(at_once, clients):
    answers = at_once(
        [
            lambda client=client: send(client, "post", "organizations/", {"name": "Club"})
            for client in clients
        ]
    )
    assert [answer.status_code for answer in answers] == [201] * 8
    assert len({answer.json()["slug"] for answer in answers}) == 8


def test_two_primary_contacts_at_once_are_one(at_once, clients):
    home = a_partner("Sample Home")
    body = {"organization": home.slug, "name": "Rosa Sample", "rank": "primary"}
    answers = at_once(
        [lambda client=client: send(client, "post", "contacts/", body) for client in clients]
    )
    assert Counter(answer.status_code for answer in answers) == {201: 1, 400: 7}
    assert (Contact.objects.count(), Contact.history.count()) == (1, 1)


def test_of_eight_who_close_one_does(at_once, clients):
    home = a_partner("Sample Home")
    url = f"organizations/{home.pk}/"
    seen = etag(clients[0], url)

    def close(client):
        return send(client, "post", f"{url}close/", {"reason": "Moved"}, seen=seen)

    answers = at_once([lambda client=client: close(client) for client in clients])
    assert Counter(answer.status_code for answer in answers) == {200: 1, 412: 7}

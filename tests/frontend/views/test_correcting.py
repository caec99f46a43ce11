"""Anybody tells us that a listing is wrong; staff read it, and nobody else."""

import pytest
from django.core.cache import cache
from django.utils.timezone import localdate

from partners.models import Correction
from tests.factories import an_organization
from tests.pages import fields

pytestmark = pytest.mark.django_db


def address(organization) -> str:
    return f"/organizations/{organization.slug}/correct/"


def kept() -> list[tuple]:
    return list(Correction.objects.values_list("kind", "text", "reach", "settled_on"))


def test_anybody_sends_one_in_and_once(client):
    club = an_organization("Club")
    data = fields(client.get(address(club))) | {
        "kind": "wrong",
        "text": "The door is round the corner.",
        "reach": "Ana, 617-555-0100",
    }
    first, again = client.post(address(club), data), client.post(address(club), data)
    assert [first.status_code, again.status_code] == [302, 302]
    assert kept() == [("wrong", "The door is round the corner.", "Ana, 617-555-0100", None)]


def test_what_is_wrong_has_to_be_said(client):
    club = an_organization("Club")
    answer = client.post(address(club), {"kind": "wrong", "text": ""})
    assert answer.status_code == 400
    assert dict(answer.context["page"].form.errors) == {
        "text": ["Please say what is wrong, and what is right."]
    }
    assert client.post(address(club), {"kind": "gone"}).status_code == 302
    assert kept() == [("gone", "", "", None)]


def test_what_is_hidden_takes_none(client):
    hidden = an_organization("Hidden", publication="hidden")
    assert client.post(address(hidden), {"kind": "gone"}).status_code == 404
    assert kept() == []


def test_nobody_but_staff_reads_it(everybody, home):
    Correction.objects.create(organization=home, kind="gone", key="a")
    seen = {role: Correction.objects.visible_to(user).count() for role, user in everybody.items()}
    assert seen == {"visitor": 0, "student": 0, "stranger": 0, "partner": 0, "staff": 1}


def test_it_waits_in_the_queue_until_it_is_settled(as_staff, staff, home):
    row = Correction.objects.create(organization=home, kind="gone", key="a", reach="Ana")
    queue = as_staff.get("/staff/", {"kind": "corrections"})
    sent = fields(queue) | {"act": "settle"}
    del sent["kind"]
    as_staff.post("/staff/", sent)
    row.refresh_from_db()
    assert "It has moved, or is there no more · Ana" in queue.text
    assert (row.settled_on, row.settled_by) == (localdate(), staff)
    assert as_staff.get("/staff/", {"kind": "corrections"}).context["queue"].count == 0


def test_too_many_of_one_network_wait(client):
    club = an_organization("Club")
    cache.clear()
    codes = [client.post(address(club), {"kind": "gone"}).status_code for _time in range(21)]
    assert codes == [302] * 20 + [429]
    assert len(kept()) == 20
    cache.clear()

"""Contacts over the API: staff read and write all of them, the organization's people days and asks."""

import pytest
from django.utils.timezone import localdate

from tests.factories import a_partner, a_quiet_period, an_interaction
from tests.programs import change, etag, send

URL = "/api/v1/interactions/"


@pytest.fixture
def noted(home, staff):
    """With notes that the organization's own people do not read."""
    an_interaction(a_partner("Elsewhere"), summary="Not theirs")
    return an_interaction(
        home,
        summary="A note of staff",
        others="Xavier, who is private",
        asks=True,
        asked_for="A room",
        partner_minutes=20,
        over_load_reason="A private reason",
        next_step="A private step",
        noted_by=staff,
    )


OWN = {"kind": "call", "happened_on": "2026-10-01", "partner_minutes": 20, "asks": True,
       "asked_for": "A room"}  # fmt: skip


def test_staff_read_all_and_partners_days_and_asks(client, noted, staff, partner, stranger):
    client.force_login(staff)
    full = client.get(f"{URL}{noted.pk}/").json()
    assert (full["summary"], full["noted_by"], client.get(URL).json()["count"]) == (
        "A note of staff", "Sam Staff", 2
    )  # fmt: skip
    client.force_login(partner)
    rows = client.get(URL).json()["results"]
    home = {"id": noted.organization_id, "slug": "sample-home", "name": "Sample Home"}
    assert rows == [{"id": noted.pk, "organization": home, **OWN}]
    assert client.get(f"{URL}{noted.pk}/").json() == rows[0]
    client.force_login(stranger)
    assert client.get(URL).json()["count"] == 0


@pytest.mark.parametrize("format", ["csv", "json"])
def test_no_format_tells_partners_of_the_notes(as_partner, noted, format):
    answer = as_partner.get(URL, {"format": format} if format == "csv" else {})
    text = (answer.getvalue() if answer.streaming else answer.content).decode()
    assert "A room" in text
    assert [word for word in ("rivate", "note of staff", "Xavier") if word in text] == []


@pytest.mark.parametrize("name", ["search", "noted_by", "steward", "open_step", "due_before"])
def test_partners_do_not_ask_after_the_notes(as_partner, noted, name):
    value = {"open_step": "true", "due_before": "2026-10-01"}.get(name, "private")
    answer = as_partner.get(URL, {name: value})
    assert answer.status_code == 400
    assert f"There is no parameter “{name}” here" in answer.content.decode()


def test_staff_note_change_and_strike_out(as_staff, home):
    body = {"organization": "sample-home", "kind": "visit", "next_step": "Call"}
    made = send(as_staff, "post", "interactions/", body)
    assert (made.status_code, made.json()["happened_on"]) == (201, localdate().isoformat())
    url = f"interactions/{made.json()['id']}/"
    assert change(as_staff, url, next_done_on=localdate().isoformat()).status_code == 200
    body = {"reason": "Twice"}
    struck = send(as_staff, "post", f"{url}close/", body, seen=etag(as_staff, url))
    assert struck.json()["struck_on"] == localdate().isoformat()


def test_an_ask_beyond_the_load_takes_a_reason(as_staff, home):
    a_quiet_period(home, localdate(), localdate())
    body = {"organization": "sample-home", "kind": "call", "asks": True}
    refused = send(as_staff, "post", "interactions/", body)
    assert refused.status_code == 400
    assert "It wants quiet until" in refused.content.decode()
    answer = send(as_staff, "post", "interactions/", body | {"over_load_reason": "They offered"})
    assert answer.json()["over_load_reason"] == "They offered"


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_at_either_end_of_the_calendar_is_answered(as_staff, home, day):
    body = {"organization": "sample-home", "kind": "call", "asks": True, "happened_on": day}
    assert send(as_staff, "post", "interactions/", body).status_code in (201, 400)


def test_a_check_in_beyond_the_load_takes_a_reason(as_staff, home):
    a_quiet_period(home, localdate(), localdate())
    body = {"organization": "sample-home"}
    assert send(as_staff, "post", "check-ins/", body).status_code == 400
    assert send(as_staff, "post", "check-ins/", body | {"reason": "They wish"}).status_code == 201

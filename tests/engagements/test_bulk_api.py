"""Many entries of hours confirmed at once over the API: all or none, and taken back together."""

from datetime import date
from uuid import UUID

import pytest

from engagements.models import HourEntry, StatusChange
from tests.factories import a_partner, a_placement, a_student, an_engagement, an_entry
from tests.programs import problems, send


@pytest.fixture
def entries(seat):
    return [an_entry(seat, date(2026, 9, day)) for day in (7, 8, 9)]


@pytest.fixture
def elsewhere(autumn, db):
    """Hours of another partner's student: there for nobody here."""
    seat = a_placement(an_engagement(a_partner("Other House")), a_student("o@example.org"))
    return an_entry(seat)


def confirm(client, *pks, **headers):
    return send(client, "post", "hours/confirm/", {"entries": pks}, **headers)


def statuses() -> list[str]:
    return list(HourEntry.objects.order_by("pk").values_list("status", flat=True))


def test_confirmed_together_and_taken_back_together(as_partner, partner, entries):
    answer = confirm(as_partner, *[entry.pk for entry in entries])
    assert (answer.status_code, answer.json()["count"], statuses()) == (200, 3, ["confirmed"] * 3)
    batch = UUID(answer.json()["batch"])
    found = StatusChange.objects.values_list("batch", "by", "through").distinct()
    assert list(found.order_by()) == [(batch, partner.pk, "account")]
    back = send(as_partner, "post", "hours/unconfirm/", {"batch": str(batch)})
    assert (back.status_code, back.json(), statuses()) == (200, {"count": 3}, ["logged"] * 3)
    again = send(as_partner, "post", "hours/unconfirm/", {"batch": str(batch)})
    assert again.status_code == 404


def test_a_key_confirms_once_and_tells_the_same_batch(as_partner, entries):
    answers = [confirm(as_partner, entries[0].pk, Idempotency_Key="k-1") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert StatusChange.objects.count() == 1


def test_what_is_hidden_is_not_there_and_nothing_is_confirmed(as_partner, entries, elsewhere):
    answers = [confirm(as_partner, entries[0].pk, pk) for pk in (elsewhere.pk, 999_999)]
    assert [problems(answer) for answer in answers] == [
        {"#/entries": f"“{pk}” is not on record."} for pk in (elsewhere.pk, 999_999)
    ]
    assert statuses() == ["logged"] * 4


def test_one_that_cannot_be_confirmed_leaves_all_as_they_were(as_partner, entries):
    HourEntry.objects.filter(pk=entries[2].pk).update(status="disputed")
    answer = confirm(as_partner, *[entry.pk for entry in entries])
    assert (answer.status_code, [e["step"] for e in answer.json()["errors"]]) == (409, ["correct"])
    assert (statuses(), StatusChange.objects.count()) == (["logged", "logged", "disputed"], 0)


def test_students_do_not_confirm_their_own(as_student, entries):
    assert confirm(as_student, entries[0].pk).status_code == 403
    assert statuses() == ["logged"] * 3


def test_nobody_takes_anothers_confirmation_back(client, partner, staff, entries):
    client.force_login(partner)
    batch = confirm(client, entries[0].pk).json()["batch"]
    client.force_login(staff)
    answer = send(client, "post", "hours/unconfirm/", {"batch": batch})
    assert (answer.status_code, statuses()[0]) == (404, "confirmed")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({}, {"#/entries": "This field is required."}),
        ({"entries": []}, {"#/entries": "This list may not be empty."}),
        ({"entries": ["x"]}, {"#/entries/0": "A valid integer is required."}),
        (
            {"entries": [1], "all": True},
            {"#/all": "“all” cannot be set here; these can: entries."},
        ),
    ],
)
def test_what_is_not_understood_is_told(as_partner, body, told):
    assert problems(send(as_partner, "post", "hours/confirm/", body)) == told

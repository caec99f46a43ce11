"""Check-ins and compensation over the API."""

import pytest

from engagements.agreements.asking import ask
from engagements.lifecycle import take
from engagements.models import CheckIn, CheckInSheet, Compensation
from engagements.models.checkins import MARKS
from tests import factories
from tests.programs import change, etag, problems, send

pytestmark = pytest.mark.usefixtures("autumn")

SECRET = "Nobody-may-read-this-yet"
LOW = dict.fromkeys(MARKS, 1) | {"note": SECRET}
HIGH = dict.fromkeys(MARKS, 5) | {"note": "Thanks"}


@pytest.fixture
def asked(home, staff):
    return ask(home, by=staff)


def step(client, check_in, name, body, **headers):
    url = f"check-ins/{check_in.pk}/"
    return send(client, "post", f"{url}{name}/", body, seen=etag(client, url), **headers)


def test_a_whole_check_in(client, home, staff, partner):
    client.force_login(partner)
    made = send(client, "post", "check-ins/", {"organization": "sample-home"})
    assert (made.status_code, made.json()["status"], made.json()["sheets"]) == (201, "open", [])
    check_in = CheckIn.objects.get()
    answered = step(client, check_in, "answer", HIGH)
    sheet = answered.json()["sheets"][0]
    assert {name: sheet[name] for name in HIGH} == HIGH
    client.force_login(staff)
    assert step(client, check_in, "answer", LOW).json()["status"] == "answered"
    assert (
        step(client, check_in, "suggest", {"reason": "Call first."}).json()["change"]
        == "Call first."
    )
    client.force_login(partner)
    settled = step(client, check_in, "settle", {}).json()
    assert (settled["status"], settled["change_side"]) == ("settled", "staff")
    assert [row["side"] for row in settled["sheets"]] == ["partner", "staff"]


@pytest.mark.parametrize(("reader", "other"), [("staff", "partner"), ("partner", "staff")])
def test_no_answer_tells_what_the_other_side_said(client, everybody, asked, reader, other):
    take(asked, "answer", by=everybody[other], details=LOW)
    client.force_login(everybody[reader])
    for url in ("check-ins/", f"check-ins/{asked.pk}/"):
        row = client.get(f"/api/v1/{url}").json()
        row = row["results"][0] if "results" in row else row
        assert (row["sheets"], row[f"{other}_answered"], row[f"{reader}_answered"]) == (
            [],
            True,
            False,
        )
    assert SECRET not in client.get(f"/api/v1/check-ins/{asked.pk}/").content.decode()


def test_refusals_of_check_ins(client, partner, asked, stranger, student):
    client.force_login(partner)
    again = send(client, "post", "check-ins/", {"organization": "sample-home"})
    assert again.status_code == 409
    unknown = send(
        client, "post", "check-ins/", {"organization": "sample-home", "status": "closed"}
    )
    assert (unknown.status_code, list(problems(unknown))) == (400, ["#/status"])
    missing = step(client, asked, "answer", {"trust_now": 6})
    assert (missing.status_code, list(problems(missing))) == (400, ["#/trust_now"])
    missing = step(client, asked, "answer", {name: 3 for name in MARKS if name != "trust_now"})
    assert list(problems(missing)) == ["#/trust_now"]
    with_reason = step(client, asked, "answer", HIGH | {"reason": SECRET})
    assert list(problems(with_reason)) == ["#/reason"]
    assert step(client, asked, "close", {"reason": "–"}).status_code == 403
    assert step(client, asked, "settle", {}).status_code == 409
    assert send(client, "patch", f"check-ins/{asked.pk}/", {}).status_code == 405
    assert CheckInSheet.objects.count() == 0
    client.force_login(stranger)
    assert client.get("/api/v1/check-ins/").json()["count"] == 0
    other = send(client, "post", "check-ins/", {"organization": "sample-home"})
    assert (other.status_code, list(problems(other))) == (400, ["#/organization"])


def test_a_student_asks_for_none(client, student):
    factories.a_partner("Sample Open", publication="full")
    client.force_login(student)
    answer = send(client, "post", "check-ins/", {"organization": "sample-open"})
    assert (answer.status_code, CheckIn.objects.count()) == (403, 0)


def test_one_key_answers_once(client, partner, asked):
    client.force_login(partner)
    url = f"check-ins/{asked.pk}/"
    seen = etag(client, url)
    answers = [
        send(client, "post", f"{url}answer/", HIGH, seen=seen, Idempotency_Key="k") for _ in "ab"
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert (answers[0].content == answers[1].content, CheckInSheet.objects.count()) == (True, 1)


NEW = {"organization": "sample-home", "purpose": "Taught", "rate": "60.00", "hours": "4.50",
       "due_on": "2026-11-01", "paid_to": "Ana Educator"}  # fmt: skip


def test_staff_promise_change_and_pay(client, staff, home):
    client.force_login(staff)
    made = send(client, "post", "compensations/", NEW, Idempotency_Key="k")
    again = send(client, "post", "compensations/", NEW, Idempotency_Key="k")
    assert (made.status_code, made.json()["amount"], again.content) == (201, "270.00", made.content)
    url = f"compensations/{made.json()['id']}/"
    wrong = change(client, url, hours="5.00")
    assert problems(wrong) == {"#/amount": "The rate and the hours make 300.00 dollars."}
    assert change(client, url, hours="5.00", amount=None).json()["amount"] == "300.00"
    paid = change(client, url, paid_on="2026-10-15").json()
    assert (paid["paid_on"], paid["days_to_pay"], paid["is_overdue"]) == ("2026-10-15", 0, False)
    stale = send(client, "patch", url, {"paid_on": None}, seen=made.headers["ETag"])
    assert stale.status_code == 412
    assert Compensation.objects.count() == 1


def test_without_an_amount_or_what_makes_one(client, staff, home):
    client.force_login(staff)
    answer = send(client, "post", "compensations/", {k: v for k, v in NEW.items() if k != "rate"})
    assert problems(answer) == {
        "#/amount": "Give the amount, or both the rate and the hours.",
        "#/hours": "Give both the rate and the hours, or neither.",
    }


def test_partners_read_their_own_and_write_none(client, partner, home, stranger):
    own = factories.a_compensation(home)
    theirs = factories.a_compensation(stranger.memberships.get().organization, paid_to="Zoe Hidden")
    client.force_login(partner)
    listed = client.get("/api/v1/compensations/").json()["results"]
    assert [(row["id"], row["paid_to"]) for row in listed] == [(own.pk, "Ana Educator")]
    assert client.get(f"/api/v1/compensations/{theirs.pk}/").status_code == 404
    assert send(client, "post", "compensations/", NEW).status_code == 403
    assert change(client, f"compensations/{own.pk}/", paid_on="2026-10-15").status_code == 403


@pytest.mark.parametrize("query", ["", "?state=overdue", "?state=paid", "?year=2026", "?organization=sample-home"])  # fmt: skip
def test_page_sheet_and_api_have_the_same_rows(client, partner, home, query):
    client.force_login(partner)
    factories.a_compensation(home)
    factories.a_compensation(
        home, promised_on="2026-10-01", due_on="2026-10-10", paid_on="2026-10-09"
    )
    page = [row.pk for row in client.get(f"/compensation/{query}").context["found"].page]
    api = [row["id"] for row in client.get(f"/api/v1/compensations/{query}").json()["results"]]
    joined = f"{query}&" if query else "?"
    text = client.get(f"/compensation/{joined}format=csv").getvalue().decode()
    sheet = [int(line.split(",")[0]) for line in text.splitlines()[1:]]
    assert page == api == sheet

"""Agreements over the API: what each side reads, and how they are written, signed and changed."""

import pytest

from engagements.agreements.writing import comment, next_version, save_draft
from engagements.lifecycle import take
from engagements.models import AgreementVersion, Comment, Signature
from tests.agreements import TERMS, a_draft, agreed, countered, in_force, signed_by
from tests.partners.test_api_queries import queries_of
from tests.programs import API, etag, problems, send

pytestmark = pytest.mark.usefixtures("autumn")

URL = "agreements/"

BODY = {"organization": "sample-home", "kind": "letter", "terms": TERMS.as_data()}


def got(client, url: str) -> dict:
    answer = client.get(API + url)
    assert answer.status_code == 200, answer.content
    return answer.json()


def step(client, url: str, which: str, /, seen: str = "", key: str = "", **body):
    headers = {"Idempotency_Key": key} if key else {}
    seen = seen or etag(client, url)
    return send(client, "post", f"{url}{which}/", body, seen=seen, **headers)


def of(version: AgreementVersion) -> str:
    return f"{URL}{version.agreement_id}/"


@pytest.fixture
def review(home, staff):
    """Sent by OCCME: it waits on the partner."""
    return take(a_draft(home, staff), "send", by=staff)


class TestReading:
    def test_the_whole_of_one(self, as_partner, home, staff, partner, review):
        back = countered(review, partner, "A shorter name.", title="Tea")
        comment(back, by=staff, line="purpose", remark="ask_first", text="Ask Rosa.")
        body = got(as_partner, of(back))
        (version,) = body.pop("versions")
        assert body == {
            "id": back.agreement_id,
            "url": f"/agreements/{back.agreement_id}/",
            "organization": {"id": home.pk, "slug": "sample-home", "name": "Sample Home"},
            "kind": "memorandum",
            "shows_partner_side": False,
        }
        rounds, comments = version.pop("rounds"), version.pop("comments")
        assert [s["step"] for s in version.pop("steps")] == ["drop"]
        assert version.pop("since_at")[:10] == "2026-10-15"
        assert version == {
            "number": 1,
            "origin": "first",
            "status": "review",
            "standing": "In review",
            "turn": "staff",
            "title": "Tea",
            "starts_on": "2026-09-01",
            "ends_on": "2026-12-31",
            "stopped_on": None,
            "review_on": None,
            "signatures": [],
        }
        assert [(r["number"], r["side"], r["reason"], r["differences"]) for r in rounds] == [
            (1, "staff", "", []),
            (2, "partner", "A shorter name.",
             ["The title was “Pressure and tea”, and is now “Tea”."]),
        ]  # fmt: skip
        assert (rounds[0]["terms"], rounds[0]["digest"]) == (TERMS.as_data(), TERMS.digest())
        (said,) = comments
        assert (said["side"], said["line"], said["remark"], said["text"]) == (
            "staff", "purpose", "ask_first", "Ask Rosa.",
        )  # fmt: skip

    def test_signatures_say_how(self, as_partner, home, staff, partner):
        version = signed_by(agreed(home, staff, partner), staff)
        (row,) = got(as_partner, of(version))["versions"][0]["signatures"]
        assert (row.pop("at")[:10], row) == (
            "2026-10-15",
            {"side": "staff", "name": "Sam Signer", "title": "", "note": "", "through": "account",
             "voided_at": None, "digest": TERMS.digest()},
        )  # fmt: skip

    def test_a_list_leaves_the_texts_out(self, as_partner, review):
        (row,) = got(as_partner, URL)["results"]
        (version,) = row["versions"]
        assert {"rounds", "signatures", "comments", "steps"} & {*version} == set()
        assert (version["title"], version["turn"]) == ("Pressure and tea", "partner")

    def test_who_reads_which(self, client, everybody, home, staff, stranger, review):
        elsewhere = stranger.memberships.get().organization
        theirs = take(a_draft(elsewhere, staff), "send", by=staff)
        a_draft(home, staff)  # Not sent: OCCME's alone.
        found = {}
        for role in ("staff", "partner", "stranger", "student"):
            client.force_login(everybody[role])
            rows = got(client, f"{URL}?ordering=-id")
            found[role] = (rows["count"], [row["id"] for row in rows["results"]])
        mine, other = review.agreement_id, theirs.agreement_id
        assert found == {
            "staff": (3, [other + 1, other, mine]),
            "partner": (1, [mine]),
            "stranger": (1, [other]),
            "student": (0, []),
        }
        client.logout()
        assert client.get(API + URL).status_code == 401

    def test_what_one_side_drafts_the_other_does_not_read(self, client, home, staff, partner):
        held = in_force(home, staff, partner)
        draft = next_version(held.agreement, "renewal", by=staff)
        data = draft.draft | {"title": "Secret plan"}
        save_draft(draft, data, by=staff, seen=draft.version)
        client.force_login(staff)
        assert [v["title"] for v in got(client, of(held))["versions"]] == [
            "Secret plan", "Pressure and tea",
        ]  # fmt: skip
        client.force_login(partner)
        body = got(client, of(held))
        assert [v["number"] for v in body["versions"]] == [1]
        text = client.get(API + of(held)).content.decode() + client.get(API + URL).content.decode()
        assert "Secret" not in text
        for query in ("state=written", "waits_on=staff"):
            assert got(client, f"{URL}?{query}")["count"] == 0
        assert client.get(f"{API}{of(held)}draft/").status_code == 404

    def test_a_draft_in_review_is_the_writing_sides_alone(self, client, staff, partner, review):
        data = TERMS.as_data() | {"title": "", "sections": {"purpose": "Whispered"}}
        save_draft(review, data, by=partner, seen=review.version)
        client.force_login(staff)
        text = client.get(API + of(review)).content.decode()
        assert ("Whispered" in text, "Give it a title" in text) == (False, False)
        refused = step(client, of(review), "counter", reason="Sent for them.")
        assert (refused.status_code, "Give it" in refused.content.decode()) == (403, False)
        assert client.get(f"{API}{of(review)}draft/").status_code == 404

    def test_as_many_queries_for_many(self, as_staff, home, staff, review):
        one = queries_of(as_staff, API + URL)
        for _ in range(29):
            take(a_draft(home, staff), "send", by=staff)
        assert queries_of(as_staff, API + URL) == one

    def test_an_unknown_parameter_is_refused(self, as_staff):
        answer = as_staff.get(f"{API}{URL}?status=draft")
        assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "status")


class TestSteps:
    def test_from_draft_to_signed_by_both(self, client, home, staff, partner):
        client.force_login(staff)
        made = send(client, "post", URL, BODY).json()
        url = f"{URL}{made['id']}/"
        assert step(client, url, "send").json()["versions"][0]["turn"] == "partner"
        client.force_login(partner)
        assert step(client, url, "agree").json()["versions"][0]["status"] == "agreed"
        digest = got(client, url)["versions"][0]["rounds"][-1]["digest"]
        for user, status in ((partner, "signed"), (staff, "in_force")):
            client.force_login(user)
            answer = step(client, url, "sign", name="Sam", title="Lead", digest=digest)
            assert answer.json()["versions"][0]["status"] == status, answer.content

    def test_a_key_signs_once(self, as_partner, home, staff, partner):
        version = agreed(home, staff, partner)
        url, seen = of(version), etag(as_partner, of(version))
        signed = {"name": "Rosa", "digest": TERMS.digest(), "key": "k", "seen": seen}
        answers = [step(as_partner, url, "sign", **signed) for _ in range(3)]
        assert [a.status_code for a in answers] == [200] * 3
        assert len({a.content for a in answers}) == 1
        assert [(s.side, s.name) for s in Signature.objects.all()] == [("partner", "Rosa")]

    def test_the_text_that_was_read_is_signed(self, as_partner, home, staff, partner):
        answer = step(as_partner, of(agreed(home, staff, partner)), "sign", digest="other")
        assert {*problems(answer)} == {"#/name", "#/digest"}
        assert Signature.objects.count() == 0

    def test_staff_note_a_partners_signature(self, as_staff, home, staff, partner):
        version = signed_by(agreed(home, staff, partner), staff)
        body = {"name": "Rosa", "digest": TERMS.digest(), "reason": "By phone, today."}
        refused = step(as_staff, of(version), "sign", **body)
        assert problems(refused) == {"#": "Your side has signed already."}
        done = step(as_staff, of(version), "sign", on_behalf=True, **body).json()["versions"][0]
        assert [(s["side"], s["through"], s["note"]) for s in done["signatures"]] == [
            ("staff", "account", ""),
            ("partner", "on_behalf", "By phone, today."),
        ]

    def test_who_may_not(self, client, stranger, student, staff, review):
        url, seen = of(review), '"1-1.2"'
        for user, status in ((stranger, 404), (student, 404), (None, 401)):
            client.logout()
            if user:
                client.force_login(user)
            assert step(client, url, "agree", seen=seen).status_code == status
        client.force_login(staff)
        wrong = step(client, url, "send")
        assert (wrong.status_code, [e["step"] for e in wrong.json()["errors"]]) == (
            409,
            ["counter", "agree", "drop"],
        )
        assert AgreementVersion.objects.get(pk=review.pk).version == review.version

    def test_from_the_version_that_was_read(self, as_partner, staff, partner, review):
        url = of(review)
        seen = etag(as_partner, url)
        assert seen == f'"{review.agreement.history.latest().pk}-1.{review.version}"'
        assert send(as_partner, "post", f"{url}agree/").status_code == 428
        for stale in ('"1"', '"1-2.1"', seen.replace('"', '"9', 1)[:-2] + '9"'):
            answer = step(as_partner, url, "agree", seen=stale)
            assert answer.status_code == 412, stale
        assert step(as_partner, url, "agree", seen=seen).status_code == 200
        assert etag(as_partner, url) != seen

    def test_what_is_in_force_can_end_while_the_next_is_written(
        self, as_staff, home, staff, partner
    ):
        held = in_force(home, staff, partner)
        url = of(held)
        key = {"Idempotency_Key": "k"}
        for _ in range(2):
            made = send(as_staff, "post", f"{url}amend/", {}, **key).json()["versions"]
            assert [(v["number"], v["origin"], v["status"]) for v in made] == [
                (2, "amendment", "draft"),
                (1, "first", "in_force"),
            ]
        assert send(as_staff, "post", f"{url}renew/", {}).status_code == 409
        assert [s["step"] for s in made[0]["steps"]] == ["send", "drop"]
        ended = step(as_staff, url, "end", reason="We said goodbye.").json()["versions"]
        assert [v["status"] for v in ended] == ["draft", "ended"]

    def test_a_comment_on_a_line(self, client, partner, stranger, review):
        url = f"{of(review)}comment/"
        client.force_login(stranger)
        assert send(client, "post", url, {"text": "Mine"}).status_code == 404
        client.force_login(partner)
        wrong = send(client, "post", url, {"line": "moon"})
        assert {*problems(wrong)} == {"#/line", "#/text"}
        body = {"line": "purpose", "remark": "wrong"}
        for _ in range(2):
            made = send(client, "post", url, body, Idempotency_Key="k").json()
        (said,) = made["versions"][0]["comments"]
        assert (said["side"], said["line"], said["remark"]) == ("partner", "purpose", "wrong")
        assert Comment.objects.count() == 1

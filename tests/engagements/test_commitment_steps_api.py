"""Promises reported, judged and answered over the API."""

import pytest

from engagements.models import Judgement
from tests import factories
from tests.engagements.test_commitment_api import TEXT, URL, got, promised, town
from tests.programs import etag, problems, send

__all__ = ["town"]
pytestmark = pytest.mark.usefixtures("autumn")


class TestSteps:
    def step(self, client, row, which: str, /, seen: str = "", **body):
        url = f"{URL}{row.pk}/"
        headers = {"Idempotency_Key": key} if (key := body.pop("key", "")) else {}
        seen = seen or etag(client, url)
        return send(client, "post", f"{url}{which}/", body, seen=seen, **headers)

    @pytest.fixture
    def pay(self, home, staff):
        factories.an_agreement(home, staff, "in_force", TEXT)
        return promised(home, "staff")

    def test_reported_judged_and_answered(self, client, staff, partner, pay):
        client.force_login(staff)
        proof = "https://example.org/photo"
        done = self.step(client, pay, "report", reason="Paid.", evidence=proof).json()
        assert (done["status"], done["report_note"], done["report_evidence"]) == (
            "reported", "Paid.", proof,
        )  # fmt: skip
        client.force_login(partner)
        judged = self.step(client, pay, "late", reason="A week late.").json()
        assert (judged["status"], [s["step"] for s in judged["steps"]]) == (
            "late",
            ["kept", "partly", "not_kept", "changed", "released"],
        )
        client.force_login(staff)
        (word,) = self.step(client, pay, "answer", reason="Sorry.").json()["judgements"]
        assert (word["verdict"], word["note"], word["answer"]) == ("late", "A week late.", "Sorry.")

    def test_nobody_judges_their_own_nor_another_ones(self, client, everybody, pay):
        found = {}
        for role in ("visitor", "student", "stranger", "staff"):
            client.logout()
            if role != "visitor":
                client.force_login(everybody[role])
            found[role] = self.step(client, pay, "kept", seen='"1"').status_code
        assert found == {"visitor": 401, "student": 404, "stranger": 404, "staff": 403}
        assert Judgement.objects.count() == 0

    def test_who_reads_it_alone_does_not_judge_it(self, client, town, stranger):
        client.force_login(stranger)
        row = promised(town["proud"], "staff")
        assert self.step(client, row, "kept").status_code == 403
        assert promised(town["proud"], "staff").status == "open"

    def test_a_key_judges_once(self, as_partner, pay):
        seen = etag(as_partner, f"{URL}{pay.pk}/")
        answers = [self.step(as_partner, pay, "kept", seen=seen, key="k") for _ in range(3)]
        assert ([a.status_code for a in answers], len({a.content for a in answers})) == (
            [200] * 3,
            1,
        )
        assert Judgement.objects.count() == 1
        again = self.step(as_partner, pay, "kept")
        assert (again.status_code, again.json()["errors"][0]["step"]) == (409, "partly")

    def test_from_the_version_that_was_read(self, as_partner, pay):
        seen = etag(as_partner, f"{URL}{pay.pk}/")
        assert send(as_partner, "post", f"{URL}{pay.pk}/kept/").status_code == 428
        assert self.step(as_partner, pay, "partly", seen=seen).status_code == 200
        assert self.step(as_partner, pay, "kept", seen=seen).status_code == 412
        assert [word.verdict for word in Judgement.objects.all()] == ["partly"]

    def test_a_word_is_taken_back_and_that_is_told(self, as_partner, pay):
        self.step(as_partner, pay, "not_kept")
        back = self.step(as_partner, pay, "undo").json()
        assert (back["status"], back["judged_on"]) == ("open", None)
        (word,) = got(as_partner, "judgements/")["results"]
        assert (word["verdict"], word["taken_back_at"][:10]) == ("not_kept", "2026-10-15")

    def test_what_is_sent_with_it_is_checked(self, as_partner, pay):
        wrong = self.step(as_partner, pay, "kept", evidence="a photo")
        assert {*problems(wrong)} == {"#/evidence"}
        unknown = self.step(as_partner, pay, "kept", verdict="kept")
        assert {*problems(unknown)} == {"#/verdict"}
        assert Judgement.objects.count() == 0

    def test_nothing_is_made_or_changed_otherwise(self, as_staff, pay):
        assert send(as_staff, "post", URL, {}).status_code == 405
        assert send(as_staff, "patch", f"{URL}{pay.pk}/", {}).status_code == 405

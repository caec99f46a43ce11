"""Agreements begun, written and changed over the API."""

import pytest

from engagements.agreements.writing import comment, save_draft
from engagements.lifecycle import take
from engagements.models import Agreement
from tests import factories
from tests.agreements import TERMS, countered
from tests.engagements.test_agreement_api import BODY, URL, got, of, review
from tests.programs import API, change, etag, problems, send

__all__ = ["review"]
pytestmark = pytest.mark.usefixtures("autumn")


class TestBeginning:
    def test_by_either_side(self, client, home, staff, partner):
        for user, side in ((staff, "staff"), (partner, "partner")):
            client.force_login(user)
            made = send(client, "post", URL, BODY)
            version = made.json()["versions"][0]
            assert (made.status_code, made.json()["kind"], version["turn"], version["title"]) == (
                201, "letter", side, "Pressure and tea",
            )  # fmt: skip
            assert made.headers["Location"].endswith(f"/{URL}{made.json()['id']}/")

    def test_from_the_template_unless_told(self, as_partner, home):
        made = send(as_partner, "post", URL, {"organization": "sample-home"}).json()
        draft = got(as_partner, f"{URL}{made['id']}/draft/")
        assert (draft["title"] == made["versions"][0]["title"], bool(draft["promises"])) == (
            True,
            True,
        )

    def test_once_under_a_key(self, as_partner, home):
        made = [send(as_partner, "post", URL, BODY, Idempotency_Key="k") for _ in range(2)]
        assert made[0].json() == made[1].json()
        assert Agreement.objects.count() == 1

    def test_all_that_is_wrong_is_told(self, as_partner, home):
        terms = {"starts_on": "soon", "promises": [{"due_on": "later", "kind": "gold"}]}
        body = BODY | {"terms": terms, "shows_partner_side": True}
        assert problems(send(as_partner, "post", URL, body)) == {
            "#/terms/starts_on": "It takes a day, such as 2027-07-01.",
            "#/terms/promises/0/due_on": "It takes a day, such as 2027-07-01.",
            "#/terms/promises/0/kind": "It is one of: money, time, people, space, data, training, "
            "access, recognition, other.",
            "#/shows_partner_side": "“shows_partner_side” cannot be set here; these can: kind, "
            "organization, terms.",
        }
        assert Agreement.objects.count() == 0

    def test_not_for_another(self, client, home, stranger, student):
        shown = factories.a_partner("Shown")
        client.force_login(stranger)
        hidden = send(client, "post", URL, BODY)
        assert problems(hidden) == {"#/organization": "“sample-home” is not on record."}
        refused = send(client, "post", URL, {"organization": shown.slug})
        assert (refused.status_code, Agreement.objects.count()) == (403, 0)
        client.force_login(student)
        assert send(client, "post", URL, {"organization": shown.slug}).status_code == 403

    def test_not_with_a_closed_organization(self, as_staff, home):
        factories.Organization.objects.filter(pk=home.pk).update(
            closed_on="2026-10-01", closed_reason="Moved"
        )
        answer = send(as_staff, "post", URL, BODY)
        assert problems(answer) == {"#/organization": "This organization is closed."}


class TestDrafts:
    def test_what_was_sent_last_is_where_writing_begins(self, as_partner, review):
        url = f"{of(review)}draft/"
        assert got(as_partner, url) == TERMS.as_data()
        text = TERMS.as_data() | {"title": "Tea"}
        saved = send(as_partner, "put", url, text, seen=etag(as_partner, url))
        assert (saved.status_code, saved.json(), got(as_partner, url)) == (200, text, text)
        assert saved.headers["ETag"] == etag(as_partner, of(review))

    def test_a_stale_one_leaves_theirs(self, as_partner, home, review):
        url = f"{of(review)}draft/"
        seen = etag(as_partner, url)
        colleague = factories.a_member("colleague@example.org", home)
        theirs = TERMS.as_data() | {"title": "Theirs"}
        save_draft(review, theirs, by=colleague, seen=review.version)
        answer = send(as_partner, "put", url, TERMS.as_data() | {"title": "Mine"}, seen=seen)
        assert (answer.status_code, "colleague@example.org" in answer.json()["detail"]) == (
            412,
            True,
        )
        assert got(as_partner, url) == theirs
        assert send(as_partner, "put", url, theirs).status_code == 428

    def test_problems_are_told_by_path(self, as_partner, review):
        url = f"{of(review)}draft/"
        text = {"moon": 1, "promises": [{}, {"quantity": "many"}]}
        answer = send(as_partner, "put", url, text, seen=etag(as_partner, url))
        assert problems(answer) == {
            "#/terms": "“moon” is not a part of it.",
            "#/promises/1/quantity": "It takes a number above 0, such as 12 or 2.5.",
        }
        assert got(as_partner, url) == TERMS.as_data()

    def test_only_in_ones_turn(self, client, staff, partner, stranger, review):
        back = countered(review, partner, title="Tea")
        url = f"{of(back)}draft/"
        client.force_login(partner)
        assert client.get(API + url).status_code == 404
        tag = etag(client, of(back))
        assert send(client, "put", url, TERMS.as_data(), seen=tag).status_code == 403
        client.force_login(stranger)
        assert send(client, "put", url, TERMS.as_data(), seen=tag).status_code == 404
        take(back, "agree", by=staff)
        client.force_login(staff)
        tag = etag(client, of(back))
        assert send(client, "put", url, TERMS.as_data(), seen=tag).status_code == 409


class TestChanging:
    def test_each_side_its_own_field(self, client, staff, partner, review):
        url = of(review)
        client.force_login(partner)
        assert change(client, url, shows_partner_side=True).json()["shows_partner_side"] is True
        assert {*problems(change(client, url, kind="letter"))} == {"#/kind"}
        client.force_login(staff)
        assert change(client, url, kind="letter").json()["kind"] == "letter"
        assert {*problems(change(client, url, shows_partner_side=False))} == {
            "#/shows_partner_side"
        }
        found = Agreement.objects.get()
        assert (found.kind, found.shows_partner_side) == ("letter", True)

    def test_from_the_version_that_was_read(self, as_partner, staff, review):
        url = of(review)
        seen = etag(as_partner, url)
        comment(review, by=staff, line="", remark="note", text="Beside it.")
        assert send(as_partner, "patch", url, {"shows_partner_side": True}).status_code == 428
        made = send(as_partner, "patch", url, {"shows_partner_side": True}, seen=seen)
        assert made.status_code == 200
        again = send(as_partner, "patch", url, {"shows_partner_side": False}, seen=seen)
        assert (again.status_code, Agreement.objects.get().shows_partner_side) == (412, True)

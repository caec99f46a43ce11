"""Promises on pages: what the public reads, and what both sides say of them."""

import csv
from html import unescape

import pytest
from django.test import Client
from django.utils.timezone import localdate

from engagements.lifecycle import take, undo
from engagements.models import Judgement, Occurrence
from engagements.terms import Promise
from occme.refusals import WrongStep
from tests import factories
from tests.pages import fields

pytestmark = pytest.mark.usefixtures("autumn")


@pytest.fixture
def listed(staff):
    """Everybody may read what OCCME promised it; of its own promises it has not said so."""
    kitchen = factories.a_partner("Kitchen")
    factories.an_agreement(kitchen, staff, "in_force")
    return kitchen


@pytest.fixture
def hidden(home, staff):
    """The partner's own; nobody else may know of it."""
    factories.an_agreement(home, staff, "in_force")
    return home


def first(organization, giver: str = "staff") -> Occurrence:
    return Occurrence.objects.filter(organization=organization, giver=giver).first()


def sheet(client) -> list[dict[str, str]]:
    lines = b"".join(client.get("/promises/?format=csv").streaming_content)
    return list(csv.DictReader(lines.decode("utf-8-sig").splitlines()))


def text(answer) -> str:
    return unescape(" ".join(answer.content.decode().split()))


ALL = {
    "visitor": ["Kitchen"] * 3,
    "student": ["Kitchen"] * 3,
    "stranger": ["Kitchen"] * 3,
    "partner": ["Kitchen"] * 3 + ["Sample Home"] * 4,
    "staff": ["Kitchen"] * 4 + ["Sample Home"] * 4,
}


@pytest.mark.parametrize("role", ALL)
def test_who_reads_which_promises(client, everybody, listed, hidden, role):
    if role != "visitor":
        client.force_login(everybody[role])
    page = text(client.get("/promises/"))
    assert sorted(row["organization"] for row in sheet(client)) == ALL[role]
    assert f"{len(ALL[role])} promises, each on its day" in page
    assert ("Sample Home" in page) == (role in ("partner", "staff"))


def test_the_public_reads_verdicts_and_not_what_was_said(client, staff, listed):
    member = factories.a_member("ana@example.org", listed)
    promise = first(listed)
    take(promise, "report", by=staff, reason="A secret report")
    take(promise, "late", by=member, reason="A secret reason")
    page = text(client.get("/promises/"))
    one = text(client.get(promise.get_absolute_url()))
    assert ["secret" in found for found in (page, one, str(sheet(client)))] == [False] * 3
    assert ["Kept late" in found for found in (page, one)] == [True, True]
    assert "<strong>0 %</strong> kept: 0 of 1 that was judged" in page
    assert client.post(promise.get_absolute_url(), {"step": "kept"}).status_code == 403
    client.force_login(member)
    assert "A secret reason" in text(client.get(promise.get_absolute_url()))


def test_a_partners_side_is_public_where_it_says_so(client, staff, listed):
    theirs = first(listed, "partner")
    assert client.get(theirs.get_absolute_url()).status_code == 404
    agreement = theirs.commitment.version.agreement
    agreement.shows_partner_side = True
    agreement.save()
    assert client.get(theirs.get_absolute_url()).status_code == 200


def test_the_rate_counts_what_was_judged_and_says_what_was_not(as_partner, partner, hidden):
    promise = first(hidden)
    page = text(as_partner.get("/promises/"))
    assert page.count("None is judged yet, so there is no rate.") == 2
    take(promise, "kept", by=partner)
    page = text(as_partner.get("/promises/?side=staff"))
    assert "<strong>100 %</strong> kept: 1 of 1 that was judged" in page
    assert "0 are due or reported done, and not judged yet." in page


def test_one_tap_judges_and_another_takes_it_back(as_partner, partner, hidden):
    promise = first(hidden)
    address = promise.get_absolute_url()
    sent = {"step": "late", "reason": "Weeks.", "evidence": "https://example.org/x"}
    as_partner.post(address, sent | {"seen": promise.version})
    said = Judgement.objects.get()
    assert (said.verdict, said.note, said.evidence) == ("late", "Weeks.", "https://example.org/x")
    as_partner.post(address, sent | {"seen": promise.version})
    assert Judgement.objects.count() == 1
    as_partner.post(address, {"undo": "yes"})
    promise.refresh_from_db()
    assert (promise.status, promise.judged_on) == ("open", None)


def test_evidence_that_is_no_page_is_refused(as_partner, hidden):
    promise = first(hidden)
    sent = {"step": "kept", "evidence": "javascript:alert(1)", "seen": promise.version}
    answer = as_partner.post(promise.get_absolute_url(), sent, follow=True)
    assert "Evidence is the address of a page" in text(answer)
    assert Judgement.objects.count() == 0


def test_evidence_that_is_too_long_to_keep_is_refused(as_partner, hidden):
    promise = first(hidden)
    sent = {"step": "kept", "evidence": f"https://example.org/{'x' * 190}", "seen": promise.version}
    answer = as_partner.post(promise.get_absolute_url(), sent, follow=True)
    assert "Evidence is the address of a page" in text(answer)
    assert Judgement.objects.count() == 0


def test_that_a_partner_promised_the_same_is_told_to_both_sides_alone(as_staff, staff):
    both = factories.terms(promises=(Promise(key="both", by="joint", text="Speak of it"),))
    kitchen = factories.a_partner("Kitchen")
    factories.an_agreement(kitchen, staff, "in_force", both)
    pages = [text(one.get(first(kitchen).get_absolute_url())) for one in (Client(), as_staff)]
    assert ["Speak of it" in page for page in pages] == [True, True]
    assert ["a part of what both promised together" in page for page in pages] == [False, True]


def test_a_release_is_not_taken_back_once_the_agreement_is_over(partner, staff, hidden):
    promise = take(Occurrence.objects.filter(giver="staff").last(), "released", by=partner)
    take(promise.commitment.version, "end", by=staff, reason="We part.")
    with pytest.raises(WrongStep):
        undo(promise, by=partner)
    assert not Occurrence.objects.filter(status="open", due_on__gte=localdate()).exists()


def test_staff_do_not_judge_what_occme_promised(as_staff, hidden):
    promise = first(hidden)
    page = text(as_staff.get(promise.get_absolute_url()))
    assert ("How did it go?" in page, "Report it done" in page) == (False, True)
    sent = {"step": "kept", "seen": promise.version}
    assert as_staff.post(promise.get_absolute_url(), sent).status_code == 403


def test_a_bad_filter_shows_nothing_and_says_why(client, listed):
    answer = client.get("/promises/?standing=fine&due_after=soon")
    assert answer.status_code == 400
    assert "“fine” is not one of its choices." in text(answer)
    assert "Pay the cooks" not in text(answer)


@pytest.fixture
def by_link(hidden, rosa):
    return factories.a_link(rosa, "promises")[1]


def test_a_link_judges_with_one_tap_and_takes_it_back(client, by_link, hidden, rosa):
    promise = first(hidden)
    page = text(client.get(by_link))
    assert ("Pay the cooks" in page, "Keep the room open" in page) == (True, False)
    sent = {"record": promise.pk, "seen": promise.version}
    answer = client.post(by_link, sent | {"step": "kept"}, follow=True)
    assert "Done: “Kept”. You can take it back below." in text(answer)
    assert [said.change.link.contact for said in Judgement.objects.all()] == [rosa]
    client.post(by_link, {"record": promise.pk, "undo": "yes"})
    promise.refresh_from_db()
    assert promise.status == "open"


def test_a_link_judges_nothing_of_another_partner(client, by_link, listed):
    other = first(listed)
    sent = {"record": other.pk, "seen": other.version, "step": "not_kept"}
    answer = client.post(by_link, sent, follow=True)
    assert "This link is not for that." in text(answer)
    assert (Judgement.objects.count(), "Kitchen" in text(answer)) == (0, False)


def test_a_promise_beyond_the_thousandth_is_judged_too(client, by_link, hidden):
    Occurrence.objects.filter(pk=first(hidden).pk).update(id=1234)
    form = fields(client.get(by_link))
    assert form["record"] == ["1234"]
    client.post(by_link, {"record": form["record"][0], "seen": form["seen"][0], "step": "kept"})
    assert Occurrence.objects.get(pk=1234).status == "kept"

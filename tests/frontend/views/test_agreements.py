"""Agreements on pages: read, written, sent back and forth, signed, each side in its turn."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagements.agreements.writing import comment
from engagements.enums import VersionStatus
from engagements.lifecycle import take
from engagements.models import AgreementVersion, Comment, Occurrence, Signature
from tests import factories
from tests.pages import fields, sent

pytestmark = pytest.mark.usefixtures("autumn")


@pytest.fixture
def version(home, staff):
    """Sent to the partner."""
    return factories.an_agreement(home, staff)


def page(client, version, suffix: str = "") -> str:
    answer = client.get(f"{version.get_absolute_url()}{suffix}")
    assert answer.status_code == 200
    return unescape(" ".join(answer.content.decode().split()))


def writing(version) -> str:
    return f"{version.get_absolute_url()}write/"


def write(client, version, **changed: str):
    return sent(client, writing(version), **changed)


def test_whose_turn_it_is_stands_on_top_for_each_side(client, staff, partner, version):
    client.force_login(staff)
    assert "<strong>Waits on Sample Home</strong>" in page(client, version)
    client.force_login(partner)
    assert "<strong>Your turn</strong>" in page(client, version)


def test_a_partner_changes_a_line_and_sends_it_back_with_a_reason(as_partner, staff, version):
    saved = write(as_partner, version, **{"promise-1-quantity": "2", "promise-1-unit": "evenings"})
    assert (saved.status_code, saved["Location"]) == (302, writing(version))
    version.refresh_from_db()
    assert (version.status, version.turn, version.rounds.count()) == ("review", "partner", 1)
    sent = write(as_partner, version, send="yes", reason="Two evenings are what we can do.")
    assert sent["Location"] == version.get_absolute_url()
    as_partner.force_login(staff)
    text = page(as_partner, version)
    assert "<blockquote>Two evenings are what we can do.</blockquote>" in text
    assert "How many is now “2”. Of what is now “evenings”." in text
    assert "Keep the room open · <ins>2 evenings · </ins>Once" in text


def test_what_a_side_drafts_the_other_does_not_see(client, staff, partner, version):
    client.force_login(partner)
    write(client, version, **{"section-purpose": "A secret for now."})
    assert "You have begun to change it." in page(client, version)
    assert "A secret for now." in client.get(writing(version)).content.decode()
    client.force_login(staff)
    assert "secret" not in page(client, version)
    assert "You have begun" not in page(client, version)
    refused = client.get(writing(version))
    assert refused.status_code == 403


def test_a_first_draft_is_not_there_for_the_other_side(client, partner, home, staff):
    draft = factories.an_agreement(home, staff, "draft")
    client.force_login(partner)
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert b"Evenings together" not in client.get("/agreements/").content


def test_two_of_one_side_are_told_and_nobody_is_overwritten(client, partner, home, version):
    other = factories.a_member("other@example.org", home)
    client.force_login(partner)
    mine = fields(client.get(writing(version)))
    client.force_login(other)
    write(client, version, **{"section-purpose": "Theirs"})
    client.force_login(partner)
    answer = client.post(writing(version), mine | {"section-purpose": "Mine"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "other@example.org changed this on" in text
    assert "“What we want to do together” reads differently." in text
    assert ">Mine</textarea>" in text
    version.refresh_from_db()
    assert version.draft["sections"] == {"purpose": "Theirs"}
    again = dict(mine) | {"section-purpose": "Mine", "seen": version.version}
    assert client.post(writing(version), again).status_code == 302


def test_a_page_that_saves_by_itself_is_answered_in_words(as_partner, version):
    form = fields(as_partner.get(writing(version))) | {"section-purpose": "Cook"}
    address, by_itself = writing(version), {"X-Autosave": "yes"}
    answer = as_partner.post(address, form, headers=by_itself)
    assert answer.json() == {"seen": "3", "saved": "Saved at 12:00; only your side sees it."}
    again = as_partner.post(address, form, headers=by_itself)
    assert (again.status_code, [*again.json()]) == (409, ["problem"])
    wrong = form | {"seen": "3", "promise-0-quantity": "many"}
    refused = as_partner.post(address, wrong, headers=by_itself)
    assert refused.json() == {"problem": "It takes a number above 0, such as 12 or 2.5."}


def test_what_is_missing_is_said_before_it_can_be_sent(as_staff, home, staff):
    draft = factories.an_agreement(home, staff, "draft", factories.terms(promises=(), ends_on=None))
    text = as_staff.get(f"{draft.get_absolute_url()}write/").content.decode()
    assert "Say from when until when it holds." in text
    refused = write(as_staff, draft, send="yes")
    assert refused.status_code == 409
    draft.refresh_from_db()
    assert (draft.status, draft.rounds.count()) == (VersionStatus.DRAFT, 0)


def test_a_comment_on_a_line_is_read_by_both_and_settled_by_its_side(
    client, staff, partner, version
):
    client.force_login(partner)
    address = version.get_absolute_url()
    client.post(address, {"comment": "yes", "line": "pay", "remark": "ask_first", "text": "Whom?"})
    said = Comment.objects.get()
    assert (said.line, said.side, said.by, said.through) == ("pay", "partner", partner, "account")
    client.force_login(staff)
    assert "Ask us first</span> Whom?" in page(client, version)
    assert client.post(address, {"settle": said.pk}).status_code == 403
    client.force_login(partner)
    client.post(address, {"settle": said.pk})
    assert Comment.objects.get().settled_at is not None


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"line": "nowhere", "text": "x"}, "There is no such line in the text that was sent last."),
        ({"line": "pay", "text": " "}, "Say what you think of it."),
    ],
)
def test_a_comment_that_says_nothing_is_refused(as_partner, version, sent, sentence):
    sent = {"comment": "yes", "remark": "note"} | sent
    answer = as_partner.post(version.get_absolute_url(), sent, follow=True)
    assert sentence in unescape(answer.content.decode())
    assert Comment.objects.count() == 0


def sign(client, version, **more):
    version.refresh_from_db()
    sent = {"step": "sign", "name": "Rosa Sample", "digest": version.round.digest} | more
    return client.post(version.get_absolute_url(), sent, follow=True)


def test_both_sign_the_same_text_and_it_is_in_force(client, staff, partner, home):
    version = factories.an_agreement(home, staff, "agreed")
    client.force_login(partner)
    sign(client, version)
    sign(client, version)
    assert Signature.objects.count() == 1
    assert "Waits for the signature of OCCME" in page(client, version)
    client.force_login(staff)
    sign(client, version, name="Sam Staff", title="Director")
    version.refresh_from_db()
    assert (version.status, version.turn, version.standing) == ("in_force", "", "In force")
    told = Signature.objects.values_list("side", "name", "title", "through", "digest")
    digest = version.round.digest
    assert list(told) == [
        ("partner", "Rosa Sample", "", "account", digest),
        ("staff", "Sam Staff", "Director", "account", digest),
    ]
    due = Occurrence.objects.values_list("giver", "commitment__text", "due_on")
    assert [(giver, text, str(day)) for giver, text, day in due] == [
        ("staff", "Pay the cooks", "2026-09-30"),
        ("staff", "Pay the cooks", "2026-10-31"),
        ("staff", "Pay the cooks", "2026-11-30"),
        ("partner", "Keep the room open", "2026-12-18"),
    ]
    sign(client, version)
    assert Signature.objects.count() == 2


def test_another_text_than_the_one_that_was_read_is_not_signed(as_partner, home, staff):
    version = factories.an_agreement(home, staff, "agreed")
    answer = sign(as_partner, version, digest="0" * 64)
    assert "The text is not the one that you read." in answer.content.decode()
    assert Signature.objects.count() == 0


def test_a_change_after_a_signature_makes_it_void_and_says_so(client, staff, partner, home):
    version = factories.an_agreement(home, staff, "signed")
    client.force_login(partner)
    sent = {"step": "change", "reason": "A typo", "seen": version.version}
    client.post(version.get_absolute_url(), sent)
    client.force_login(staff)
    text = page(client, version)
    assert "that signature is void, and is asked for again." in text
    assert "void since Oct. 15, 2026" in text
    version.refresh_from_db()
    assert (version.status, version.turn) == ("review", "partner")


def test_staff_note_a_signature_on_paper_with_its_scan(as_staff, client, home, staff, stranger):
    version = factories.an_agreement(home, staff, "signed")
    assert "Note the signature of Sample Home" in page(as_staff, version)
    scan = SimpleUploadedFile("signed.pdf", b"%PDF-1.4 signed", "application/pdf")
    sign(as_staff, version, on_behalf="yes", reason="On paper, at the center", scan=scan)
    version.refresh_from_db()
    assert version.status == "in_force"
    noted = Signature.objects.get(side="partner")
    assert (noted.through, noted.note, noted.by) == ("on_behalf", "On paper, at the center", staff)
    answer = as_staff.get(f"/agreements/scans/{noted.scan.pk}/")
    assert (answer.content, answer["Content-Type"]) == (b"%PDF-1.4 signed", "application/pdf")
    client.force_login(stranger)
    assert client.get(f"/agreements/scans/{noted.scan.pk}/").status_code == 404


def test_a_scan_that_is_none_is_refused_with_the_signature(as_staff, home, staff):
    version = factories.an_agreement(home, staff, "signed")
    scan = SimpleUploadedFile("page.html", b"<script>", "application/pdf")
    answer = sign(as_staff, version, on_behalf="yes", reason="On paper", scan=scan)
    assert "A scan is a PDF, a PNG or a JPEG." in answer.content.decode()
    assert Signature.objects.filter(side="partner").count() == 0


def test_a_second_click_of_staff_does_not_sign_for_the_partner(as_staff, home, staff):
    version = factories.an_agreement(home, staff, "agreed")
    sign(as_staff, version)
    sign(as_staff, version)
    assert list(Signature.objects.values_list("side", flat=True)) == ["staff"]


def test_an_agreement_is_renewed_while_the_old_one_holds(client, staff, partner, home):
    version = factories.an_agreement(home, staff, "in_force")
    client.force_login(staff)
    client.post(f"{version.get_absolute_url()}next/", {"origin": "renewal"})
    client.force_login(partner)
    assert "In force" in page(client, version)
    renewed = AgreementVersion.objects.get(number=2)
    assert (renewed.status, renewed.origin, renewed.turn) == ("draft", "renewal", "staff")
    assert (renewed.draft["starts_on"], renewed.draft["ends_on"]) == ("2026-12-19", "2027-04-06")
    second = AgreementVersion.objects.count()
    client.post(f"{version.get_absolute_url()}next/", {"origin": "amendment"})
    assert AgreementVersion.objects.count() == second


def test_the_page_costs_the_same_for_one_comment_and_for_thirty(as_staff, partner, version):
    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            as_staff.get(version.get_absolute_url())
        return len(counted)

    comment(version, by=partner, line="pay", remark="note", text="One")
    queries()
    one = queries()
    for number in range(29):
        comment(version, by=partner, line="room", remark="note", text=f"Another, {number}")
    assert queries() == one


def test_what_is_sent_twice_is_begun_and_said_once(client, partner, staff, home):
    client.force_login(staff)
    form = fields(client.get("/agreements/new/sample-home/"))
    first, again = (client.post("/agreements/new/sample-home/", form) for _ in range(2))
    assert first["Location"] == again["Location"]
    draft = AgreementVersion.objects.get()
    other = client.post("/agreements/new/sample-home/", form | {"start": "empty"}, follow=True)
    assert "This was sent and saved already" in unescape(other.content.decode())
    version = take(draft, "send", by=staff)
    said = {"comment": "yes", "line": "purpose", "remark": "question", "text": "Whom?"}
    client.force_login(partner)
    client.post(version.get_absolute_url(), said)
    client.post(version.get_absolute_url(), said)
    assert Comment.objects.count() == 1

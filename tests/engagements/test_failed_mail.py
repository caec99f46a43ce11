"""Mail that is refused or comes back: kept for staff, and not sent again until it is settled."""

import re
import smtplib
from email.message import EmailMessage
from mailbox import Maildir

import pytest
from django.core import mail
from django.core.management import call_command

from engagements.bounces import record_bounce
from engagements.due import send_due
from engagements.models import FailedMail, KeyedLink
from engagements.posting import post
from tests.factories import a_contact, an_entry

ROSA = "rosa@example.org"


class Refusing:
    """A mail server that raises what it was told to."""

    error: Exception | None = None

    def __init__(self, **options):
        pass

    def send_messages(self, messages):
        if self.error:
            raise self.error
        mail.outbox.extend(messages)
        return len(messages)


@pytest.fixture
def refusing(settings, monkeypatch, db):
    settings.EMAIL_BACKEND = "tests.engagements.test_failed_mail.Refusing"
    monkeypatch.setattr(Refusing, "error", None)

    def refuse(error):
        monkeypatch.setattr(Refusing, "error", error)

    return refuse


def refused(code: int, why: bytes) -> Exception:
    return smtplib.SMTPRecipientsRefused({ROSA: (code, why)})


def listed() -> list[tuple]:
    rows = FailedMail.objects.unsettled().order_by("pk")
    return list(rows.values_list("address", "code", "why", "is_permanent"))


@pytest.mark.parametrize(
    ("error", "row"),
    [
        (refused(550, b"5.1.1 No such\nuser"), (ROSA, "550", "5.1.1 No such user", True)),
        (refused(452, b"4.2.2 Full"), (ROSA, "452", "4.2.2 Full", False)),
        (refused(550, b"5.7.1 We know you not"), (ROSA, "550", "5.7.1 We know you not", False)),
        (smtplib.SMTPDataError(554, b"Spam?"), (ROSA, "554", "Spam?", False)),
        (UnicodeError("label empty"), (ROSA, "", "No mail can have this address.", True)),
    ],
)
def test_what_is_refused_is_listed(refusing, caplog, error, row, rosa, home):
    refusing(error)
    assert not post("Rosa@example.org", "OCCME: hello", "Text")
    assert listed() == [row]
    found = FailedMail.objects.get()
    assert (found.subject, found.organization) == ("OCCME: hello", home)


def test_no_subject_of_mail_to_staff_is_kept(refusing, caplog, settings, staff):
    """It would tell their colleagues who reads concerns."""
    settings.CONTACT_EMAIL = "office@example.org"
    refusing(smtplib.SMTPDataError(554, b"Full"))
    for address in ("Staff@example.org", "office@example.org"):
        post(address, "OCCME: something waits for you", "Text")
    assert list(FailedMail.objects.values_list("subject", flat=True)) == ["", ""]
    FailedMail.objects.all().delete()
    assert record_bounce(report(to="staff@example.org")) == ["staff@example.org"]
    assert FailedMail.objects.get().subject == ""


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        smtplib.SMTPServerDisconnected("gone"),
        smtplib.SMTPAuthenticationError(535, b"5.7.8 Who are you"),
        smtplib.SMTPSenderRefused(550, b"Not you", "occme@example.org"),
    ],
)
def test_a_server_that_is_down_or_knows_us_not_is_no_fault_of_the_address(refusing, caplog, error):
    refusing(error)
    assert not post(ROSA, "OCCME: hello", "Text")
    assert listed() == []


def test_an_address_that_failed_for_good_waits_until_it_is_settled(
    refusing, caplog, seat, rosa, partner, staff
):
    an_entry(seat)
    FailedMail.objects.create(address=ROSA, why="No such user", code="550")
    assert (send_due()["day"], [one.to for one in mail.outbox]) == (1, [["partner@example.org"]])
    assert KeyedLink.objects.count() == 0
    FailedMail.objects.get().settle(staff)
    mail.outbox.clear()
    assert (send_due()["day"], [one.to for one in mail.outbox]) == (1, [[ROSA]])


def test_another_address_is_written_to(refusing, seat, rosa):
    an_entry(seat)
    FailedMail.objects.create(address=ROSA, why="No such user", code="550")
    rosa.email = "rosa@example.com"
    rosa.save()
    send_due()
    assert [one.to for one in mail.outbox] == [["rosa@example.com"]]


def test_what_failed_for_now_is_tried_again_and_settled_by_success(refusing, caplog):
    refusing(refused(452, b"Full"))
    post(ROSA, "One", "Text")
    post(ROSA, "Two", "Text")
    assert listed() == [(ROSA, "452", "Full", False)]
    refusing(refused(550, b"Gone"))
    post(ROSA, "Three", "Text")
    assert listed() == [(ROSA, "550", "Gone", True)]
    FailedMail.objects.update(is_permanent=False)
    refusing(None)
    assert post(ROSA, "Four", "Text")
    assert listed() == []


def report(action: str = "failed", status: str = "5.1.1", to: str = ROSA, **fields) -> bytes:
    """As Postfix writes one."""
    body = f"""From: MAILER-DAEMON@example.net (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: occme@example.org
Message-ID: <{fields.get("id", "1")}@example.net>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net
Arrival-Date: Thu, 15 Oct 2026 08:00:00 -0400

Final-Recipient: rfc822; {to}
{fields.get("original", "")}Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <{to}>: no such
    user

--b
Content-Type: message/rfc822

From: occme@example.org
To: {to}
Subject: OCCME: hours wait

Text
--b--
"""
    return body.encode()


def test_a_report_is_read_once(rosa):
    assert record_bounce(report()) == [ROSA]
    assert listed() == [(ROSA, "5.1.1", "550 5.1.1 <rosa@example.org>: no such user", True)]
    assert FailedMail.objects.get().subject == "OCCME: hours wait"
    FailedMail.objects.get().settle(None)
    assert record_bounce(report()) == []
    assert record_bounce(report(id="2")) == [ROSA]


@pytest.mark.parametrize(
    "raw",
    [
        report(action="delayed", status="4.4.1"),
        report(action="delivered", status="2.0.0"),
        report(to="nobody@example.org"),
        report(to=""),
        b"",
        b"\xff\xfe\x00 no mail at all",
        b"Subject: Out of office\n\nBack on Monday.",
        b"Content-Type: message/delivery-status\n\nnothing",
        b'Content-Type: multipart/report; boundary="b"\n\n--b\nContent-Type: message/delivery-status',
    ],
)
def test_what_is_late_or_foreign_or_no_report_lists_nobody(rosa, raw):
    assert (record_bounce(raw), listed()) == ([], [])


def test_what_failed_for_now_in_the_end_is_listed_as_such(rosa):
    assert record_bounce(report(status="4.2.2")) == [ROSA]
    assert [row[3] for row in listed()] == [False]


def test_the_address_that_we_wrote_to_counts_and_not_where_it_forwards_to(home):
    a_contact(home, email="rosa+mail@example.org")
    original = "Original-Recipient: rfc822;rosa+2Bmail@example.org\n"
    raw = report(to="elsewhere@example.net", original=original)
    assert record_bounce(raw) == ["rosa+mail@example.org"]


def test_the_command_reads_a_maildir_and_marks_what_it_read(rosa, tmp_path, capsys):
    box = Maildir(tmp_path / "box", create=True)
    box.add(report())
    box.add(EmailMessage())
    call_command("record_bounces", maildir=tmp_path / "box")
    assert capsys.readouterr().out == f"Failed: {ROSA}\n"
    flags = [message.get_flags() for message in Maildir(tmp_path / "box", create=False)]
    assert flags == ["S", "S"]
    FailedMail.objects.all().delete()
    call_command("record_bounces", maildir=tmp_path / "box")
    assert (capsys.readouterr().out, listed()) == ("", [])


class TestPage:
    @pytest.fixture
    def failed(self, rosa, home):
        return FailedMail.objects.create(
            address=ROSA, why="No such <user>", code="550", organization=home, subject="Hours wait"
        )

    def test_staff_see_whom_no_mail_reaches_and_settle_it(self, as_staff, failed, rosa, staff):
        assert ROSA in as_staff.get("/staff/?kind=mails").text
        page = as_staff.get("/mail/").content.decode()
        for text in (ROSA, "No such &lt;user&gt;", "(550)", "Sample Home", "Hours wait",
                     "Not written to until this is settled", f"/edit/person/{rosa.pk}/"):  # fmt: skip
            assert text in page
        number = re.search(r'name="mail" value="(\d+)"', page)[1]
        as_staff.post("/mail/", {"mail": number})
        failed.refresh_from_db()
        assert failed.settled_by == staff
        assert "All mail arrived" in as_staff.get("/mail/").content.decode()
        assert ROSA not in as_staff.get("/staff/?kind=mails").text

    @pytest.mark.parametrize("number", ["", "x", "9" * 30, "0"])
    def test_what_is_not_there_is_not_settled(self, as_staff, failed, number):
        page = as_staff.post("/mail/", {"mail": number}, follow=True).content.decode()
        assert ("Choose one of the addresses." in page, len(listed())) == (True, 1)

    def test_others_do_not_settle(self, as_partner, failed):
        assert as_partner.post("/mail/", {"mail": failed.pk}).status_code == 403
        assert len(listed()) == 1

    def test_no_link_goes_there(self, as_staff, failed, rosa, home, seat):
        an_entry(seat)
        sent = {"contact": rosa.pk, "for": "hours"}
        page = as_staff.post(f"/organizations/{home.slug}/links/", sent, follow=True)
        assert "Mail to this address came back." in page.content.decode()

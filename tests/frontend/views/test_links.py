"""The page that a keyed link opens, for somebody who is not signed in."""

import re
from datetime import date, timedelta

import pytest
import time_machine

from engagements.lifecycle import take
from engagements.models import CheckIn, HourEntry, KeyedLink
from partners.editing import close, version_of
from tests.factories import (
    a_link,
    a_placement,
    a_reflection,
    a_student,
    an_agreement,
    an_engagement,
    an_entry,
    terms,
)


@pytest.fixture
def hours_at(rosa, seat):
    """The address of a link for hours, of which two entries wait."""
    seat.student.user.name = "Lena Sample"
    seat.student.user.save()
    an_entry(seat, note="Soup")
    an_entry(seat, date(2026, 9, 8))
    return a_link(rosa, "hours")[1]


def ticks(client, path) -> list[str]:
    """What the boxes of the page send, in the order of the page."""
    return re.findall(r'name="entry" value="([^"]+)"', client.get(path).content.decode())


def said(client, path, sent) -> str:
    """The page after something was sent."""
    return client.post(path, sent, follow=True).content.decode()


def statuses() -> list[str]:
    return list(HourEntry.objects.order_by("pk").values_list("status", flat=True))


def test_it_is_private(client, hours_at):
    response = client.get(hours_at)
    assert response.status_code == 200
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    assert "Lena Sample" in response.content.decode()
    assert KeyedLink.objects.get().used_at is None


def test_what_is_ticked_is_confirmed_and_taken_back(client, hours_at):
    first, _second = ticks(client, hours_at)
    answer = client.post(hours_at, {"confirm": "yes", "entry": [first]})
    assert (answer.status_code, answer["Location"]) == (302, hours_at)
    assert statuses() == ["confirmed", "logged"]
    again = client.post(hours_at, {"confirm": "yes", "entry": [first]}, follow=True)
    assert "None of these hours waits any more." in again.content.decode()
    batch = re.search(r'name="batch" value="([^"]+)"', client.get(hours_at).content.decode())[1]
    client.post(hours_at, {"batch": batch})
    assert statuses() == ["logged", "logged"]
    client.post(hours_at, {"confirm": "yes", "entry": ticks(client, hours_at)})
    assert "Nothing waits on you" in client.get(hours_at).content.decode()


def test_an_entry_is_disputed_with_a_reason_and_that_is_taken_back(client, hours_at):
    first = HourEntry.objects.order_by("pk").first()
    seen = re.search(r'name="seen" value="(\d+)"', client.get(hours_at).content.decode())[1]
    sent = {"step": "dispute", "record": first.pk, "seen": seen}
    refused = client.post(hours_at, sent, follow=True).content.decode()
    assert "Please say why." in refused
    client.post(hours_at, {**sent, "reason": "You left at noon."})
    assert statuses() == ["disputed", "logged"]
    assert "Waits on the student" in client.get(hours_at).content.decode()
    client.post(hours_at, {"undo": "yes", "record": first.pk})
    assert statuses() == ["logged", "logged"]


def test_it_reaches_no_other_record(client, hours_at, autumn, stranger):
    elsewhere = stranger.memberships.get().organization
    other = an_entry(a_placement(an_engagement(elsewhere, "Walks"), a_student("x@example.org")))
    sent = {"step": "dispute", "record": other.pk, "reason": "No.", "seen": "1"}
    assert "This link is not for that." in said(client, hours_at, sent)
    client.post(hours_at, {"confirm": "yes", "entry": [f"{other.pk}:{version_of(other)}"]})
    other.refresh_from_db()
    assert other.status == "logged"
    for record in ("", "x", "9" * 30):
        assert "not for that" in said(client, hours_at, {"step": "confirm", "record": record})


def test_a_proposal_is_answered(client, rosa, autumn, home):
    walks = an_engagement(home, "Walks", status="proposed")
    path = a_link(rosa, "engagement", walks)[1]
    page = client.get(path).content.decode()
    assert ("Nothing opens without your yes" in page, "Cancel it" in page) == (True, False)
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    client.post(path, {"step": "accept", "seen": seen})
    walks.refresh_from_db()
    assert walks.status == "open"
    cancel = {"step": "cancel", "reason": "No.", "seen": seen}
    assert "This link is not for that." in said(client, path, cancel)


def test_an_application_is_answered_without_a_name(client, rosa, meals, student):
    student.name = "Lena Sample"
    student.save()
    wish = a_placement(meals, student, "applied", statement="I cook.", support_note="A ramp.")
    path = a_link(rosa, "placement", wish)[1]
    page = client.get(path).content.decode()
    shown = [word for word in ("I cook.", "Lena", "A ramp.", "Take the seat") if word in page]
    assert shown == ["I cook."]
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    client.post(path, {"step": "offer", "seen": seen})
    wish.refresh_from_db()
    assert (wish.status, wish.waits_on) == ("offered", "student")


def test_who_it_was_not_for_says_so(client, hours_at, mailoutbox, settings):
    client.post(hours_at, {"end": "not_me"})
    ended = client.get(hours_at)
    assert ended.status_code == 410
    assert "Lena" not in ended.content.decode()
    assert [mail.to for mail in mailoutbox] == [[settings.CONTACT_EMAIL]]
    assert client.post(hours_at, {"confirm": "yes", "entry": [1]}).status_code == 410
    assert statuses() == ["logged", "logged"]


def test_what_is_shared_is_read_and_what_is_taken_back_is_gone(client, rosa, seat):
    row = a_reflection(seat, "Nobody wanted to leave.", sharing="partner")
    path = a_link(rosa, "reflections")[1]
    assert "Nobody wanted to leave." in client.get(path).content.decode()
    row.sharing = "faculty"
    row.save()
    assert "Nothing is shared with you just now." in client.get(path).content.decode()
    assert "not for that" in said(client, path, {"step": "confirm", "record": 1})


def test_expired_and_unknown(client, hours_at):
    link = KeyedLink.objects.get()
    with time_machine.travel(link.expires_at + timedelta(seconds=1), tick=False):
        assert client.get(hours_at).status_code == 410
    assert client.get("/link/made-up/").status_code == 404


def test_staff_send_one_a_day_and_the_partner_ends_it(
    client, rosa, home, staff, partner, mailoutbox, seat
):
    client.force_login(staff)
    path = f"/organizations/{home.slug}/links/"
    nothing = client.post(path, {"contact": rosa.pk}, follow=True).content.decode()
    assert ("No hours wait to be confirmed there." in nothing, mailoutbox) == (True, [])
    an_entry(seat)
    client.post(path, {"contact": rosa.pk})
    again = client.post(path, {"contact": rosa.pk}, follow=True).content.decode()
    assert "Rosa Sample was sent one today already." in again
    assert [mail.to for mail in mailoutbox] == [["rosa@example.org"]]
    address = re.search(r"http://127.0.0.1:8000(/link/\S+)", mailoutbox[0].body)[1]
    client.force_login(partner)
    assert "sent to Rosa Sample" in client.get(path).content.decode()
    link = KeyedLink.objects.get()
    client.post(f"/links/{link.pk}/end/")
    link.refresh_from_db()
    assert (link.ended_how, link.ended_by) == ("revoked", partner)
    assert client.get(address).status_code == 410


def offered(client, home) -> list[str]:
    page = client.get(f"/organizations/{home.slug}/links/").content.decode()
    return re.findall(r'name="for" value="([^"]+)"', page)


def test_what_waits_there_can_be_sent_a_link_for(as_staff, rosa, home, staff, seat, mailoutbox):
    path = f"/organizations/{home.slug}/links/"
    assert offered(as_staff, home) == ["listing"]
    for purpose, sentence in (
        ("hours", "No hours wait to be confirmed there."),
        ("promises", "No promise waits there to be judged or reported."),
        ("check_in", "No check-in waits on an answer from there."),
        ("agreement:1", "No agreement is being written with them."),
        ("nonsense", "Choose what the link is for."),
    ):
        sent = {"contact": rosa.pk, "for": purpose}
        assert sentence in as_staff.post(path, sent, follow=True).content.decode()
    assert mailoutbox == []
    an_entry(seat)
    an_agreement(home, staff, "in_force")
    an_agreement(home, staff, "draft", terms(title="A secret plan"))
    version = an_agreement(home, staff, "review", terms(title="More evenings"))
    CheckIn.objects.create(organization=home)
    keys = ["hours", "promises", "check_in", f"agreement:{version.agreement_id}", "listing"]
    assert offered(as_staff, home) == keys
    for key in keys:
        for said_so in ("Sent.", "Rosa Sample was sent one today already."):
            page = as_staff.post(path, {"contact": rosa.pk, "for": key}, follow=True)
            assert said_so in page.content.decode()
    purposes = KeyedLink.objects.order_by("pk").values_list("purpose", "agreement")
    assert list(purposes) == [
        ("hours", None), ("promises", None), ("check_in", None),
        ("agreement", version.agreement_id), ("listing", None),
    ]  # fmt: skip
    assert [mail.to for mail in mailoutbox] == [["rosa@example.org"]] * 5


def test_the_list_says_to_whom_until_when_and_who_ended_it(
    client, rosa, home, partner, staff, seat
):
    links = [a_link(rosa, "hours")[0] for _ in range(3)]
    links[0].end("revoked", by=partner)
    KeyedLink.objects.filter(pk=links[1].pk).update(expires_at=links[1].made_at)
    client.force_login(staff)
    path = f"/organizations/{home.slug}/links/"
    page = client.get(path).content.decode()
    for text in ("sent to Rosa Sample (rosa@example.org) on Oct. 15, 2026", "Taken back",
                 "ended on Oct. 15, 2026 by partner@example.org", "Expired",
                 "until Nov. 14, 2026", "not used yet"):  # fmt: skip
        assert text in page
    rosa.email = "elsewhere@example.org"
    rosa.save()
    assert (
        "Works no more: somebody left, or the address was changed"
        in client.get(path).content.decode()
    )


def test_nobody_is_written_to_in_quiet_days(as_staff, rosa, home, mailoutbox, autumn):
    home.do_not_contact_until = "2026-11-01"
    home.save()
    page = as_staff.post(f"/organizations/{home.slug}/links/", {"contact": rosa.pk}, follow=True)
    assert "does not wish to be written to" in page.content.decode()
    assert mailoutbox == []


def test_figures_that_were_changed_meanwhile_are_not_confirmed(client, hours_at, seat):
    shown = ticks(client, hours_at)
    entry = HourEntry.objects.order_by("pk").first()
    entry.minutes = 900
    entry.save()
    said(client, hours_at, {"confirm": "yes", "entry": shown})
    assert statuses() == ["logged", "logged"]
    said(client, hours_at, {"confirm": "yes", "entry": [str(entry.pk)]})
    assert statuses() == ["logged", "logged"]
    said(client, hours_at, {"confirm": "yes", "entry": ticks(client, hours_at)})
    assert statuses() == ["confirmed", "confirmed"]


def test_the_students_answer_is_read_before_it_is_confirmed(client, hours_at, partner, student):
    entry = HourEntry.objects.order_by("pk").first()
    take(entry, "dispute", by=partner, reason="You left at noon.")
    take(entry, "correct", by=student, reason="I stayed in the kitchen.")
    page = client.get(hours_at).content.decode()
    assert "The student answers: I stayed in the kitchen." in page
    assert page.count("checked") == 1


def test_it_is_over_with_the_organization_and_the_contact(client, hours_at, rosa, home, staff):
    assert client.get(hours_at).status_code == 200
    rosa.email = "somebody-else@example.org"
    rosa.save()
    assert client.get(hours_at).status_code == 410
    rosa.email = "rosa@example.org"
    rosa.save()
    close(rosa, by=staff, reason="Left.", seen=version_of(rosa))
    assert client.get(hours_at).status_code == 410
    rosa.until = None
    rosa.save()
    close(home, by=staff, reason="Gone.", seen=version_of(home))
    assert client.get(hours_at).status_code == 410


def test_it_does_not_follow_its_record_to_another_partner(client, rosa, autumn, home, stranger):
    walks = an_engagement(home, "Walks", status="proposed", description="For us.")
    path = a_link(rosa, "engagement", walks)[1]
    walks.organization = stranger.memberships.get().organization
    walks.description = "For others."
    walks.save()
    page = client.get(path)
    assert (page.status_code, "For others." in page.content.decode()) == (410, False)


def test_an_application_is_gone_once_the_student_goes_on(client, rosa, meals, student):
    wish = a_placement(meals, student, "applied", statement="I cook.", waits_on="partner")
    path = a_link(rosa, "placement", wish)[1]
    take(wish, "withdraw", by=student, reason="My chemotherapy begins.")
    page = client.get(path)
    told = [word for word in ("I cook.", "chemotherapy") if word in page.content.decode()]
    assert (page.status_code, told) == (410, [])


@pytest.mark.parametrize("reason", ["a\x00b", "\u202ename"])
def test_odd_letters_are_refused_with_a_sentence(client, hours_at, reason):
    entry = HourEntry.objects.order_by("pk").first()
    sent = {"step": "dispute", "record": entry.pk, "seen": version_of(entry), "reason": reason}
    assert "invisible control character" in said(client, hours_at, sent)
    assert statuses() == ["logged", "logged"]


def test_supervision_is_nobodys_to_confirm(client, hours_at, seat):
    own = an_entry(seat, kind="supervision")
    sent = {"step": "confirm", "record": own.pk, "seen": version_of(own)}
    assert "This link is not for that." in said(client, hours_at, sent)

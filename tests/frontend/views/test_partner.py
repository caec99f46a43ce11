"""The partner's page: each section's rows, for whom it is, and nothing of anybody else's."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagements.agreements.writing import begin, save_draft
from engagements.lifecycle import take
from engagements.models import CheckIn, Occurrence
from engagements.terms import Promise
from frontend.partner import PartnerPage
from tests.factories import (
    a_member,
    a_partner,
    a_placement,
    a_priority,
    a_student,
    an_agreement,
    an_engagement,
    an_entry,
    terms,
)

URL = "/partner/"
PAY = Promise(key="pay", by="staff", text="Pay the cooks", due_on=date(2026, 10, 1))
SOON = Promise(key="soon", by="staff", text="Print the flyer", due_on=date(2026, 10, 20))
FAR = Promise(key="far", by="staff", text="Thank everybody", due_on=date(2026, 12, 1))
ROOM = Promise(key="room", by="partner", text="Open the room", due_on=date(2026, 10, 14))
MARKS = {
    f"{name}_{view}": 2
    for name in ("goals", "decisions", "resources", "trust", "benefit")
    for view in ("now", "wish")
}


@pytest.fixture
def promised(autumn, home, staff):
    """An agreement in force: two promises of OCCME that are near, one far, one of the partner."""
    return an_agreement(home, staff, "in_force", terms(promises=(PAY, SOON, FAR, ROOM)))


def text_of(client, url=URL) -> str:
    return " ".join(client.get(url).content.decode().split())


def texts(few) -> list[str]:
    return [steps.record.commitment.text for steps in few.rows]


def hidden(page: str, name: str, form: str) -> str:
    """What a hidden field holds in the form that has these words."""
    found = next(part for part in page.split("<form")[1:] if form in part.split("</form>")[0])
    return re.search(rf'name="{name}" value="([^"]*)"', found)[1]


def send(client, words: str, url=URL, **sent):
    """What the form with these words sends, with more."""
    page = text_of(client, url)
    part = next(
        p.split("</form>")[0] for p in page.split("<form")[1:] if words in p.split("</form>")[0]
    )
    held = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', part))
    held.pop("csrfmiddlewaretoken", None)
    return client.post(f"{url}", held | sent, follow=True)


# For whom


def test_who_acts_for_nobody_finds_nothing(client, student, home):
    client.force_login(student)
    assert client.get(URL).status_code == 404
    assert client.get(f"{URL}?organization={home.slug}").status_code == 404


def test_another_partner_does_not_read_it(client, stranger, home):
    client.force_login(stranger)
    assert client.get(f"{URL}?organization={home.slug}").status_code == 404
    assert "Sample Elsewhere" in text_of(client)


def test_who_acts_for_several_chooses_one(as_partner, partner, home):
    second = a_partner("Second House", publication="hidden")
    partner.memberships.create(organization=second)
    page = as_partner.get(URL)
    assert [row.name for row in page.context["organizations"]] == ["Sample Home", "Second House"]
    assert "<h1>Second House</h1>" in text_of(as_partner, f"{URL}?organization=second-house")
    assert as_partner.post(URL, {"act": "involvement"}).status_code == 200
    home.refresh_from_db()
    assert home.involvement == ""


def test_staff_read_it_as_the_partner_does_and_change_nothing(as_staff, home, promised, partner):
    ours = begin(home, by=partner, terms=terms(title="Our own draft"))
    url = f"{URL}?organization={home.slug}"
    page = text_of(as_staff, url)
    assert "You are reading this page as the people of Sample Home see it." in page
    assert [words for words in ("Pay the cooks", "Our own draft") if words in page] == [
        "Pay the cooks"
    ]
    assert re.findall(r'<form[^>]*action="/partner/', page) == []
    promise = Occurrence.objects.get(commitment__text="Pay the cooks")
    sent = {"step": "kept", "record": promise.pk, "seen": promise.version}
    assert as_staff.post(url, sent).status_code == 403
    assert as_staff.get(URL).status_code == 404
    promise.refresh_from_db()
    assert (promise.status, ours.status) == ("open", "draft")


# What waits, and what is owed


def test_an_organization_that_no_database_can_hold_is_not_found(as_staff, as_partner):
    for client in (as_staff, as_partner):
        assert client.get("/partner/?organization=%00").status_code == 404


def test_nothing_waits_where_nothing_does(as_partner, home):
    page = text_of(as_partner)
    told = [
        "Nothing waits on you just now.",
        "OCCME has promised you nothing for the next two weeks",
        "You have promised nothing for the next two weeks",
        "No hours wait on you.",
        "Nobody waits for your answer.",
        "No student has a seat with you just now.",
        "You have not stated any yet.",
        "0 students are with you today. You said that you can have 2 at once.",
        "Not listed: the public does not see it at all",
    ]
    assert [words for words in told if words not in page] == []


def test_what_waits_on_the_partner_and_not_on_others(as_partner, partner, home, staff, promised):
    other = a_partner("Other House", publication="full")
    an_agreement(other, staff, "review", terms(title="Theirs"))
    an_agreement(other, staff, "in_force", terms(title="Theirs too", promises=(PAY,)))
    CheckIn.objects.create(organization=other)
    an_engagement(other, "Their walks", status="proposed")
    an_agreement(home, staff, "review", terms(title="To answer"))
    signed = an_agreement(home, staff, "agreed", terms(title="To sign"))
    sent_back = an_agreement(home, staff, "review", terms(title="With OCCME"))
    save_draft(
        sent_back,
        terms(title="With OCCME", sections={"purpose": "More."}).as_data(),
        by=partner,
        seen=sent_back.version,
    )
    sent_back.refresh_from_db()
    take(sent_back, "counter", by=partner, reason="More.")
    begin(home, by=staff, terms=terms(title="Only drafted by OCCME"))
    begin(home, by=partner, terms=terms(title="Our draft"))
    walks = an_engagement(home, "Walks", status="proposed")
    check_in = CheckIn.objects.create(organization=home)
    page = PartnerPage(home, partner)
    assert sorted(map(str, page.agreements.rows)) == ["Our draft", "To answer", "To sign"]
    assert (page.proposals.rows, page.check_ins, page.to_judge) == ([walks], [check_in], 1)
    shown = text_of(as_partner)
    leaks = ("Theirs", "Only drafted", "Their walks", "Other House")
    assert [words for words in leaks if words in shown] == []
    assert f'href="/agreements/{signed.agreement_id}/"' in shown


def test_a_check_in_waits_until_it_is_answered_and_tells_no_mark_of_the_other(
    as_partner, partner, home, staff, autumn
):
    check_in = CheckIn.objects.create(organization=home)
    take(check_in, "answer", by=staff, details={**MARKS, "note": "They never call back."})
    assert "Check-in: how is it going between us?" in text_of(as_partner)
    assert "They never call back." not in text_of(as_partner)
    take(check_in, "answer", by=partner, details=MARKS)
    assert "Nothing waits on you just now." in text_of(as_partner)


def test_what_is_owed_is_near_and_of_the_right_side(as_partner, partner, home, promised):
    page = PartnerPage(home, partner)
    assert texts(page.owed) == ["Pay the cooks", "Print the flyer"]
    assert texts(page.owing) == ["Open the room"]
    shown = text_of(as_partner)
    assert (shown.count('value="kept"'), shown.count('value="report"')) == (1, 1)


def test_a_promise_is_judged_with_one_tap_and_taken_back(as_partner, promised):
    page = send(as_partner, 'value="not_kept"', step="not_kept", reason="No money came.")
    promise = Occurrence.objects.get(commitment__text="Pay the cooks")
    assert (promise.status, promise.last_judgement().note) == ("not_kept", "No money came.")
    assert "Done: “Not kept”. You can take it back below." in page.content.decode()
    page = send(as_partner, "Take it back", undo="yes")
    promise.refresh_from_db()
    assert (promise.status, "Taken back." in page.content.decode()) == ("open", True)


def test_ones_own_promise_is_reported_and_not_judged(as_partner, promised):
    send(as_partner, "Report it done", step="report", reason="Every Monday.")
    own = Occurrence.objects.get(commitment__text="Open the room")
    assert (own.status, own.report_note) == ("reported", "Every Monday.")
    assert "OCCME has to say how it went. Every Monday." in text_of(as_partner)
    sent = {"step": "kept", "record": own.pk, "seen": own.version}
    assert as_partner.post(URL, sent).status_code == 403
    own.refresh_from_db()
    assert own.status == "reported"


def test_a_promise_that_was_judged_meanwhile_is_not_overwritten(as_partner, home, promised):
    promise = Occurrence.objects.get(commitment__text="Pay the cooks")
    seen = promise.version
    take(promise, "kept", by=a_member("second@example.org", home))
    sent = {"step": "not_kept", "record": promise.pk, "seen": seen}
    page = as_partner.post(URL, sent, follow=True).content.decode()
    promise.refresh_from_db()
    assert ("second@example.org changed this on" in page, promise.status) == (True, "kept")


def test_promises_to_others_are_out_of_reach(as_partner, staff, promised):
    other = a_partner("Other House", publication="full")
    an_agreement(other, staff, "in_force", terms(promises=(PAY,)))
    theirs = Occurrence.objects.get(organization=other)
    sent = {"step": "kept", "record": theirs.pk, "seen": theirs.version}
    assert as_partner.post(URL, sent).status_code == 404


# Students


def test_hours_are_confirmed_and_taken_back(as_partner, seat):
    entry = an_entry(seat, note="Soup")
    page = text_of(as_partner)
    ticked = re.search(r'name="entry" value="([^"]+)"', page)[1]
    as_partner.post(URL, {"confirm": "yes", "entry": [ticked]})
    entry.refresh_from_db()
    assert entry.status == "confirmed"
    send(as_partner, "Take the last confirmation back", batch=as_partner.session["confirmed_batch"])
    entry.refresh_from_db()
    assert entry.status == "logged"


def test_names_are_read_only_once_there_is_a_seat(as_partner, home, meals, student):
    student.name = "Lena Sample"
    student.save()
    shy = a_student("shy@example.org", is_name_hidden=True)
    shy.name = "Shy Sample"
    shy.save()
    wish = a_placement(
        meals, student, "applied", waits_on="partner", support_note="A ramp.", conflict_note="Aunt."
    )
    a_placement(meals, shy, "active", waits_on="")
    shown = text_of(as_partner)
    assert [one for one in ("Lena", "Shy", "A ramp.", "Aunt.") if one in shown] == []
    assert "1 student would like to come" in shown
    wish.status, wish.waits_on = "active", ""
    wish.save()
    assert [one for one in ("Lena", "Shy") if one in text_of(as_partner)] == ["Lena"]


def test_staff_read_no_hidden_name_there_either(as_staff, home, meals):
    shy = a_student("shy@example.org", is_name_hidden=True)
    shy.name = "Shy Sample"
    shy.save()
    a_placement(meals, shy, "active", waits_on="", support_note="A ramp.")
    shown = text_of(as_staff, f"{URL}?organization={home.slug}")
    assert [one for one in ("Shy", "A ramp.", "1 student is with you today") if one in shown] == [
        "1 student is with you today"
    ]


# However many rows


def test_neither_queries_nor_the_page_grow(as_partner, home, staff, autumn):
    def fill(number: int) -> None:
        for each in range(number):
            title = f"Title {each}/{number}"
            an_agreement(home, staff, "in_force", terms(title=title, promises=(PAY, SOON, ROOM)))
            an_agreement(home, staff, "review", terms(title=title))
            an_engagement(home, title, status="proposed")
            work = an_engagement(home, f"Work {title}", seats=3)
            a_placement(
                work, a_student(f"a{number}-{each}@example.org"), "applied", waits_on="partner"
            )
            seat = a_placement(work, a_student(f"b{number}-{each}@example.org"))
            for day in (1, 2, 3):
                an_entry(seat, date(2026, 10, day))
            a_priority(home, title)
            a_priority(home, f"Old {title}", status="answered", answered_on=date(2026, 10, 15))

    def queries() -> int:
        as_partner.get(URL)
        with CaptureQueriesContext(connection) as captured:
            response = as_partner.get(URL)
        assert response.status_code == 200
        return len(captured)

    fill(12)  # More than are shown, so that the rest is counted.
    few = queries()
    assert len(as_partner.get(URL).content) < 76_000  # With 22 kB of CSS, less than 100 kB.
    fill(21)
    assert queries() == few

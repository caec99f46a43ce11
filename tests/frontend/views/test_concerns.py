"""Concerns on pages: raised by anybody, followed by a code, read by those who are named to."""

import re

import pytest
from django.core.cache import cache

from engagements.concerns import act_on
from engagements.models import Concern
from tests.concerns import CODE, a_concern, a_recipient
from tests.pages import fields, sent

NEW, FOLLOW, INBOX = "/concerns/new/", "/concerns/follow/", "/staff/concerns/"
SAID = {"kind": "conduct", "text": "They shouted at us."}


@pytest.fixture
def dana(db):
    return a_recipient()


@pytest.fixture
def as_dana(client, dana):
    client.force_login(dana)
    return client


def code_on(response) -> str:
    return re.search(r'id="code">([^<]+)<', response.content.decode())[1]


def test_a_visitor_raises_one_and_gets_a_code(client, dana):
    answer = sent(client, NEW, **SAID)
    concern = Concern.objects.get()
    assert (concern.kind, concern.text, concern.raised_by) == ("conduct", SAID["text"], None)
    assert (answer.status_code, concern.is_opened_by(code_on(answer))) == (200, True)
    assert [*client.cookies] in ([], ["csrftoken"])
    assert answer["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_form_that_is_sent_twice_raises_one(client, dana):
    page = client.get(NEW)
    first, second = sent(client, NEW, page, **SAID), sent(client, NEW, page, **SAID)
    assert code_on(first) == code_on(second)
    third = sent(client, NEW, page, kind="other", text="Another text")
    assert "You had sent this before." in third.content.decode()
    assert [concern.text for concern in Concern.objects.all()] == [SAID["text"]]
    assert code_on(sent(client, NEW, **SAID)) != code_on(first)


def test_somebody_who_signs_in_stays_anonymous_unless_they_tick_it(client, student, dana):
    client.force_login(student)
    sent(client, NEW, **SAID)
    sent(client, NEW, **SAID, is_known="on")
    senders = Concern.objects.order_by("pk").values_list("raised_by", flat=True)
    assert list(senders) == [None, student.pk]
    client.logout()
    assert "is_known" not in fields(client.get(NEW))
    sent(client, NEW, **SAID, is_known="on")
    assert Concern.objects.latest("pk").raised_by is None


def test_it_is_about_an_organization_that_the_sender_may_see(client, home, partner, dana):
    address = f"{NEW}?about={home.slug}"
    assert home.name not in client.get(address).content.decode()
    client.post(NEW, {**SAID, "about": home.slug})
    client.force_login(partner)
    assert f"It has to do with {home.name}." in client.get(address).content.decode()
    sent(client, address, **SAID)
    about = Concern.objects.order_by("pk").values_list("organization", flat=True)
    assert list(about) == [None, home.pk]


def test_what_no_organization_is_called_is_about_none(client, dana):
    assert client.get(NEW, {"about": "\0"}).status_code == 200
    answer = client.post(NEW, SAID | {"about": "\0", "key": "\0"})
    assert (answer.status_code, Concern.objects.get().organization) == (200, None)


def test_what_is_wrong_is_said_kindly_and_the_text_stays(client, dana):
    answer = sent(client, NEW, kind="conduct", text="It happened to 123-45-6789.")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "What you wrote is still here" in page
    assert "social security number (…-6789)" in page
    assert fields(answer)["text"] == ["It happened to 123-45-6789."]
    assert Concern.objects.count() == 0


def test_the_page_says_how_many_read_it(client, db):
    assert "Nobody is named yet to read concerns." in client.get(NEW).content.decode()
    a_recipient()
    page = client.get(NEW).content.decode()
    assert "One person at OCCME" in page
    assert "Dana" not in page


def test_too_many_are_asked_to_wait_and_lose_nothing(client, dana):
    cache.clear()
    for _number in range(10):
        assert sent(client, NEW, **SAID).status_code == 200
    answer = sent(client, NEW, **SAID)
    assert (answer.status_code, fields(answer)["text"]) == (429, [SAID["text"]])
    assert Concern.objects.count() == 10


def test_the_sender_reads_the_answer_and_says_more(client, dana):
    concern = a_concern()
    act_on(concern, "said", by=dana, text="We talk to them.", seen="0")
    page = client.post(FOLLOW, {"code": "k7qf 93mb 2xwd ht4n"})
    text = page.content.decode()
    assert [word for word in ("In hand", "We talk to them.") if word not in text] == []
    assert "Dana" not in text
    for _time in range(2):
        answer = sent(client, FOLLOW, page, text="It goes on.")
    assert "told that something waits" in answer.content.decode()
    assert [m.text for m in concern.messages.filter(by=None)] == ["It goes on."]
    refused = sent(client, FOLLOW, page, text="123-45-6789")
    assert (refused.status_code, fields(refused)["text"]) == (400, ["123-45-6789"])


def test_codes_are_not_guessed(client, dana):
    cache.clear()
    a_concern()
    for _number in range(20):
        assert client.post(FOLLOW, {"code": "K7QF-93MB-2XWD-HT4P"}).status_code == 400
    assert client.post(FOLLOW, {"code": CODE}).status_code == 429
    other = {"REMOTE_ADDR": "192.0.2.7"}
    assert client.post(FOLLOW, {"code": CODE}, **other).status_code == 200


def test_too_many_messages_wait_and_lose_nothing(client, dana):
    cache.clear()
    concern = a_concern()
    for number in range(20):
        said = {"code": CODE, "text": f"More {number}", "seen": "0"}
        assert client.post(FOLLOW, said).status_code == 200
    answer = client.post(FOLLOW, {"code": CODE, "text": "And this", "seen": "0"})
    assert (answer.status_code, fields(answer)["text"]) == (429, ["And this"])
    assert concern.messages.count() == 20
    assert client.post(FOLLOW, {"code": CODE}).status_code == 200


def test_the_inbox_shows_what_waits_first(as_dana, dana, home):
    a_concern("one", text="Old and answered", organization=home)
    act_on(Concern.objects.get(), "closed", by=dana, text="Done.", seen="0")
    a_concern("two", text="New one")
    page = as_dana.get(INBOX)
    found = [concern.text for concern in page.context["found"].page]
    assert found == ["New one", "Old and answered"]
    closed = as_dana.get(f"{INBOX}?status=closed").context["found"].page
    assert [concern.text for concern in closed] == ["Old and answered"]
    assert as_dana.get(f"{INBOX}?status=lost").status_code == 400


def test_the_inbox_costs_the_same_for_one_and_many(as_dana, home, django_assert_num_queries):
    counts = []
    for number in range(12):
        a_concern(str(number), organization=home)
        if number in (0, 11):
            with django_assert_num_queries(7, exact=False) as asked:
                as_dana.get(INBOX)
            counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_recipient_answers_and_closes(as_dana, student):
    concern = a_concern(by=student, reach="Call 617-555-0100", whom="Sam")
    address = f"{INBOX}{concern.pk}/"
    page = as_dana.get(address)
    shown = page.content.decode()
    words = ("student@example.org", "617-555-0100", "Sam", "They shouted at us.")
    assert [word for word in words if word not in shown] == []
    empty = sent(as_dana, address, page, act="closed")
    assert (empty.status_code, empty.context["page"].problem) == (
        400,
        "Please write an answer: the sender reads it.",
    )
    assert sent(as_dana, address, page, act="closed", text="Sorry.").status_code == 302
    late = sent(as_dana, address, page, act="said", text="Something else")
    assert (late.status_code, fields(late)["text"]) == (409, ["Something else"])
    concern.refresh_from_db()
    assert (concern.status, concern.messages.get().text) == ("closed", "Sorry.")


def test_every_page_leads_there_and_does_not_tell_where_from(client, dana):
    footer = client.get("/about/").content.decode()
    assert '<a href="/concerns/new/" rel="noreferrer">' in footer

"""Pages of check-ins, and the page of a link for one."""

import re

import pytest
from django.urls import reverse

from engagements.agreements.asking import ask, put_into_agreement
from engagements.lifecycle import take
from engagements.models import AgreementVersion, CheckIn, CheckInSheet, StatusChange
from engagements.models.checkins import MARKS
from engagements.terms import Terms
from occme.refusals import WrongStep
from tests import factories
from tests.agreements import a_draft, in_force

pytestmark = pytest.mark.usefixtures("autumn")

SECRET = "Nobody-may-read-this-yet"
LOW = dict.fromkeys(MARKS, 1) | {"note": SECRET}
HIGH = dict.fromkeys(MARKS, 5) | {"note": "Thank you"}
SENT = {name: str(3 + (name.endswith("wish"))) for name in MARKS} | {"note": "We go on", "step": "answer"}  # fmt: skip


@pytest.fixture
def asked(home, staff):
    return ask(home, by=staff)


@pytest.fixture
def settled(asked, staff, partner):
    take(asked, "answer", by=staff, details=LOW)
    take(asked, "answer", by=partner, details=HIGH)
    take(asked, "suggest", by=partner, reason="Meet once a month.")
    return take(asked, "settle", by=staff)


def texts(client, *urls) -> list[str]:
    """The pages, without what differs each time that one is asked for."""
    changing = r'name="csrfmiddlewaretoken" value="[^"]*"|/check-ins/\d+/|value="\d+"'
    return [re.sub(changing, "", client.get(url).content.decode()) for url in urls]


@pytest.mark.parametrize(("reader", "other"), [("staff", "partner"), ("partner", "staff")])
def test_no_page_tells_what_the_other_side_said(client, home, everybody, asked, reader, other):
    """Letter for letter the same, whether all is well or nothing is."""
    client.force_login(everybody[reader])
    pages = []
    for answers in (LOW, HIGH):
        CheckInSheet.objects.all().delete()
        StatusChange.objects.all().delete()
        take(asked, "answer", by=everybody[other], details=answers)
        urls = (asked.get_absolute_url(), "/check-ins/", home.get_absolute_url(), "/my/", "/partner/?organization=sample-home")  # fmt: skip
        pages.append(texts(client, *urls))
        asked.refresh_from_db()
    assert pages[0] == pages[1]
    assert all(SECRET not in page for page in pages[0])
    assert "Waits for your answers" in pages[0][0]


def test_five_questions_are_answered_and_read_side_by_side(client, asked, staff, partner):
    client.force_login(partner)
    url = asked.get_absolute_url()
    page = client.get(url).content.decode()
    assert (page.count('type="radio"'), page.count("<fieldset")) == (50, 5)
    assert "a light relationship is fine" in page.lower()
    assert client.post(url, SENT).status_code == 302
    page = client.get(url).content.decode()
    assert "Your side has answered. Once OCCME has answered too" in page
    assert 'class="picture"' not in page
    take(asked, "answer", by=staff, details=HIGH)
    page = client.get(url).content.decode()
    assert page.count('class="picture"') == 5
    assert "OCCME sees it much better than Sample Home" in page
    row = '<tr class="side--partner"><th scope="row">Sample Home</th><td>3</td><td>4</td></tr>'
    assert page.count(row) == 5
    assert "We go on" in page


def test_what_was_chosen_stays_when_something_is_missing(client, asked, partner):
    client.force_login(partner)
    response = client.post(asked.get_absolute_url(), SENT | {"trust_now": ""})
    page = response.content.decode()
    assert (response.status_code, page.count(" checked")) == (400, 9)
    assert "Choose a number from 1 to 5." in page
    assert "We go on" in page
    assert CheckInSheet.objects.count() == 0


def test_sent_twice_it_is_answered_once(client, asked, partner):
    client.force_login(partner)
    for _time in range(2):
        answer = client.post(asked.get_absolute_url(), SENT, follow=True)
        assert "Done. Thank you." in answer.content.decode()
    other = client.post(asked.get_absolute_url(), SENT | {"trust_now": "1"}, follow=True)
    assert "Your side has answered already." in other.content.decode()
    assert CheckInSheet.objects.count() == 1


def test_asking_on_a_page(client, home, partner):
    client.force_login(partner)
    url = reverse("check_in_new", args=["sample-home"])
    assert "OCCME gets a mail" in client.get(url).content.decode()
    answer = client.post(url)
    check_in = CheckIn.objects.get()
    assert answer["Location"] == check_in.get_absolute_url()
    assert client.post(url)["Location"] == check_in.get_absolute_url()
    assert CheckIn.objects.count() == 1


def test_staff_are_told_that_no_mail_is_sent_in_quiet_days(as_staff, home):
    url = reverse("check_in_new", args=["sample-home"])
    assert "no mail is sent" not in as_staff.get(url).content.decode()
    home.do_not_contact_until = "2026-11-01"
    home.save()
    assert "no mail is sent" in as_staff.get(url).content.decode()


def test_the_list(client, everybody, asked, stranger):
    theirs = ask(stranger.memberships.get().organization, by=stranger)
    found = {}
    for role, user in everybody.items():
        if role != "visitor":
            client.force_login(user)
            found[role] = [row.pk for row in client.get("/check-ins/").context["found"].page]
    assert found == {
        "staff": [theirs.pk, asked.pk],
        "student": [],
        "partner": [asked.pk],
        "stranger": [theirs.pk],
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 1),
        ("status=open", 1),
        ("status=settled", 0),
        ("waits_on=staff", 0),
        ("waits_on=partner", 1),
        ("waits_on=partner&waits_on=staff", 1),
        ("organization=sample-home", 1),
    ],
)
def test_filters(as_staff, asked, staff, query, expected):
    take(asked, "answer", by=staff, details=LOW)
    assert len(as_staff.get(f"/check-ins/?{query}").context["found"].page) == expected


def test_a_bad_filter_is_told(as_staff, asked):
    answer = as_staff.get("/check-ins/?status=lost&why=not")
    assert (answer.status_code, sorted(answer.context["found"].problems)) == (
        400,
        ["status", "why"],
    )


def test_the_list_costs_the_same_for_one_and_for_many(
    as_staff, asked, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20) as one:
        as_staff.get("/check-ins/")
    for number in range(10):
        other = factories.a_partner(f"Sample {number}")
        CheckIn.objects.create(organization=other)
    with django_assert_num_queries(len(one)):
        as_staff.get("/check-ins/")


# A settled change, put into an agreement


def test_a_change_is_put_into_an_amendment_of_what_is_in_force(
    as_staff, settled, home, staff, partner
):
    agreement = in_force(home, staff, partner).agreement
    page = as_staff.get(settled.get_absolute_url()).content.decode()
    assert "Put it into “Pressure and tea”" in page
    for _time in range(2):
        answer = as_staff.post(settled.get_absolute_url(), {"agreement": agreement.pk})
        assert answer["Location"] == reverse("agreement_write", args=[agreement.pk])
    version = agreement.versions.get(status="draft")
    promises = [p for p in Terms.read(version.draft).promises if p.key == f"c{settled.pk}"]
    assert [(p.by, p.text) for p in promises] == [("joint", "Meet once a month.")]
    assert (version.origin, version.turn, version.draft_side) == ("amendment", "staff", "staff")


def test_a_change_joins_what_this_side_is_writing_already(settled, home, staff):
    draft = a_draft(home, staff)
    version = put_into_agreement(settled, draft.agreement, by=staff)
    assert (version, len(Terms.read(version.draft).promises)) == (draft, 4)


def test_not_while_the_other_side_writes(client, settled, home, staff, partner):
    version = take(a_draft(home, staff), "send", by=staff)
    with pytest.raises(WrongStep, match="other side’s turn"):
        put_into_agreement(settled, version.agreement, by=staff)
    client.force_login(staff)
    assert "Put it into" not in client.get(settled.get_absolute_url()).content.decode()
    client.force_login(partner)
    answer = client.post(settled.get_absolute_url(), {"agreement": version.agreement_id})
    assert answer["Location"] == reverse("agreement_write", args=[version.agreement_id])
    version.refresh_from_db()
    assert Terms.read(version.draft).promises[-1].text == "Meet once a month."


def test_neither_into_an_agreement_of_another_nor_before_both_agreed(
    as_staff, settled, home, staff, stranger
):
    other = factories.an_agreement(stranger.memberships.get().organization, staff, "draft")
    answer = as_staff.post(settled.get_absolute_url(), {"agreement": other.agreement_id})
    assert answer.status_code == 404
    CheckIn.objects.update(status="answered")
    own = a_draft(home, staff)
    as_staff.post(settled.get_absolute_url(), {"agreement": own.agreement_id})
    assert {len(Terms.read(v.draft).promises) for v in AgreementVersion.objects.all()} == {2, 3}


# By a link


def test_a_link_answers_suggests_and_agrees(client, rosa, asked, staff):
    _link, url = factories.a_link(rosa, "check_in")
    own = {"check_in": asked.pk}
    page = client.get(url).content.decode()
    assert (page.count('type="radio"'), "Close it" in page) == (50, False)
    answer = client.post(url, SENT | own | {"goals_now": ""})
    assert (answer.status_code, answer.content.decode().count(" checked")) == (400, 9)
    client.post(url, SENT | own)
    sheet = CheckInSheet.objects.get()
    assert (sheet.side, sheet.through, sheet.by) == ("partner", "link", None)
    take(asked, "answer", by=staff, details=HIGH)
    client.post(url, own | {"step": "suggest", "reason": "Call first."})
    take(asked, "suggest", by=staff, reason="Call on Mondays.")
    page = client.get(url).content.decode()
    assert "Call on Mondays." in page
    asked.refresh_from_db()
    client.post(url, own | {"step": "settle", "seen": asked.version})
    asked.refresh_from_db()
    assert (asked.status, asked.change) == ("settled", "Call on Mondays.")
    assert "Put it into" not in client.get(url).content.decode()


def test_a_link_answers_only_what_was_read(client, rosa, asked, staff):
    _link, url = factories.a_link(rosa, "check_in")
    take(asked, "close", by=staff, reason="–")
    ask(rosa.organization, by=staff)
    answer = client.post(url, SENT | {"check_in": asked.pk}, follow=True)
    assert "This link is not for that." in answer.content.decode()
    assert CheckInSheet.objects.count() == 0


def test_a_link_without_a_check_in_is_over(client, rosa):
    _link, url = factories.a_link(rosa, "check_in")
    assert client.get(url).status_code == 410


def test_a_link_shows_nothing_of_another_organization(client, rosa, stranger, staff):
    theirs = ask(stranger.memberships.get().organization, by=staff)
    take(theirs, "answer", by=staff, details=LOW)
    _link, url = factories.a_link(rosa, "check_in")
    assert client.get(url).status_code == 410
    assert client.post(url, SENT | {"check_in": theirs.pk}).status_code == 410
    assert CheckInSheet.objects.count() == 1

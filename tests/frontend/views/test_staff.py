"""The work queue as staff open it: counts, rows, one click, and what is said when it is refused."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from engagements.models import FailedMail
from partners.editing import change, version_of
from tests.concerns import a_concern, a_recipient
from tests.factories import (
    a_compensation,
    a_placement,
    a_user,
    an_engagement,
    an_interaction,
    an_organization,
)
from tests.pages import fields

pytestmark = pytest.mark.django_db

QUEUE = "/staff/"


def soon():
    return localdate() - timedelta(days=20), localdate() + timedelta(days=1)


def owed(organization, **more):
    promised, due = soon()
    return a_compensation(organization, promised_on=promised, due_on=due, **more)


def heaps(response) -> dict[str, int]:
    return {heap.duty.name: heap.count for heap in response.context["queue"].full}


def texts(response) -> list[str]:
    return [line.text for heap in response.context["queue"].full for line in heap.lines]


def test_it_is_staffs_alone(client, partner, as_student):
    client.force_login(partner)
    assert [client.get(QUEUE).status_code, as_student.get(QUEUE).status_code] == [403, 403]


def test_counts_are_what_opening_them_shows(as_staff, home):
    for number in range(7):
        owed(home, purpose=f"Tea {number}")
    an_interaction(home, next_step="Call", next_on=localdate())
    everything = as_staff.get(QUEUE)
    alone = as_staff.get(QUEUE, {"kind": "payments"})
    assert heaps(everything) == {"payments": 7, "next_steps": 1}
    assert (len(texts(everything)), texts(alone)) == (
        5 + 1,
        [f"$250.00: Tea {number}" for number in range(7)],
    )
    assert "8 things wait." in everything.text


def test_a_steward_is_asked_for_in_the_address(as_staff, staff, home):
    other = a_user("other@staff.example", is_staff=True)
    owed(an_organization("Elsewhere", publication="hidden", steward=other), purpose="Theirs")
    owed(an_organization("Mine", publication="hidden", steward=staff), purpose="Mine")
    mine = as_staff.get(QUEUE, {"steward": "me"})
    theirs = as_staff.get(QUEUE, {"steward": other.pk})
    assert (texts(mine), texts(theirs)) == (["$250.00: Mine"], ["$250.00: Theirs"])


@pytest.mark.parametrize("query", ["kind=nothing", "steward=99999", "steward=x", "color=red"])
def test_an_address_that_is_not_understood_shows_nothing(as_staff, home, query):
    owed(home)
    response = as_staff.get(f"{QUEUE}?{query}")
    assert (response.status_code, "does not know" in response.text) == (400, True)
    assert "$250.00" not in response.text


def test_one_click_does_it_and_once(as_staff, home):
    row = owed(home)
    sent = fields(as_staff.get(QUEUE, {"kind": "payments"})) | {"act": "pay"}
    del sent["kind"]
    first = as_staff.post(QUEUE, sent, follow=True)
    again = as_staff.post(QUEUE, sent, follow=True)
    row.refresh_from_db()
    assert row.paid_on == localdate()
    assert [[str(m) for m in answer.context["messages"]] for answer in (first, again)] == [
        ["Done."],
        ["This does not wait any more: somebody was faster, or it has changed."],
    ]


def test_what_somebody_changed_meanwhile_is_not_done_blindly(as_staff, staff, home):
    row = an_interaction(home, next_step="Call", next_on=localdate())
    seen = version_of(row)
    change(row, by=staff, values={"next_step": "Visit"}, seen=seen)
    sent = {"duty": "next_steps", "record": row.pk, "act": "done", "seen": seen}
    answer = as_staff.post(QUEUE, sent, follow=True)
    row.refresh_from_db()
    assert row.next_done_on is None
    assert ["Sam Staff" in str(m) for m in answer.context["messages"]] == [True]


def test_mail_that_failed_is_settled(as_staff, staff, home):
    mail = FailedMail.objects.create(address="gone@example.org", organization=home)
    sent = {"duty": "mails", "record": mail.pk, "act": "settle"}
    as_staff.post(QUEUE, sent)
    mail.refresh_from_db()
    assert mail.settled_by == staff


@pytest.mark.parametrize(
    "sent",
    [{}, {"duty": "payments"}, {"duty": "x", "record": 1}, {"duty": "payments", "record": "1,0"}],
)
def test_a_button_that_is_none_is_not_found(as_staff, sent):
    assert as_staff.post(QUEUE, sent).status_code == 404


def test_the_cost_does_not_grow_with_the_rows(
    as_staff, home, student, django_assert_max_num_queries
):
    def add(number: int) -> None:
        owed(home, purpose=str(number))
        an_interaction(home, next_step="Call", next_on=localdate())
        profile = student.student_profile
        work = an_engagement(home, str(number), status="draft", proposed_by=profile)
        a_placement(work, student, status="confirmed", waits_on="staff")

    add(0)
    as_staff.get(QUEUE)
    with django_assert_max_num_queries(60) as few:
        as_staff.get(QUEUE)
    for number in range(1, 5):
        add(number)
    with django_assert_max_num_queries(60) as many:
        as_staff.get(QUEUE)
    assert len(few) == len(many)


def test_concerns_are_the_work_of_those_who_are_named(client, staff, home):
    marker = "Marmalade"
    a_concern(text=marker)
    named = a_recipient()
    answers = {}
    for user in (staff, named):
        client.force_login(user)
        answers[user] = client.get(QUEUE)
    assert [heaps(answers[user]) for user in (staff, named)] == [
        {"not_heard": 1},
        {"not_heard": 1, "concerns": 1},
    ]
    assert ["Concerns, in confidence" in answers[staff].text, marker in answers[named].text] == [
        False,
        False,
    ]
    client.force_login(staff)
    assert client.get(QUEUE, {"kind": "concerns"}).status_code == 400


def test_organizations_that_may_be_one_are_pointed_at(as_staff, staff):
    for name in ("Lantern Kitchen", "Lantern Kitchen, Inc."):
        an_organization(name, website="https://lantern.example", publication="hidden")
    page = as_staff.get(QUEUE)
    assert (page.context["queue"].duplicates, "/staff/duplicates/" in page.text) == (1, True)
    assert as_staff.get(QUEUE, {"steward": "me"}).context["queue"].duplicates == 0

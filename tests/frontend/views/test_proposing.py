"""A student proposes what is not there yet: at a listed organization, or at a place of their own."""

import re

import pytest

from engagements.lifecycle import available_steps, take, undo
from engagements.models import Engagement
from occme.refusals import NotYours, WrongStep
from partners.models import Location, Organization
from tests.factories import (
    a_contact,
    a_language,
    a_link,
    a_member,
    a_student,
    an_engagement,
    an_organization,
)
from tests.pages import fields, sent

URL = "/engagements/propose/"
WORK = {
    "title": "Walks with elders",
    "kind": "one_on_one",
    "starts_on": "2027-01-11",
    "ends_on": "2027-04-30",
    "description": "Walk and talk.",
}
SITE = {
    "site-name": "Cedar Street Seniors",
    "site-address": "12 Cedar St",
    "site-reason": "My neighbor Rosa Sample runs it and would like that.",
}


@pytest.fixture
def proposal(as_student, autumn):
    assert sent(as_student, URL, **WORK, **SITE).status_code == 302
    return Engagement.objects.get()


def test_it_waits_on_staff_with_a_hidden_prospect(
    as_student, student, mailoutbox, django_capture_on_commit_callbacks, autumn, settings
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = sent(as_student, URL, **WORK, **SITE)
    made, home = Engagement.objects.get(), Organization.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    assert (made.status, made.proposed_by, made.organization) == (
        "draft",
        student.student_profile,
        home,
    )
    assert home.slug.startswith("cedar-street-seniors-")
    assert (home.name, home.publication, home.stage) == (
        "Cedar Street Seniors",
        "hidden",
        "prospect",
    )
    assert list(Location.objects.values_list("organization", "address")) == [
        (home.pk, "12 Cedar St")
    ]
    assert [mail.to for mail in mailoutbox] == [[settings.CONTACT_EMAIL]]
    assert "Rosa" not in mailoutbox[0].body


def test_sent_twice_it_is_one(as_student, autumn):
    page = as_student.get(URL)
    for _time in range(2):
        assert sent(as_student, URL, page, **WORK, **SITE).status_code == 302
    assert (Engagement.objects.count(), Organization.objects.count()) == (1, 1)


def test_a_refused_one_leaves_nothing(as_student, autumn):
    answer = sent(as_student, URL, **WORK | {"ends_on": "2027-01-01"}, **SITE)
    told = answer.context["proposal"].form.errors
    assert (answer.status_code, told) == (
        400,
        {"ends_on": ["It ends on or after the day it starts."]},
    )
    assert fields(answer)["site-name"] == ["Cedar Street Seniors"]
    assert sent(as_student, URL, **WORK, **SITE | {"site-reason": ""}).status_code == 400
    assert (Engagement.objects.count(), Organization.objects.count()) == (0, 0)


def test_one_that_may_be_here_already_has_to_be_looked_at(as_student, autumn):
    an_organization("Cedar Street Seniors")
    answer = sent(as_student, URL, **WORK, **SITE)
    assert "It may be here already" in answer.content.decode()
    assert Engagement.objects.count() == 0
    assert sent(as_student, URL, answer, is_distinct="yes").status_code == 302
    assert Organization.objects.count() == 2


def test_who_sees_it(client, proposal, student, staff, partner):
    url = proposal.get_absolute_url()
    seen = {}
    for name, user in {
        "proposer": student,
        "staff": staff,
        "partner": partner,
        "another": a_student("another@example.org"),
    }.items():
        client.force_login(user)
        answer = client.get(url)
        text = answer.content.decode()
        seen[name] = (answer.status_code, "My neighbor" in text, "/organizations/cedar" in text)
    client.logout()
    assert seen == {
        "proposer": (200, True, False),
        "staff": (200, True, True),
        "partner": (404, False, False),
        "another": (404, False, False),
    }
    assert client.get(url).status_code == 404
    assert client.get(proposal.organization.get_absolute_url()).status_code == 404


def test_each_finds_it_on_their_page(client, proposal, student, staff):
    client.force_login(student)
    page = client.get("/my/").content.decode()
    assert ("Walks with elders" in page, "Waits on OCCME" in page) == (True, True)
    client.force_login(staff)
    page = client.get("/staff/?kind=proposals").content.decode()
    assert "Walks with elders" in page


def test_the_student_takes_it_back_or_hears_that_it_opened(
    proposal, student, staff, mailoutbox, django_capture_on_commit_callbacks
):
    assert [choice.step.name for choice in available_steps(proposal, student)] == ["retract"]
    another = a_student("another@example.org")
    with pytest.raises(NotYours):
        take(proposal, "retract", by=another)
    take(proposal, "propose", by=staff)
    with pytest.raises(WrongStep):
        take(proposal, "retract", by=student)
    with django_capture_on_commit_callbacks(execute=True):
        take(proposal, "accept", by=staff, reason="Rosa, on the phone.")
    opened = (
        "OCCME: “Walks with elders”, which you proposed, is open: the people there said yes. You can "
        "apply now."
    )
    told = [(mail.to, mail.subject) for mail in mailoutbox]
    assert told == [(["student@example.org"], opened)]


def test_the_student_hears_that_it_does_not_come_about(
    proposal, staff, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        take(proposal, "cancel", by=staff, reason="Rosa Sample said no.")
    (mail,) = mailoutbox
    assert mail.subject == (
        "OCCME: “Walks with elders”, which you proposed, does not come about: it was cancelled."
    )
    assert "Rosa" not in mail.body


def test_the_partner_never_reads_who_proposed_it(client, proposal, student, staff):
    student.name = "Lena Sample"
    student.save()
    take(proposal, "retract", by=student)
    undo(proposal, by=student)
    take(proposal, "propose", by=staff)
    home = proposal.organization
    place = Location.objects.get()
    client.force_login(a_member("rosa@example.org", home))
    for url in (
        proposal.get_absolute_url(),
        f"/edit/profile/{home.pk}/history/",
        f"/edit/place/{place.pk}/history/",
        f"/api/v1/engagements/{proposal.pk}/",
    ):
        answer = client.get(url)
        assert (answer.status_code, "Lena" in answer.content.decode()) == (200, False), url
    rosa = a_contact(home, email="rosa@example.org")
    linked = client.get(a_link(rosa, "engagement", proposal)[1]).content.decode()
    assert ("Say yes" in linked, "Lena" in linked) == (True, False)


def test_its_short_name_does_not_tell_of_another_of_that_name(as_student, autumn):
    an_organization("Cedar Street Seniors", publication="hidden")
    assert sent(as_student, URL, **WORK, **SITE).status_code == 302
    slug = Engagement.objects.get().organization.slug
    assert re.fullmatch("cedar-street-seniors-[0-9a-f]{6}", slug)


def test_what_was_looked_at_stays_ticked_and_what_was_sent_is_told(as_student, autumn):
    an_organization("Cedar Street Seniors")
    page = sent(as_student, URL, **WORK | {"ends_on": "2027-01-01"}, **SITE, is_distinct="yes")
    assert "checked" in page.content.decode().split("id_is_distinct")[1][:20]
    assert sent(as_student, URL, page, ends_on="2027-02-01", is_distinct="yes").status_code == 302
    again = sent(as_student, URL, page, ends_on="2027-03-01", is_distinct="yes")
    assert "This was sent and saved already: /engagements/" in again.content.decode()
    assert sent(as_student, URL, again, is_distinct="yes").status_code == 302


def test_a_student_copies_nothing(as_student, proposal):
    assert as_student.post(f"/engagements/{proposal.pk}/copy/").status_code == 403


@pytest.mark.parametrize("odd", [{"key": "\x00"}, {"languages": "9" * 30}])
def test_odd_input_is_refused(as_student, autumn, odd):
    assert sent(as_student, URL, **WORK | SITE | odd).status_code == 400
    assert Engagement.objects.count() == 0


def test_nothing_is_no_choice_among_boxes_to_tick(as_student, autumn):
    a_language()
    languages = as_student.get(URL).context["proposal"].form.fields["languages"]
    assert [str(words) for _value, words in languages.choices] == ["Spanish"]


def test_only_proposals_are_retracted(staff, home, autumn):
    draft = an_engagement(home, status="draft")
    assert [choice.step.name for choice in available_steps(draft, staff)] == [
        "propose",
        "log",
        "cancel",
    ]


def test_at_a_listed_organization_it_is_proposed_on_its_page(as_student, student, autumn):
    church = an_organization("Hill Church")
    assert "Propose an engagement" in as_student.get(church.get_absolute_url()).content.decode()
    url = f"/new/engagement/{church.slug}/"
    assert sorted(fields(as_student.get(url)).keys() & {"seats", "adviser", "title"}) == ["title"]
    assert sent(as_student, url, **WORK).status_code == 302
    made = Engagement.objects.get()
    assert (made.organization, made.proposed_by) == (church, student.student_profile)
    assert as_student.get(f"/edit/engagement/{made.pk}/").status_code == 403
    hidden = an_organization("Whispers", publication="hidden")
    assert as_student.get(f"/new/engagement/{hidden.slug}/").status_code == 404

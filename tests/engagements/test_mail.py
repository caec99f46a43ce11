"""Who is written to when something waits on them, and what the mail does not say."""

from datetime import date

import pytest

from engagements.editing import apply
from engagements.lifecycle import take
from engagements.models import KeyedLink
from tests.factories import a_contact, a_placement, a_quiet_period, an_entry


@pytest.fixture
def mailed(mailoutbox, django_capture_on_commit_callbacks):
    """The addresses that mail went to for what is done in it."""

    def run(act) -> list[str]:
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return sorted(address for mail in mailoutbox for address in mail.to)

    return run


def test_an_application_is_told_to_the_partner_without_a_name(
    meals, student, partner, mailed, mailoutbox
):
    student.name = "Lena Sample"
    student.save()
    a_contact(meals.organization, rank="primary", email="Rosa@example.org")
    to = mailed(lambda: apply(meals, by=student, values={"statement": "I cook."}))
    assert to == ["Rosa@example.org", "partner@example.org"]
    linked, account = sorted(mailoutbox, key=lambda mail: mail.to)
    assert f"http://127.0.0.1:8000/placements/{meals.placements.get().pk}/" in account.body
    assert "http://127.0.0.1:8000/link/" in linked.body
    said = "".join(mail.subject + mail.body for mail in mailoutbox)
    assert [word for word in ("Lena", "I cook") if word in said] == []


def test_a_primary_contact_who_signs_in_gets_one_mail(meals, student, partner, mailed):
    a_contact(meals.organization, rank="primary", email="Partner@example.org")
    assert mailed(lambda: apply(meals, by=student, values={})) == ["partner@example.org"]


def test_a_link_that_could_not_be_sent_does_not_stay(meals, student, settings, mailed, caplog):
    settings.EMAIL_BACKEND = "tests.engagements.test_mail.Broken"
    a_contact(meals.organization, rank="primary", email="rosa@example.org")
    mailed(lambda: apply(meals, by=student, values={}))
    assert KeyedLink.objects.count() == 0
    assert "could not be sent" in caplog.text


def test_each_step_is_told_to_whom_it_waits_on(meals, student, partner, staff, settings, mailed):
    seat = a_placement(meals, student, "applied")
    assert mailed(lambda: take(seat, "offer", by=partner)) == ["student@example.org"]
    assert mailed(lambda: take(seat, "confirm", by=student)) == [settings.CONTACT_EMAIL]
    assert mailed(lambda: take(seat, "begin", by=partner)) == []


def test_nobody_is_told_of_their_own_step(meals, student, partner, mailed):
    meals.status = "draft"
    meals.save()
    boss = meals.organization.memberships.get().user
    boss.is_staff = True
    boss.save()
    assert mailed(lambda: take(meals, "propose", by=boss)) == []


def test_a_dispute_is_told_to_the_student(seat, partner, mailed):
    entry = an_entry(seat)
    dispute = lambda: take(entry, "dispute", by=partner, reason="You left at noon.")  # noqa: E731
    assert mailed(dispute) == ["student@example.org"]


@pytest.mark.parametrize("how", ["until", "period"])
def test_quiet_is_kept(meals, student, partner, mailed, how):
    home = meals.organization
    if how == "until":
        home.do_not_contact_until = "2026-11-01"
        home.save()
    else:
        a_quiet_period(home, "2026-10-15", "2026-10-15")
    assert mailed(lambda: apply(meals, by=student, values={})) == []


def test_a_step_that_is_refused_tells_nobody(meals, student, staff, mailed):
    seat = a_placement(meals, student, "offered")

    def refused():
        with pytest.raises(Exception, match="legal"):
            take(seat, "begin", by=staff)

    assert mailed(refused) == []


def test_mail_that_cannot_be_sent_leaves_the_step(
    meals, student, partner, settings, mailed, caplog
):
    settings.EMAIL_BACKEND = "tests.engagements.test_mail.Broken"
    seat = a_placement(meals, student, "applied")
    mailed(lambda: take(seat, "offer", by=partner))
    seat.refresh_from_db()
    assert seat.status == "offered"
    assert "could not be sent" in caplog.text


class Broken:
    def __init__(self, **options):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError


def test_several_answers_on_a_day_bring_one_link(seat, student, partner, mailed):
    a_contact(seat.engagement.organization, rank="primary", email="rosa@example.org")
    told = []
    for day in (1, 2):
        entry = an_entry(seat, date(2026, 10, day))
        take(entry, "dispute", by=partner, reason="No.")
        told += mailed(lambda entry=entry: take(entry, "correct", by=student, reason="Yes."))
    assert told == ["partner@example.org", "rosa@example.org"]
    assert KeyedLink.objects.count() == 1


def test_the_mail_of_a_title_of_two_lines_has_one_subject(
    meals, student, partner, mailed, mailoutbox
):
    type(meals).objects.filter(pk=meals.pk).update(title="Evening\r\nmeals")
    meals.refresh_from_db()
    assert mailed(lambda: apply(meals, by=student, values={})) == ["partner@example.org"]
    said = "OCCME: A student has applied for “Evening meals” at Sample Home. You decide."
    assert mailoutbox[0].subject == said

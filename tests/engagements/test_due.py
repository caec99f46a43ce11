"""Mail that comes of time: to whom, once, and what it does not say."""

import re
from datetime import date

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.http import QueryDict

from engagements.due import send_due
from engagements.lifecycle import take, undo
from engagements.models import KeyedLink, Notice, SavedSearch
from engagements.searches import new_in, save_search
from occme.refusals import NotYours
from tests.factories import (
    a_contact,
    a_focus_area,
    a_partner,
    a_placement,
    a_priority,
    a_prompt,
    a_reflection,
    a_student,
    an_engagement,
    an_entry,
)

OFFICE = "occme@example.org"


def sent(mailoutbox) -> list[str]:
    """The addresses of the mail that a run sends."""
    mailoutbox.clear()
    send_due()
    return sorted(address for mail in mailoutbox for address in mail.to)


class TestHours:
    def test_those_who_confirm_are_told_once_a_week(self, seat, rosa, partner, mailoutbox):
        an_entry(seat, note="Soup")
        assert sent(mailoutbox) == ["partner@example.org", "rosa@example.org"]
        said = "".join(mail.body for mail in mailoutbox)
        assert [word for word in ("Soup", str(seat.student)) if word in said] == []
        assert KeyedLink.objects.get().purpose == "hours"
        assert sent(mailoutbox) == []
        with time_machine.travel("2026-10-18T16:00:00Z", tick=False):
            assert sent(mailoutbox) == []
        with time_machine.travel("2026-10-19T16:00:00Z", tick=False):
            assert sent(mailoutbox) == ["partner@example.org", "rosa@example.org"]

    def test_nobody_is_told_where_nothing_waits(self, seat, rosa, partner, mailoutbox):
        an_entry(seat, status="confirmed", confirmed_by=partner, confirmed_through="account")
        an_entry(seat, kind="supervision")
        an_entry(a_placement(seat.engagement, a_student("gone@example.org"), "withdrawn_student"))
        assert sent(mailoutbox) == []

    def test_quiet_is_kept_and_made_up_for(self, seat, rosa, home, mailoutbox):
        an_entry(seat)
        home.do_not_contact_until = "2026-10-20"
        home.save()
        assert sent(mailoutbox) == []
        home.do_not_contact_until = None
        home.save()
        assert sent(mailoutbox) == ["rosa@example.org"]

    def test_what_could_not_be_sent_is_tried_again(
        self, seat, rosa, partner, settings, mailoutbox, caplog
    ):
        an_entry(seat)
        works, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.engagements.test_mail.Broken"
        assert send_due()["hours"] == 0
        assert (Notice.objects.count(), KeyedLink.objects.count()) == (0, 0)
        settings.EMAIL_BACKEND = works
        assert sent(mailoutbox) == ["partner@example.org", "rosa@example.org"]

    @pytest.mark.parametrize(
        ("name", "email"),
        [("Sample\r\nHome", "rosa@example.org"), ("Sample Home", f"a@{'ä' * 60}.org")],
    )
    def test_one_who_cannot_be_written_to_does_not_keep_others_from_mail(
        self, seat, rosa, mailoutbox, name, email, settings, caplog
    ):
        settings.EMAIL_BACKEND = "tests.engagements.test_due.Rendering"
        home = seat.engagement.organization
        type(home).objects.filter(pk=home.pk).update(name=name)
        type(rosa).objects.filter(pk=rosa.pk).update(email=email)
        an_entry(seat)
        other = a_partner("Zest")
        a_contact(other, rank="primary", email="zest@example.org")
        an_entry(a_placement(an_engagement(other), a_student("z@example.org")))
        told = sent(mailoutbox)
        assert "zest@example.org" in told
        kept = Notice.objects.values_list("kind", "address").order_by("address", "kind")
        assert list(kept) == [(kind, one) for one in told for kind in ("day", "hours")]
        assert KeyedLink.objects.count() == len(told)


class TestReflections:
    def test_each_is_told_once_and_none_that_is_kept(self, seat, rosa, partner, mailoutbox):
        a_reflection(seat, "Kept to myself", sharing="faculty")
        assert sent(mailoutbox) == []
        first, second = a_prompt("What happened?"), a_prompt("What now?")
        a_reflection(seat, "Nobody wanted to leave.", sharing="partner", prompt=first)
        assert sent(mailoutbox) == ["partner@example.org", "rosa@example.org"]
        assert "Nobody" not in "".join(mail.body for mail in mailoutbox)
        assert KeyedLink.objects.get().purpose == "reflections"
        assert sent(mailoutbox) == []
        a_reflection(seat, "I stay.", sharing="public", prompt=second)
        assert sent(mailoutbox) == []
        with time_machine.travel("2026-10-16T16:00:00Z", tick=False):
            assert sent(mailoutbox) == ["partner@example.org", "rosa@example.org"]


class TestGaps:
    def test_both_sides_are_told_once_in_one_mail_each(self, meals, rosa, partner, mailoutbox):
        days = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 11, 1)}
        for name in ("one", "two"):
            a_placement(meals, a_student(f"{name}@example.org"), **days)
        a_placement(meals, a_student("late@example.org"), "active")
        assert sent(mailoutbox) == [OFFICE, "partner@example.org", "rosa@example.org"]
        by = {mail.to[0]: mail.body for mail in mailoutbox}
        assert by[OFFICE].count("ends on Nov. 1, 2026, and nobody comes next yet") == 2
        assert "one@example.org" not in "".join(by.values())
        assert "/placements/" not in by["rosa@example.org"]
        assert sent(mailoutbox) == []

    def test_another_last_day_is_told_anew(self, meals, rosa, mailoutbox):
        seat = a_placement(meals, a_student("one@example.org"), ends_on=date(2026, 11, 1))
        assert sent(mailoutbox) == [OFFICE, "rosa@example.org"]
        seat.ends_on = date(2026, 11, 8)
        seat.save()
        with time_machine.travel("2026-10-16T16:00:00Z", tick=False):
            assert sent(mailoutbox) == [OFFICE, "rosa@example.org"]


class TestSearches:
    @pytest.fixture
    def club(self, autumn, db):
        return a_partner("Club")

    @pytest.fixture
    def search(self, student, autumn):
        return save_search(QueryDict("kind=elective&page=2&ordering=title&paid="), by=student)

    @pytest.fixture
    def a_day_later(self, search):
        with time_machine.travel("2026-10-16T16:00:00Z", tick=False):
            yield

    def opens(self, club, staff, title: str, **fields):
        walks = an_engagement(club, title, status="proposed", **fields)
        return take(walks, "accept", by=staff, reason="On the phone.")

    def test_what_opens_later_and_fits_is_told_once(
        self, club, staff, search, mailoutbox, a_day_later
    ):
        an_engagement(club, "Never stepped")
        with time_machine.travel("2026-10-14T16:00:00Z", tick=False):
            self.opens(club, staff, "Open before")
        self.opens(club, staff, "Fits")
        self.opens(club, staff, "Fits not", kind="event")
        hidden = a_partner("Hidden club", publication="hidden")
        self.opens(hidden, staff, "Whispers")
        assert [row.title for row in new_in(search)] == ["Fits"]
        assert sent(mailoutbox) == ["student@example.org"]
        body = mailoutbox[0].body
        assert [word for word in ("Fits not", "Whispers", "Open before") if word in body] == []
        assert "You look for: Kind: Elective" in body
        assert sent(mailoutbox) == []

    def test_one_that_fits_two_searches_is_told_once(
        self, club, staff, student, search, mailoutbox, a_day_later
    ):
        save_search(QueryDict(""), by=student)
        self.opens(club, staff, "Fits")
        self.opens(club, staff, "Fits too")
        assert sent(mailoutbox) == ["student@example.org"]
        assert mailoutbox[0].body.count("/engagements/") == 2

    def test_what_opened_by_mistake_is_not_told(self, club, staff, search, a_day_later):
        undo(self.opens(club, staff, "Oops"), by=staff)
        assert list(new_in(search)) == []

    def test_the_mail_is_stopped_without_signing_in(
        self, client, club, staff, search, mailoutbox, a_day_later
    ):
        self.opens(club, staff, "Fits")
        sent(mailoutbox)
        address = re.search(r"http://127.0.0.1:8000(/searches/stop/\S+)", mailoutbox[0].body)[1]
        assert "Kind: Elective" in client.get(address).content.decode()
        assert SavedSearch.objects.count() == 1
        client.post(address)
        assert SavedSearch.objects.count() == 0
        assert "no mail about this search any more" in client.get(address).content.decode()
        assert client.get(address.replace(f"{search.pk}:", f"{search.pk + 1}:")).status_code == 404

    def test_nobody_who_left_is_written_to(
        self, club, staff, student, search, mailoutbox, a_day_later
    ):
        self.opens(club, staff, "Fits")
        student.is_active = False
        student.save()
        assert sent(mailoutbox) == []

    def test_equal_filters_are_one_search(self, student, search):
        same = save_search(QueryDict("ordering=starts_on&kind=elective"), by=student)
        assert (same.pk, same.query) == (search.pk, "kind=elective")

    def test_in_words(self, student, db):
        a_focus_area("Food")
        query = (
            "kind=event&kind=elective&focus_area=food&paid=true&seats_left=false&search=soup"
            "&starts_after=2026-09-01&near=42.33,-71.08&within_m=800&weekly_hours_max=4"
        )
        words = save_search(QueryDict(query), by=student).words
        assert sorted(words.split("; ")) == [
            "Focus area: Food",
            "Hours a week, at most: 4",
            "Kind: Elective, Event",
            "Near: 42.33, -71.08",
            "Paid",
            "Search: soup",
            "Seats left: no",
            "Starts after: Sept. 1, 2026",
            "Within meters: 800",
        ]
        assert save_search(QueryDict(""), by=student).words == "Everything that opens"
        near = save_search(QueryDict("near=42.33,-71.08&kind=event"), by=student)
        assert near.query == "kind=event"

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            ("kind=nonsense", "Correct the filters first"),
            ("search=" + "x" * 201, "Correct the filters first"),
        ],
    )
    def test_what_is_not_understood_is_not_saved(self, as_student, query, sentence):
        page = as_student.post("/searches/", {"query": f"?{query}"}, follow=True)
        assert sentence in page.content.decode()
        assert SavedSearch.objects.count() == 0

    def test_no_more_than_twenty(self, student, db):
        for number in range(20):
            save_search(QueryDict(f"search=word{number}"), by=student)
        with pytest.raises(ValidationError, match="You have saved 20 searches"):
            save_search(QueryDict("search=more"), by=student)
        assert save_search(QueryDict("search=word3"), by=student)

    def test_only_students_save_and_only_their_own_are_stopped(
        self, as_partner, partner, search, student
    ):
        with pytest.raises(NotYours):
            save_search(QueryDict(""), by=partner)
        assert as_partner.post(f"/searches/{search.pk}/stop/").status_code == 404
        as_partner.force_login(student)
        assert "Kind: Elective" in as_partner.get("/my/").content.decode()
        as_partner.post(f"/searches/{search.pk}/stop/")
        assert SavedSearch.objects.count() == 0


def test_the_command_says_what_it_sent(seat, rosa, capsys):
    an_entry(seat)
    a_priority(seat.engagement.organization)
    call_command("send_due")
    assert capsys.readouterr().out.splitlines() == ["Mails: 1", "Hours to confirm: 1"]
    call_command("send_due")
    assert capsys.readouterr().out.splitlines() == ["Mails: 0"]


class Rendering:
    """Writes each mail out as a mail server would get it, and keeps it."""

    def __init__(self, **options):
        pass

    def send_messages(self, messages):
        for message in messages:
            message.message().as_bytes()
            for address in message.to:
                address.rpartition("@")[2].encode("idna")
            mail.outbox.append(message)
        return len(messages)

"""The mail of the day: one to each person, with all that is due, and nothing that is not theirs."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail

from engagements.due import send_due
from engagements.lifecycle import take
from engagements.models import (
    CheckIn,
    CheckInSheet,
    Compensation,
    KeyedLink,
    News,
    Notice,
    Occurrence,
)
from engagements.models.checkins import MARKS
from engagements.terms import Promise
from tests.factories import (
    a_contact,
    a_language,
    a_member,
    a_partner,
    a_reflection,
    a_user,
    an_agreement,
    an_entry,
    terms,
)

OFFICE = "occme@example.org"


def on(day: str):
    return time_machine.travel(f"{day}T16:00:00Z", tick=False)


def sent_on(day: str) -> dict[str, list[str]]:
    """What a run sends on a day: by address, the paragraphs that are no greeting and no link."""
    with on(day):
        mail.outbox.clear()
        send_due()
    return {one.to[0]: lines(one.body) for one in mail.outbox}


def lines(body: str) -> list[str]:
    skipped = ("Dear ", "http", "Each link", "Questions?")
    return [part for part in body.split("\n\n") if not part.startswith(skipped)]


def purposes() -> list[str]:
    return sorted(KeyedLink.objects.values_list("purpose", flat=True))


@pytest.fixture
def quiet_start(home, rosa, staff, mailoutbox):
    """An agreement in force since September, of which nobody was told yet."""
    with on("2026-09-01"):
        long = terms(ends_on=date(2027, 8, 31), review_months=None)
        an_agreement(home, staff, "in_force", long)
    News.objects.all().delete()
    return home


def test_promises_are_reminded_of_before_and_after_and_not_daily(quiet_start):
    pay, said = "due on Sept. 30, 2026: “Pay the cooks”", "overdue since Sept. 30, 2026"
    assert sent_on("2026-09-15") == {}
    assert sent_on("2026-09-16") == {OFFICE: [f"OCCME promised Sample Home, {pay}"]}
    assert sent_on("2026-09-17") == {}
    judge = f"OCCME promised you, {pay} Say how it went."
    assert sent_on("2026-09-30") == {"rosa@example.org": [judge]}
    late = f"OCCME promised Sample Home, {said}: “Pay the cooks” If it is done, report it."
    assert sent_on("2026-10-01") == {OFFICE: [late]}
    Occurrence.objects.filter(due_on__gt="2026-10-01").delete()
    assert sent_on("2026-10-29") == {}
    assert sent_on("2026-10-30") == {"rosa@example.org": [judge]}
    assert sent_on("2026-10-31") == {OFFICE: [late]}
    assert set(purposes()) == {"promises"}


def test_the_giver_of_the_other_side_is_reminded_by_a_link(quiet_start):
    Occurrence.objects.filter(giver="staff").delete()
    room = "You promised OCCME, due on Aug. 31, 2027: “Keep the room open”"
    assert room in sent_on("2027-08-17")["rosa@example.org"]
    assert re.search(r"http://127.0.0.1:8000/link/\S+", mail.outbox[0].body)


def test_what_was_said_of_a_promise_is_told_once_to_the_other_side(quiet_start, staff, partner):
    pay = Occurrence.objects.filter(giver="staff").earliest("due_on")
    Occurrence.objects.exclude(pk=pay.pk).delete()
    with on("2026-09-16"):
        take(pay, "report", by=staff, reason="Sent a check to Lena.")
    told = "OCCME reports done: “Pay the cooks” Say how it went."
    assert sent_on("2026-09-16")["partner@example.org"] == [told]
    with on("2026-09-17"):
        take(pay, "late", by=partner, reason="Two weeks.")
    verdict = "Sample Home says of what OCCME promised: Kept late. “Pay the cooks”"
    assert sent_on("2026-09-17") == {OFFICE: [verdict]}
    with on("2026-09-18"):
        take(pay, "answer", by=staff, reason="The bank.")
    answer = "OCCME answers what you said of its promise: “Pay the cooks”"
    assert sent_on("2026-09-18") == {"partner@example.org": [answer], "rosa@example.org": [answer]}
    assert sent_on("2026-09-19") == {}
    assert sent_on("2026-11-19") == {}


def test_an_agreement_that_waits_is_reminded_of_after_a_week(home, rosa, staff, mailoutbox):
    with on("2026-09-01"):
        an_agreement(home, staff, "review")
    News.objects.all().delete()
    waits = "“Evenings together” waits on you since Sept. 1, 2026."
    assert sent_on("2026-09-08") == {}
    assert sent_on("2026-09-09") == {"rosa@example.org": [waits]}
    assert sent_on("2026-10-07") == {}
    assert sent_on("2026-10-08") == {"rosa@example.org": [waits]}
    assert set(purposes()) == {"agreement"}


def test_what_a_side_only_drafts_is_told_to_nobody(home, rosa, staff, mailoutbox, autumn):
    draft = an_agreement(home, staff, "draft", terms(title="A secret plan"))
    take(draft, "drop", by=staff, reason="Not now.")
    an_agreement(home, staff, "draft", terms(title="Another secret"))
    assert (News.objects.count(), sent_on("2026-11-15")) == (0, {})


def test_both_sides_look_again_and_hear_of_the_end(home, rosa, staff, mailoutbox):
    with on("2026-09-01"):
        an_agreement(home, staff, "in_force", terms(review_months=2))
    News.objects.all().delete()
    Occurrence.objects.all().delete()
    between = "“Evenings together”, between OCCME and Sample Home"
    ends = f"{between}, ends on Dec. 18, 2026, and there is no next version yet. Renew it, or let it end?"
    review = f"{between}: on Nov. 1, 2026 both sides look at it again, as agreed. Is it still what you want?"
    late = f"{between}: it was to be looked at again on Nov. 1, 2026. Is it still what you want?"
    over = f"{between}, ended on Dec. 18, 2026. Nothing of it holds any more."
    found = {
        day: told
        for number in range(120)
        if (told := sent_on(day := str(date(2026, 9, 2) + timedelta(days=number))))
    }
    both = lambda text: {"rosa@example.org": [text], OFFICE: [text]}  # noqa: E731
    assert found == {
        "2026-10-18": both(review),
        "2026-10-19": both(ends),
        "2026-11-01": both(late),
        "2026-12-04": both(ends),
        "2026-12-19": both(over),
    }


def test_a_next_version_that_was_begun_ends_the_question(home, rosa, staff, mailoutbox):
    from engagements.agreements.writing import next_version

    with on("2026-09-01"):
        version = an_agreement(home, staff, "in_force", terms(review_months=None))
    News.objects.all().delete()
    Occurrence.objects.all().delete()
    with on("2026-11-01"):
        next_version(version.agreement, "renewal", by=staff)
    assert sent_on("2026-11-02") == {}


def test_a_check_in_that_waits_is_reminded_of_but_not_who_has_answered(
    home, rosa, staff, mailoutbox
):
    with on("2026-10-01"):
        check_in = CheckIn.objects.create(organization=home)
        marks = dict.fromkeys(MARKS, 3)
        CheckInSheet.objects.create(
            check_in=check_in, side="staff", by=staff, through="account", note="Secret", **marks
        )
    assert sent_on("2026-10-08") == {}
    waits = "OCCME asked on Oct. 1, 2026 how it is going: five questions wait on you."
    assert sent_on("2026-10-09") == {"rosa@example.org": [waits]}
    assert purposes() == ["check_in"]


def test_money_is_told_to_staff_alone_without_the_person(home, rosa, partner, mailoutbox):
    Compensation.objects.create(
        organization=home, paid_to="Lena Sample", purpose="Two talks", amount=350,
        promised_on="2026-10-01", due_on="2026-10-31",
    )  # fmt: skip
    soon = "$350.00 at Sample Home is due on Oct. 31, 2026: Two talks"
    assert sent_on("2026-10-17") == {OFFICE: [soon]}
    assert sent_on("2026-10-18") == {}
    late = "$350.00 at Sample Home is overdue since Oct. 31, 2026: Two talks"
    assert sent_on("2026-11-01") == {OFFICE: [late]}
    assert sent_on("2026-11-30") == {}
    assert sent_on("2026-12-01") == {OFFICE: [late]}


def test_the_steward_is_told_instead_of_the_office_while_active(home, rosa, staff, mailoutbox):
    home.steward = a_user("steward@example.org", is_staff=True)
    home.save()
    for number in (1, 2):
        Compensation.objects.create(
            organization=home, purpose=f"Talk {number}", amount=number, promised_on="2026-10-01",
            due_on=f"2026-10-2{number}",
        )  # fmt: skip
    assert list(sent_on("2026-10-07")) == ["steward@example.org"]
    home.steward.is_active = False
    home.steward.save()
    assert list(sent_on("2026-10-08")) == [OFFICE]


def test_all_kinds_come_in_one_mail_with_a_link_for_each_purpose(
    quiet_start, staff, seat, partner, mailoutbox
):
    home = quiet_start
    seat.student.user.name = "Lena Sample"
    seat.student.user.save()
    an_entry(seat, note="Soup")
    a_reflection(seat, "Nobody wanted to leave.", sharing="partner")
    with on("2026-10-01"):
        CheckIn.objects.create(organization=home)
        an_agreement(home, staff, "review", terms(title="More evenings"))
    other = a_partner("Sample Other", publication="hidden")
    a_contact(other, "Otto", rank="primary", email="otto@example.org")
    with on("2026-10-01"):
        an_agreement(other, staff, "review", terms(title="Whispers"))
    News.objects.all().delete()
    told = sent_on("2026-10-15")
    assert sorted(told) == [OFFICE, "otto@example.org", "partner@example.org", "rosa@example.org"]
    ours = [
        "“More evenings” waits on you since Oct. 1, 2026.",
        "OCCME asked on Oct. 1, 2026 how it is going: five questions wait on you.",
        "OCCME promised you, due on Sept. 30, 2026: “Pay the cooks” Say how it went.",
        "Students have noted hours at Sample Home. Please say whether they are right.",
        "Students share with Sample Home what they learned there.",
    ]
    assert sorted(told["rosa@example.org"]) == sorted(told["partner@example.org"]) == sorted(ours)
    mine = KeyedLink.objects.filter(address="rosa@example.org").values_list("purpose", flat=True)
    assert sorted(mine) == ["agreement", "check_in", "hours", "promises", "reflections"]
    body = next(one.body for one in mail.outbox if one.to == ["rosa@example.org"])
    leaks = [
        word for word in ("Lena", "Soup", "Nobody wanted", "Whispers", "Other") if word in body
    ]
    assert (leaks, body.count("/link/")) == ([], 5)
    assert sent_on("2026-10-15") == {}


def test_who_had_mail_today_gets_the_rest_tomorrow(seat, rosa, home, mailoutbox):
    an_entry(seat)
    assert list(sent_on("2026-10-15")) == ["rosa@example.org"]
    a_reflection(seat, "We talked.", sharing="partner")
    assert sent_on("2026-10-15") == {}
    assert list(sent_on("2026-10-16")) == ["rosa@example.org"]


@pytest.mark.parametrize("how", ["until", "period", "closed"])
def test_quiet_is_kept_and_made_up_for(quiet_start, staff, how):
    home = quiet_start
    silent = {
        "until": {"do_not_contact_until": "2026-10-20"},
        "period": {},
        "closed": {"closed_on": "2026-10-01", "closed_reason": "Moved"},
    }[how]
    if how == "period":
        home.quiet_periods.create(starts_on="2026-09-01", ends_on="2026-10-20")
    type(home).objects.filter(pk=home.pk).update(**silent)
    assert [OFFICE] == list(sent_on("2026-10-01"))
    assert "rosa@example.org" not in sent_on("2026-10-20")
    if how == "closed":
        type(home).objects.filter(pk=home.pk).update(closed_on=None, closed_reason="")
    judge = "OCCME promised you, due on Sept. 30, 2026: “Pay the cooks” Say how it went."
    assert sent_on("2026-10-21")["rosa@example.org"] == [judge]


def test_who_acts_for_two_organizations_gets_one_mail(quiet_start, staff, mailoutbox):
    other = a_partner("Sample Other", publication="hidden")
    a_member("rosa@example.org", other)
    with on("2026-10-01"):
        an_agreement(other, staff, "review", terms(title="Walks"))
    News.objects.all().delete()
    told = sent_on("2026-10-09")
    assert sorted(told["rosa@example.org"]) == [
        "OCCME promised you, due on Sept. 30, 2026: “Pay the cooks” Say how it went.",
        "“Walks” waits on you since Oct. 1, 2026.",
    ]
    assert [one.to for one in mail.outbox].count(["rosa@example.org"]) == 1
    assert purposes() == ["promises"]


def test_a_long_row_is_told_in_short(home, rosa, staff, mailoutbox):
    many = tuple(
        Promise(key=f"k{n}", by="partner", text=f"Thing {n:02}", due_on=date(2026, 9, 20))
        for n in range(13)
    )
    with on("2026-09-01"):
        an_agreement(home, staff, "in_force", terms(promises=many, review_months=None))
    News.objects.all().delete()
    told = sent_on("2026-09-10")["rosa@example.org"]
    assert (len(told), told[-1]) == (11, "And 3 more like these.")
    assert mail.outbox[0].subject == "OCCME: 13 things to look at"
    assert Notice.objects.filter(kind="due").count() == 13
    assert sent_on("2026-09-11") == {}


def test_a_contact_reads_their_own_language_where_the_site_is_offered_in_it(
    quiet_start, rosa, settings
):
    rosa.language = a_language("en-gb", "English (United Kingdom)", "English")
    rosa.save()
    assert "due on 30 Sep 2026" in sent_on("2026-10-01")["rosa@example.org"][0]


def test_runs_cost_the_same_however_many_have_nothing_due(
    quiet_start, staff, django_assert_num_queries
):
    def count() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with on("2026-10-02"), CaptureQueriesContext(connection) as captured:
            send_due()
        return len(captured)

    sent_on("2026-10-01")
    sent_on("2026-10-02")
    first = count()
    for number in range(3):
        other = a_partner(f"Sample {number}")
        a_contact(other, rank="primary", email=f"c{number}@example.org")
        with on("2026-10-01"):
            an_agreement(other, staff, "in_force", terms(
                starts_on=date(2026, 10, 1), ends_on=date(2027, 10, 1), review_months=6,
            ))  # fmt: skip
    News.objects.all().delete()
    assert count() == first

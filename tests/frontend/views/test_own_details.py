"""What an organization's own people change on the partner's page, and through a link for their
listing: the same acts, each on what was read."""

import re
from datetime import date

import pytest
from django.test import Client

from partners.editing import change, version_of
from partners.models import Organization, Priority
from tests.factories import (
    a_language,
    a_link,
    a_location,
    a_partner,
    a_priority,
    a_quiet_period,
    a_student,
    an_agreement,
    an_engagement,
    terms,
)
from tests.frontend.views.test_partner import send, text_of


@pytest.fixture(params=["account", "link"])
def way(request, home, rosa, partner, autumn):
    """A browser and the address at which it acts."""
    browser = Client()
    if request.param == "link":
        return browser, a_link(rosa, "listing")[1]
    browser.force_login(partner)
    return browser, "/partner/"


def titles() -> list[str]:
    return list(
        Priority.objects.filter(status="open").order_by("rank").values_list("title", flat=True)
    )


def test_priorities_are_added_once_and_come_last(way, home):
    a_priority(home, "Shade")
    browser, url = way
    for _each in range(2):
        page = send(browser, "priority_add", url, act="priority_add", title="Rides", is_public="on")
    assert "This is in your list already." in page.content.decode()
    assert 'value="Rides"' in page.content.decode()
    assert titles() == ["Shade", "Rides"]
    assert Priority.objects.get(title="Rides").is_public
    page = send(browser, "priority_add", url, act="priority_add", title=" ")
    assert "Say in a few words what matters to you." in page.content.decode()


def test_priorities_are_put_in_order(way, home):
    rows = [a_priority(home, title) for title in ("One", "Two", "Three")]
    browser, url = way
    send(browser, "priority_up", url, act=f"priority_up:{rows[2].pk}")
    send(browser, "priority_down", url, act=f"priority_down:{rows[0].pk}")
    assert titles() == ["Three", "One", "Two"]


def test_an_order_that_somebody_else_changed_meanwhile_is_told(way, home, partner):
    rows = [a_priority(home, title, rank=rank) for rank, title in enumerate("AB", 1)]
    browser, url = way
    order = " ".join(f"{row.pk}:{version_of(row)}" for row in rows)
    change(rows[0], by=partner, values={"title": "Z"}, seen=version_of(rows[0]))
    sent = {"act": f"priority_up:{rows[1].pk}", "order": order}
    page = browser.post(url, sent, follow=True)
    assert "partner@example.org changed this on" in page.content.decode()
    assert titles() == ["Z", "B"]
    sent["order"] = order.split()[1]
    assert "has changed since you read it" in browser.post(url, sent).content.decode()


def test_priorities_are_answered_withdrawn_and_open_again(way, home):
    one, two = a_priority(home, "One"), a_priority(home, "Two")
    browser, url = way
    send(browser, "priority_answered", url, act=f"priority_answered:{one.pk}")
    page = send(browser, "priority_withdraw", url, act=f"priority_withdraw:{two.pk}")
    assert "“Two” is withdrawn." in page.content.decode()
    assert [*Priority.objects.order_by("pk").values_list("status", "answered_on")] == [
        ("answered", date(2026, 10, 15)),
        ("withdrawn", None),
    ]
    send(browser, "priority_open", url, act=f"priority_open:{one.pk}")
    assert titles() == ["One"]


def test_quiet_days_are_added_and_removed(way, home):
    a_quiet_period(home, date(2026, 1, 1), date(2026, 1, 7))  # Over: stays, and is not shown.
    browser, url = way
    days = {"starts_on": "2026-12-20", "ends_on": "2027-01-03", "reason": "Holidays"}
    page = send(browser, "quiet_add", url, act="quiet_add", **days | {"ends_on": "2026-12-01"})
    assert "A quiet period ends on or after the day it starts." in page.content.decode()
    assert 'value="Holidays"' in page.content.decode()
    send(browser, "quiet_add", url, act="quiet_add", **days)
    assert [str(row) for row in home.quiet_periods.all()] == [
        "Jan. 1, 2026 to Jan. 7, 2026",
        "Dec. 20, 2026 to Jan. 3, 2027 (Holidays)",
    ]
    assert text_of(browser, url).count("quiet_remove") == 1
    send(browser, "quiet_remove", url, record=home.quiet_periods.last().pk)
    assert home.quiet_periods.count() == 1


def test_involvement_is_chosen_on_what_was_read(way, home, partner):
    browser, url = way
    send(browser, 'value="involvement"', url, act="involvement", involvement="consulted")
    home.refresh_from_db()
    assert home.involvement == "consulted"
    stale = {"act": "involvement", "involvement": "leading", "seen": version_of(home)}
    change(home, by=partner, values={"phone": "1"}, seen=version_of(home))
    page = browser.post(url, stale)
    home.refresh_from_db()
    assert (page.status_code in (400, 409), home.involvement) == (True, "consulted")
    assert "partner@example.org changed this on" in page.content.decode()
    assert re.search(r'value="leading"[^>]*checked', page.content.decode())


def test_consent_is_given_and_taken_back_at_once(way, home, client):
    browser, url = way
    page = send(browser, "consent_by", url, act="publication", publication="full")
    assert "To publish it, say who there agreed, and when." in page.content.decode()
    agreed = {"consent_by": "Rosa Sample", "consent_on": "2026-10-15"}
    send(browser, "consent_by", url, act="publication", publication="full", **agreed)
    assert client.get(home.get_absolute_url()).status_code == 200
    assert "Rosa Sample agreed to it on Oct. 15, 2026." in text_of(browser, url)
    send(browser, "withdraw_consent", url, act="withdraw_consent")
    assert client.get(home.get_absolute_url()).status_code == 404
    home.refresh_from_db()
    assert (home.consent_by, home.consent_on) == ("", None)


def test_the_own_side_of_an_agreement_is_shown_and_hidden(way, home, staff):
    version = an_agreement(home, staff, "in_force")
    browser, url = way
    shown = []
    for act in ("show_side", "hide_side"):
        send(browser, act, url, act=f"{act}:{version.agreement_id}")
        version.agreement.refresh_from_db()
        shown.append(version.agreement.shows_partner_side)
    assert shown == [True, False]


def test_an_act_that_is_none_does_nothing(way, home):
    browser, url = way
    for act in (
        "",
        "x",
        "priority_up",
        "profile:x",
        "priority_up:x",
        "priority_answered:999",
        "show_side:7",
    ):
        assert browser.post(url, {"act": act}).status_code in (302, 400, 404, 409)


# By link alone


@pytest.fixture
def address(home, rosa, autumn):
    return a_link(rosa, "listing")[1]


def test_details_are_corrected_and_mistakes_keep_what_was_typed(client, address, home):
    page = send(client, 'value="profile"', address, act="profile", name="", phone="617-555-0100")
    assert page.status_code == 400
    assert 'value="617-555-0100"' in page.content.decode()
    typed = {"name": "Sample Home", "phone": "617-555-0100", "stage": "closed", "kind": "faith"}
    send(client, 'value="profile"', address, act="profile", **typed)
    home.refresh_from_db()
    assert (home.phone, home.stage, home.kind) == ("617-555-0100", "active", "other")


def test_capacity_and_how_it_is_reached(client, address, home):
    typed = {
        "students_at_once": "5",
        "preferred_channel": "text",
        "do_not_contact_until": "2026-11-01",
    }
    send(client, 'value="capacity"', address, act="capacity", **typed)
    home.refresh_from_db()
    assert (home.students_at_once, home.preferred_channel) == (5, "text")
    assert home.do_not_contact_until == date(2026, 11, 1)


def test_another_address_has_no_point_until_it_is_found(client, address, home):
    place = a_location(home, address="1 Hill Street", latitude=42.33, longitude=-71.08)
    typed = {"type": "physical", "city": "Boston", "state": "MA", "step_free": ""}
    send(
        client,
        'value="place">Save<span class="sr-only">: 1 Hill Street',
        address,
        act="place",
        address="9 Hill Street",
        **typed,
    )
    place.refresh_from_db()
    assert (place.address, place.latitude, place.longitude) == ("9 Hill Street", None, None)
    send(client, "a new place", address, act="place", address="3 Park Street", **typed)
    assert list(home.locations.order_by("pk").values_list("address", flat=True)) == [
        "9 Hill Street",
        "3 Park Street",
    ]


def test_it_tells_nothing_of_others_of_students_or_of_what_passed(
    client, address, home, staff, rosa
):
    lena = a_student("lena@example.org")
    lena.name = "Lena Sample"
    lena.save()
    other = a_partner("Other House", publication="hidden")
    a_priority(other, "Their wish")
    a_location(home, address="Secret Street", is_confidential=True)
    an_engagement(home, "Walks", status="proposed")
    an_agreement(home, staff, "review", terms(title="Only in review"))
    rosa.phone = "617-555-0142"
    rosa.save()
    page = text_of(client, address)
    leaks = (
        "Lena",
        "Other House",
        "Their wish",
        "Secret Street",
        "Walks",
        "Only in review",
        "555-0142",
    )
    assert [words for words in leaks if words in page] == []
    theirs = Priority.objects.get(title="Their wish")
    sent = {"act": f"priority_withdraw:{theirs.pk}", "order": f"{theirs.pk}:{version_of(theirs)}"}
    assert "This link is not for that." in client.post(address, sent, follow=True).content.decode()
    for sent in ({"step": "kept", "record": 1}, {"confirm": "yes"}, {"batch": "x"}):
        assert "not for that" in client.post(address, sent, follow=True).content.decode()
    theirs.refresh_from_db()
    assert theirs.status == "open"


def test_it_is_ended_only_when_asked_a_second_time(client, address):
    page = text_of(client, address)
    ends = re.findall(r"<details[^>]*>(?:(?!</details>).)*name=\"end\"", page)
    assert (len(ends), page.count('name="end"')) == (2, 2)
    client.post(address, {"end": "by_holder"})
    assert client.get(address).status_code == 410


def test_the_language_that_somebody_prefers_is_spoken_or_it_is_said(
    client, address, rosa, home, settings
):
    rosa.language = a_language()
    rosa.save()
    page = text_of(client, address)
    assert "This page is not translated into Spanish yet." in page
    settings.LANGUAGES = [("en-us", "English"), ("es", "Spanish")]
    page = text_of(client, address)
    assert ('<html lang="es"' in page, "is not translated" in page) == (True, False)
    assert Organization.objects.get(pk=home.pk).preferred_language is None


def test_a_record_with_a_long_history_is_changed_all_the_same(client, address, home):
    """Its version is a number of four digits, which a page must not write as “1,234”."""
    place = a_location(home, address="1 Hill Street")
    place.history.update(history_id=1_234_567)
    typed = {"type": "physical", "city": "Boston", "state": "MA", "step_free": ""}
    words = 'value="place">Save<span class="sr-only">: 1 Hill Street'
    send(client, words, address, act="place", address="9 Hill Street", **typed)
    place.refresh_from_db()
    assert place.address == "9 Hill Street"

"""The public calendar and the Atom feed, read as programs read them."""

import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime

import pytest
import time_machine
from icalendar import Calendar

from engagements.lifecycle import take
from engagements.models import Engagement
from tests.factories import (
    INSIDE,
    a_location,
    a_partner,
    an_engagement,
    an_organization,
    two_areas,
)
from tests.partners.test_api_queries import queries_of

CALENDAR, FEED = "/engagements/calendar.ics", "/engagements/feed.atom"
ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "http://127.0.0.1:8000"


@pytest.fixture
def term(autumn, db):
    """Two that are open, one of an organization that shows its area alone; and what would leak."""
    two_areas()
    kitchen = a_partner("Kitchen & Sons")
    place = a_location(kitchen, address="12 Sample Street", **INSIDE)
    cooks = an_engagement(
        kitchen, "Cooks, <b>bakes</b>", location=place, weekly_hours="3.5", seats=2,
        description="Listens.\nAnd eats & rests.", educators="Rosa Educator", adviser="Dr. Adviser",
    )  # fmt: skip
    cooks.slots.create(weekday=2, starts_at="17:30", ends_at="19:00")
    shy = an_organization("Shy House", publication="area")
    own = a_location(shy, address="77 Hidden Way", **INSIDE)
    day = {"starts_on": date(2026, 10, 3), "ends_on": date(2026, 10, 3)}
    an_engagement(shy, "Open day", location=own, kind="event", **day)
    an_engagement(kitchen, "Draft in the drawer", status="draft")
    an_engagement(kitchen, "Called off", status="cancelled")
    an_engagement(a_partner("Secret Society", publication="hidden"), "Whispers")
    an_engagement(
        a_partner("Gone House", closed_on=date(2026, 9, 1), closed_reason="Moved"), "Past"
    )
    return cooks


LEAKS = ("Draft", "Called off", "Whispers", "Past", "Hidden Way", "Educator", "Adviser", "Secret")


def told(client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def events(client, query: str = "") -> dict:
    found = Calendar.from_ical(told(client, f"{CALENDAR}?{query}"))
    return {str(event["uid"]): event for event in found.walk("VEVENT")}


def feed(client, query: str = "") -> ET.Element:
    return ET.fromstring(told(client, f"{FEED}?{query}"))


def titles(client, query: str = "") -> list:
    return [entry.findtext(f"{ATOM}title") for entry in feed(client, query).iter(f"{ATOM}entry")]


def test_the_calendar_holds_times_of_the_week_and_first_and_last_days(client, term):
    found = events(client)
    day = Engagement.objects.get(title="Open day").pk
    assert {uid: str(event["summary"]) for uid, event in found.items()} == {
        f"engagement-{term.pk}-2-1730@occme-tracker": "Cooks, <b>bakes</b>",
        f"engagement-{term.pk}-first@occme-tracker": "First day: Cooks, <b>bakes</b>",
        f"engagement-{term.pk}-last@occme-tracker": "Last day: Cooks, <b>bakes</b>",
        f"engagement-{day}-first@occme-tracker": "Open day",
    }
    weekly = found[f"engagement-{term.pk}-2-1730@occme-tracker"]
    assert weekly["dtstart"].to_ical() == b"20260901T173000"
    assert weekly["dtstart"].params == {"TZID": "America/New_York"}
    assert weekly["rrule"].to_ical() == b"FREQ=WEEKLY;UNTIL=20261219T000000Z"
    assert {name: str(weekly[name]) for name in ("location", "status", "url", "description")} == {
        "location": "12 Sample Street",
        "status": "CONFIRMED",
        "url": f"{SITE}/engagements/{term.pk}/",
        "description": "With Kitchen & Sons\n\nListens.\nAnd eats & rests.",
    }
    one_day = found[f"engagement-{day}-first@occme-tracker"]
    assert (one_day["dtstart"].dt, one_day["dtend"].dt) == (date(2026, 10, 3), date(2026, 10, 4))
    assert "location" not in one_day


def test_the_feed_tells_the_newest_first_and_in_plain_text(client, term):
    root = feed(client)
    day = Engagement.objects.get(title="Open day").pk
    opened = "2026-10-15T16:00:00+00:00"
    assert {child.tag.removeprefix(ATOM): child.text for child in root if child.text} == {
        "title": "Open engagements of OCCME",
        "id": "tag:127.0.0.1,2026:engagements",
        "updated": opened,
    }
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Office for Community-Centered Medical Education"  # fmt: skip
    assert [link.attrib for link in root.findall(f"{ATOM}link")] == [
        {"rel": "alternate", "href": f"{SITE}/engagements/"},
        {"rel": "self", "href": f"{SITE}/engagements/feed.atom"},
    ]
    entries = [
        {child.tag.removeprefix(ATOM): child.text or child.attrib for child in entry}
        for entry in root.iter(f"{ATOM}entry")
    ]
    assert entries == [
        {
            "title": "Open day",
            "link": {"href": f"{SITE}/engagements/{day}/", "rel": "alternate"},
            "published": opened,
            "updated": opened,
            "id": f"tag:127.0.0.1,2026:engagement-{day}",
            "summary": "Shy House · Roxbury · Event · Oct. 3, 2026 · 1 seat · Cooks and listens.",
        },
        {
            "title": "Cooks, <b>bakes</b>",
            "link": {"href": f"{SITE}/engagements/{term.pk}/", "rel": "alternate"},
            "published": opened,
            "updated": opened,
            "id": f"tag:127.0.0.1,2026:engagement-{term.pk}",
            "summary": "Kitchen & Sons · Roxbury · Elective · Sept. 1, 2026 to Dec. 18, 2026 · "
            "3.5 hours a week · 2 seats · Listens. And eats & rests.",
        },
    ]
    summaries = root.iter(f"{ATOM}summary")
    assert [summary.attrib for summary in summaries] == [{}, {}]  # Which is plain text.


@pytest.mark.parametrize("role", ["visitor", "student", "stranger", "partner", "staff"])
@pytest.mark.parametrize("url", [CALENDAR, FEED])
def test_everybody_gets_what_a_visitor_may_see(client, everybody, term, home, role, url):
    an_engagement(home, "Whispers at home")
    if role != "visitor":
        client.force_login(everybody[role])
    text = told(client, url)
    assert [word for word in LEAKS if word in text] == []
    assert ("Open day" in text, "bakes" in text) == (True, True)
    answer = client.get(url)
    assert {name: answer[name] for name in ("Cache-Control", "Access-Control-Allow-Origin")} == {
        "Cache-Control": "public, max-age=300",
        "Access-Control-Allow-Origin": "*",
    }


def test_what_is_open_no_more_is_gone_and_what_is_opened_comes_first(client, term, staff):
    old = Engagement.objects.get(title="Draft in the drawer")
    with time_machine.travel("2026-10-20T16:00:00Z", tick=False):
        take(old, "propose", by=staff)
        take(old, "accept", by=staff, reason="On the phone")
    with time_machine.travel("2026-10-21T16:00:00Z", tick=False):
        term.title = "Cooks again"
        term.save()
    assert titles(client) == ["Draft in the drawer", "Open day", "Cooks again"]
    dates = [
        [entry.findtext(f"{ATOM}{name}") for name in ("published", "updated")]
        for entry in feed(client).iter(f"{ATOM}entry")
    ]
    assert dates == [
        ["2026-10-20T16:00:00+00:00", "2026-10-20T16:00:00+00:00"],
        ["2026-10-15T16:00:00+00:00", "2026-10-15T16:00:00+00:00"],
        ["2026-10-15T16:00:00+00:00", "2026-10-21T16:00:00+00:00"],
    ]
    weekly = events(client)[f"engagement-{term.pk}-2-1730@occme-tracker"]
    assert (weekly["sequence"], weekly["dtstamp"].dt) == (2, datetime(2026, 10, 21, 16, tzinfo=UTC))
    take(old, "cancel", by=staff, reason="Not now.")
    assert titles(client) == ["Open day", "Cooks again"]
    assert [uid for uid in events(client) if uid.startswith(f"engagement-{old.pk}-")] == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=event", ["Open day"]),
        ("kind=elective&weekday=2", ["Cooks, <b>bakes</b>"]),
        ("search=kitchen&utm_source=mail", ["Cooks, <b>bakes</b>"]),
        ("near=42.3317,-71.0838&within_m=100", ["Cooks, <b>bakes</b>"]),
        ("status=draft", []),
        ("organization=shy-house", ["Open day"]),
    ],
)
def test_both_take_the_filters_of_the_list(client, term, query, found):
    assert titles(client, query) == found
    summaries = [str(event["summary"]) for event in events(client, query).values()]
    assert [text for text in summaries if "day: " not in text] == found


def test_a_filtered_feed_has_an_address_and_an_id_of_its_own(client, term):
    root = feed(client, "kind=event&utm_source=mail")
    assert root.findtext(f"{ATOM}id") == "tag:127.0.0.1,2026:engagements?kind=event"
    assert [link.get("href") for link in root.findall(f"{ATOM}link")] == [
        f"{SITE}/engagements/?kind=event",
        f"{SITE}/engagements/feed.atom?kind=event",
    ]


@pytest.mark.parametrize("url", [CALENDAR, FEED])
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("kind=x", "kind: “x” is not one of its choices.\n"),
        ("page=2", "page: “page” is not a filter of this list.\n"),
        ("format=csv", "format: “format” is not a filter of this list.\n"),
        ("ordering=title", "ordering: It is not asked for here.\n"),
        ("ordering=", "ordering: It is not asked for here.\n"),
        ("prerequisites_met=true", "prerequisites_met: Only students have prerequisites on file.\n"),
        ("paid=true&paid=false", "paid: It is given more than once; it takes one value.\n"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_in_a_sentence(client, term, url, query, sentence):
    answer = client.get(f"{url}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert answer.content.decode() == sentence


@pytest.mark.parametrize("query", ["search=%00", "search=%ff", "near=nan,nan", "x" * 400, "weekly_hours_min=1e999"])  # fmt: skip
@pytest.mark.parametrize("url", [CALENDAR, FEED])
def test_nonsense_is_refused(client, term, url, query):
    assert client.get(f"{url}?{query}").status_code in (200, 400)


@pytest.mark.parametrize("url", [CALENDAR, FEED])
def test_what_neither_can_hold_is_left_out(client, term, url):
    bad = "Bell\x07 \x1b\x0b\ufffe\x9fand \U0001f35c"
    Engagement.objects.filter(pk=term.pk).update(title=bad, description=bad)
    if url == FEED:
        assert titles(client)[-1] == "Bell and \U0001f35c"
    else:
        event = events(client)[f"engagement-{term.pk}-2-1730@occme-tracker"]
        assert str(event["summary"]) == "Bell and \U0001f35c"


def test_a_line_break_in_a_title_begins_no_property(client, term):
    Engagement.objects.filter(pk=term.pk).update(title="One\r\nATTENDEE:mailto:me@example.org")
    assert all("attendee" not in event for event in events(client).values())


@pytest.mark.parametrize("url", [CALENDAR, FEED])
def test_what_did_not_change_is_not_sent_again(client, term, url):
    tag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
    with time_machine.travel("2026-10-15T22:00:00Z", tick=False):
        assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
        term.title = "Cooks more"
        term.save()
        assert client.get(url, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("url", [CALENDAR, FEED])
def test_as_many_queries_for_one_as_for_thirty(client, term, url):
    one = queries_of(client, f"{url}?organization=kitchen-sons")
    for number in range(29):
        club = a_partner(f"Club {number}")
        place = a_location(club, **INSIDE)
        row = an_engagement(club, f"More {number}", location=place)
        row.slots.create(weekday=3, starts_at="17:30", ends_at="19:00")
    assert queries_of(client, url) == one - 1  # Which looks up the organization that is asked for.


def test_the_feed_ends_after_fifty(client, term):
    for number in range(50):
        an_engagement(term.organization, f"More {number}")
    assert titles(client) == [f"More {number}" for number in reversed(range(50))]


def test_the_list_names_both_with_its_filters(client, as_student, term):
    page = client.get("/engagements/?kind=event&ordering=title&utm_source=mail").content.decode()
    assert page.count('href="/engagements/feed.atom?kind=event"') == 2
    assert page.count('href="/engagements/calendar.ics?kind=event"') == 2
    for query in ("kind=x", "prerequisites_met=true"):
        assert "feed.atom" not in client.get(f"/engagements/?{query}").content.decode()

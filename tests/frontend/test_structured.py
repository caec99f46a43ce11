"""What pages tell search engines and other programs of themselves."""

import json
import re
from html.parser import HTMLParser

import pytest
from PIL import Image

from tests.factories import (
    INSIDE,
    OUTSIDE,
    a_contact,
    a_focus_area,
    a_language,
    a_link,
    a_location,
    a_partner,
    a_priority,
    an_engagement,
    an_organization,
    two_areas,
)
from tests.partners.test_api_queries import queries_of

SITE = "https://tracker.example.org"
NOT_TO_BE_FOUND = {"robots": "noindex", "viewport": "width=device-width, initial-scale=1", "color-scheme": "light dark"}  # fmt: skip


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


class Head(HTMLParser):
    """What stands in the head of a page: meta by name, the canonical address, and data."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.meta: dict = {}
        self.canonical: list = []
        self.data: list = []
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        found = dict(attrs)
        if tag == "meta" and "content" in found:
            self.meta[found.get("name") or found.get("property")] = found["content"]
        elif tag == "link" and found.get("rel") == "canonical":
            self.canonical.append(found["href"])
        self.inside = tag == "script" and found.get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.data.append(json.loads(data))
            self.inside = False


def head(client, url: str, status: int = 200) -> Head:
    answer = client.get(url)
    assert answer.status_code == status
    return Head(answer.content.decode())


@pytest.fixture
def kitchen(autumn, db):
    two_areas()
    club = a_partner(
        "Kitchen & Sons", kind="nonprofit", description="Cooks.\nFor all.", phone="617-555-0100",
        website="https://kitchen.example.org/", email="hi@kitchen.example.org",
        alternate_names=["K & S"], focus_areas=[a_focus_area()], languages=[a_language()],
    )  # fmt: skip
    a_location(club, name="Big room", address="1 Main St", city="Boston", state="MA", zip="02119", **INSIDE)  # fmt: skip
    a_location(club, address="9 Refuge Rd", is_confidential=True)
    return club


BIG_ROOM = {
    "@type": "Place",
    "name": "Big room",
    "address": {
        "@type": "PostalAddress",
        "streetAddress": "1 Main St",
        "addressLocality": "Boston",
        "addressRegion": "MA",
        "postalCode": "02119",
    },
    "geo": {"@type": "GeoCoordinates", **INSIDE},
}


def test_an_organization_says_what_its_page_says(client, kitchen):
    found = head(client, "/organizations/kitchen-sons/?utm_source=mail")
    words = "Nonprofit · Food · Roxbury. Cooks. For all."
    assert found.meta == {
        "viewport": "width=device-width, initial-scale=1",
        "color-scheme": "light dark",
        "description": words,
        "og:type": "website",
        "og:site_name": "OCCME Community Partnership Tracker",
        "og:title": "Kitchen & Sons",
        "og:description": words,
        "og:url": f"{SITE}/organizations/kitchen-sons/",
        "og:image": f"{SITE}/static/img/preview.png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "Three stones on one path, and the name of the tracker",
        "twitter:card": "summary_large_image",
    }
    assert found.canonical == [f"{SITE}/organizations/kitchen-sons/"]
    assert found.data == [
        {
            "@context": "https://schema.org",
            "@type": "NGO",
            "@id": f"{SITE}/organizations/kitchen-sons/",
            "name": "Kitchen & Sons",
            "alternateName": ["K & S"],
            "description": "Cooks.\nFor all.",
            "url": "https://kitchen.example.org/",
            "email": "hi@kitchen.example.org",
            "telephone": "617-555-0100",
            "location": [BIG_ROOM],
            "knowsAbout": ["Food"],
            "knowsLanguage": ["es"],
        }
    ]


def test_of_one_that_shares_its_area_alone_name_and_neighborhood_are_told(client, autumn, db):
    two_areas()
    shy = an_organization(
        "Shy House", publication="area", kind="nonprofit", description="Escorts", phone="617-555-0100"
    )  # fmt: skip
    a_location(shy, address="77 Hidden Way", **INSIDE)
    found = head(client, "/organizations/shy-house/")
    assert found.data == [
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "name": "Shy House",
            "location": [{"@type": "Place", "name": "Roxbury"}],
        }
    ]
    assert (found.meta["og:title"], found.meta["description"]) == ("Shy House", "Roxbury")
    event = an_engagement(shy, "Listens", location=shy.locations.get())
    told = head(client, f"/engagements/{event.pk}/").data[0]
    assert told["location"] == [{"@type": "Place", "name": "Roxbury"}]


def test_an_engagement_is_an_event(client, kitchen):
    row = an_engagement(kitchen, "Evening meals", seats=2, weekly_hours="3", educators="Rosa Educator")  # fmt: skip
    row.slots.create(weekday=2, starts_at="17:30", ends_at="19:00")
    found = head(client, f"/engagements/{row.pk}/")
    page = f"{SITE}/engagements/{row.pk}/"
    days = {"startDate": "2026-09-01", "endDate": "2026-12-18"}
    assert found.data == [
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "@id": page,
            "name": "Evening meals",
            "description": "Cooks and listens.",
            **days,
            "eventStatus": "https://schema.org/EventScheduled",
            "eventSchedule": [
                {
                    "@type": "Schedule",
                    "repeatFrequency": "P1W",
                    "byDay": "https://schema.org/Tuesday",
                    "startTime": "17:30:00",
                    "endTime": "19:00:00",
                    **days,
                    "scheduleTimezone": "America/New_York",
                }
            ],
            "location": [BIG_ROOM],
            "organizer": {
                "@type": "Organization",
                "name": "Kitchen & Sons",
                "url": f"{SITE}/organizations/kitchen-sons/",
            },
            "maximumAttendeeCapacity": 2,
            "remainingAttendeeCapacity": 2,
        }
    ]


def test_the_line_about_an_engagement_tells_who_where_and_when(client, kitchen):
    row = an_engagement(kitchen, seats=2, weekly_hours="3")
    found = head(client, f"/engagements/{row.pk}/")
    page = f"{SITE}/engagements/{row.pk}/"
    assert found.meta["og:description"] == (
        "Kitchen & Sons · Roxbury · Elective · Sept. 1, 2026 to Dec. 18, 2026 · 3 hours a week · "
        "2 seats · Cooks and listens."
    )
    assert (found.meta["og:url"], found.canonical) == (page, [page])


def test_a_place_that_is_named_and_hidden_is_not_made_up_for(client, kitchen):
    refuge = kitchen.locations.get(address="9 Refuge Rd")
    a_location(kitchen, **OUTSIDE)
    row = an_engagement(kitchen, "Shelters", location=refuge)
    told = head(client, f"/engagements/{row.pk}/").data[0]
    assert told["location"] == [{"@type": "Place", "name": "Roxbury"}]


@pytest.mark.parametrize("role", ["student", "stranger", "partner", "staff"])
def test_whoever_is_signed_in_gets_none_of_it(client, everybody, kitchen, role):
    client.force_login(everybody[role])
    row = an_engagement(kitchen)
    for url in ("/organizations/kitchen-sons/", f"/engagements/{row.pk}/"):
        found = head(client, url)
        assert {**found.meta, "htmx-config": ""} == NOT_TO_BE_FOUND | {"htmx-config": ""}
        assert (found.canonical, found.data) == ([], [])


HOSTILE = "</script><script>alert(1)</script><!-- <script> & \u2028 \" '"


def test_no_text_ends_the_element_or_begins_another(client, kitchen):
    type(kitchen).objects.filter(pk=kitchen.pk).update(name=HOSTILE, description=HOSTILE)
    page = client.get("/organizations/kitchen-sons/").content.decode()
    assert len(re.findall("<script[ >]", page)) == len(re.findall("</script>", page))
    assert "alert(1)</script>" not in page
    assert "<!--" not in page
    found = Head(page)
    assert (found.data[0]["name"], found.data[0]["description"]) == (HOSTILE, HOSTILE)
    assert found.meta["og:title"] == HOSTILE


LISTS = {
    "/": "Community organizations",
    "/engagements/": "Engagements",
    "/promises/": "Promises kept and missed",
    "/dashboard/": "Does Harvard keep its promises here?",
    "/dashboard/definitions/": "What each number means",
    "/areas/": "Areas",
    "/about/": "About",
}


@pytest.mark.parametrize(("url", "title"), LISTS.items())
def test_lists_have_one_address_whatever_is_asked(client, db, url, title):
    found = head(client, f"{url}?search=x" if url in ("/", "/engagements/") else url)
    assert (found.meta["og:title"], found.canonical) == (title, [f"{SITE}{url}"])
    assert (found.meta["og:url"], found.data) == (f"{SITE}{url}", [])
    assert len(found.meta["description"]) in range(50, 161)


def test_pages_that_are_not_public_say_nothing_of_themselves(client, staff, kitchen):
    for url, status in (("/accounts/login/", 200), ("/concerns/new/", 200), ("/no/such/", 404)):
        assert head(client, url, status).meta == NOT_TO_BE_FOUND
    client.force_login(staff)
    for url in ("/staff/", "/my/", "/agreements/"):
        found = head(client, url)
        assert (found.meta, found.canonical, found.data) == (NOT_TO_BE_FOUND, [], [])


def test_a_keyed_link_is_told_to_nobody(client, home):
    a_priority(home, "In confidence")
    _link, address = a_link(a_contact(home, email="rosa@example.org"), "listing")
    url = f"/link/{address.split('/')[-2]}/"
    answer = client.get(url)
    assert (answer.status_code, answer["X-Robots-Tag"]) == (200, "noindex")
    assert answer["Referrer-Policy"] == "same-origin"
    found = head(client, url)
    assert (found.meta, found.canonical, found.data) == (NOT_TO_BE_FOUND, [], [])


def test_it_takes_no_query_more(client, kitchen):
    """As many as before there were previews."""
    row = an_engagement(kitchen)
    urls = ("/organizations/kitchen-sons/", f"/engagements/{row.pk}/")
    assert [queries_of(client, url) for url in urls] == [8, 10]


def test_the_picture_has_the_size_that_is_told():
    with Image.open("frontend/static/img/preview.png") as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))

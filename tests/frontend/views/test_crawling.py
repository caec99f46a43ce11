"""What search engines are told: public pages, each once, and none that is not."""

import re
import xml.etree.ElementTree as ET

import pytest
import time_machine

from frontend.sitemaps import Pages
from tests.access_table import TABLE
from tests.factories import a_partner, an_engagement, an_organization
from tests.partners.test_api_queries import queries_of

SITE = "https://tracker.example.org"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(autouse=True)
def site(settings):
    """The addresses begin with it, whatever host was asked."""
    settings.SITE_URL = SITE


@pytest.fixture
def listed(autumn, db):
    """What is public, and what would leak."""
    kitchen = a_partner("Kitchen")
    shy = an_organization("Shy House", publication="area")
    an_organization("Found House", publication="public_source")
    hidden = a_partner("Hidden House", publication="hidden")
    a_partner("Gone House", closed_on="2026-09-01", closed_reason="Moved")
    for organization, title in ((kitchen, "Cooks"), (shy, "Listens"), (hidden, "Whispers")):
        an_engagement(organization, title)
    an_engagement(kitchen, "Draft", status="draft")
    return kitchen


def lines(client, url: str) -> list[tuple]:
    """Address and day of each line of a file."""
    answer = client.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    assert answer["X-Robots-Tag"] == "noindex, noodp, noarchive"
    return [
        (row.findtext(f"{MAPS}loc"), row.findtext(f"{MAPS}lastmod"))
        for row in ET.fromstring(answer.content)
    ]


def everything(client) -> dict:
    files = [loc.removeprefix(SITE) for loc, _day in lines(client, "/sitemap.xml")]
    return {file: lines(client, file) for file in files}


def test_it_names_every_public_page_and_no_other(client, listed):
    cooks, listens = (row.pk for row in listed.engagements.model.objects.order_by("pk")[:2])
    with time_machine.travel("2026-10-20T03:00:00Z", tick=False):
        listed.phone = "617-555-0100"
        listed.save()
    assert everything(client) == {
        "/sitemap-pages-1.xml": [
            (f"{SITE}/", None),
            (f"{SITE}/engagements/", None),
            (f"{SITE}/promises/", None),
            (f"{SITE}/dashboard/", None),
            (f"{SITE}/dashboard/definitions/", None),
            (f"{SITE}/areas/", None),
            (f"{SITE}/about/", None),
        ],
        "/sitemap-organizations-1.xml": [
            (f"{SITE}/organizations/kitchen/", "2026-10-19"),  # In Boston.
            (f"{SITE}/organizations/shy-house/", None),  # When it changes is not public.
            (f"{SITE}/organizations/found-house/", "2026-10-15"),
        ],
        "/sitemap-engagements-1.xml": [
            (f"{SITE}/engagements/{cooks}/", "2026-10-15"),
            (f"{SITE}/engagements/{listens}/", "2026-10-15"),
        ],
    }


@pytest.mark.parametrize("role", ["student", "stranger", "partner", "staff"])
def test_nobody_gets_more_than_a_visitor(client, listed, everybody, role):
    before = everything(client)
    client.force_login(everybody[role])
    assert everything(client) == before


def test_every_page_that_it_names_opens_and_says_it_is_to_be_found(client, listed):
    for url in [loc.removeprefix(SITE) for rows in everything(client).values() for loc, _ in rows]:
        page = client.get(url)
        assert (page.status_code, page.content.count(b"noindex")) == (200, 0)
        assert f'rel="canonical" href="{SITE}{url}"' in page.content.decode()


def test_many_are_told_in_several_files(client, listed, monkeypatch):
    monkeypatch.setattr(Pages, "limit", 2)
    files = everything(client)
    assert {name: len(rows) for name, rows in files.items() if "organizations" in name} == {
        "/sitemap-organizations-1.xml": 2,
        "/sitemap-organizations-2.xml": 1,
    }
    for url in ("organizations-3", "organizations-0", "whatever-1", f"pages-{10**30}"):
        assert client.get(f"/sitemap-{url}.xml").status_code == 404


def test_what_is_empty_has_no_file(client, db):
    assert list(everything(client)) == ["/sitemap-pages-1.xml"]


def test_as_many_queries_for_one_as_for_thirty(client, listed):
    url = "/sitemap-organizations-1.xml"
    few = queries_of(client, url)
    for number in range(30):
        an_organization(f"Club {number}")
    assert queries_of(client, url) == few


def rules(client) -> list[str]:
    text = client.get("/robots.txt").content.decode()
    return [line.removeprefix("Disallow: ") for line in text.splitlines() if "Disallow" in line]


def is_kept_out(path: str, patterns: list[str]) -> bool:
    """As RFC 9309 says: a pattern is the beginning of a path, and its star is anything."""
    return any(re.match(re.escape(one).replace(r"\*", ".*"), path) for one in patterns)


def test_robots_are_told_where_the_map_is(client, listed):
    answer = client.get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    text = answer.content.decode()
    assert text.splitlines()[0] == "User-agent: *"
    assert text.endswith(f"\n\nSitemap: {SITE}/sitemap.xml\n")


def test_robots_may_read_each_page_of_the_map_and_the_map(client, listed):
    found = everything(client)
    pages = [loc.removeprefix(SITE) for rows in found.values() for loc, _day in rows]
    patterns = rules(client)
    assert [url for url in [*found, *pages, "/sitemap.xml"] if is_kept_out(url, patterns)] == []


def test_robots_stay_out_of_filters_and_of_what_asks_to_sign_in(client, db):
    patterns = rules(client)
    for url in (
        *("/?kind=other", "/engagements/?paid=true&page=2", "/promises/?a=b"),
        *("/api/v1/organizations/", "/hsds/services", "/ogc/collections/organizations/items"),
    ):
        assert is_kept_out(url, patterns), url
    private = [
        route
        for route, (get, _post) in TABLE.items()
        if get.startswith(("302", "405")) and "(" not in route
    ]
    assert [
        route for route in private if not is_kept_out("/" + re.sub(r"<.*?>", "x", route), patterns)
    ] == ["links/<int:pk>/end/"]  # Which is for no GET.

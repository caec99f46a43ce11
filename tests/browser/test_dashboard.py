"""A resident reads on a phone how promises were kept, and takes a figure along."""

import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Page, expect

from engagements.lifecycle import take
from engagements.models import Occurrence
from tests.factories import a_member, a_user, an_agreement, terms
from tests.promises import promised


@pytest.fixture
def browser_context_args(browser_context_args):
    size = {"width": 375, "height": 812}
    return {**browser_context_args, "viewport": size, "has_touch": True, "is_mobile": True}


@pytest.fixture
def kept(town):
    """The partner was promised two things that are due, and judged one as not kept."""
    staff = a_user("sam@example.org", is_staff=True)
    kitchen, member = town["kitchen"], a_member("ana@example.org", town["kitchen"])
    for name, verdict in (("the cooks", "kept"), ("the bus", "not_kept")):
        due = terms(title=f"Pact for {name}", promises=promised(name))
        an_agreement(kitchen, staff, "in_force", due)
        one = Occurrence.objects.get(giver="staff", commitment__text=f"Pay {name}")
        take(one, verdict, by=member, reason="As it was.")


def test_a_resident_reads_how_promises_were_kept_and_downloads_a_figure(page: Page, kept, scan):
    page.goto("/dashboard/?utm_source=mail")
    rate = page.get_by_text("1 of 2 that were due and judged")
    expect(rate).to_be_in_viewport()
    scan(page)
    page.get_by_text("Numbers, files, embed: Promises of OCCME that were kept, by").tap()
    table = page.get_by_role("region", name="Table: Promises of OCCME that were kept, by").first
    expect(table.get_by_role("row").last).to_contain_text("50%")
    scan(page)
    with page.expect_download() as got:
        page.locator(".kept-card").get_by_role("link", name="SVG").tap()
    assert got.value.suggested_filename.startswith("promises-kept-year-")
    assert b"Promises of OCCME that were kept" in got.value.path().read_bytes()
    page.get_by_role("link", name="Not kept").tap()
    expect(page.locator(".row__name")).to_have_text(["Pay the bus"])


def test_a_neighbor_looks_at_the_own_neighborhood(page: Page, kept, scan):
    page.goto("/dashboard/")
    page.get_by_label("Count only").select_option(label="Roxbury")
    page.locator(".dashboard-asked").first.get_by_role("button", name="Show").tap()
    expect(page).to_have_url("/dashboard/?neighborhood=roxbury")
    expect(page.get_by_role("status")).to_contain_text("Neighborhood: Roxbury")
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wide
    page.get_by_role("link", name="Kind of organization").tap()
    expect(page).to_have_url("/dashboard/?neighborhood=roxbury&by=kind#compare")
    scan(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_it_is_accessible(page: Page, kept, scan, scheme):
    page.emulate_media(color_scheme=scheme)
    for path in (
        "/dashboard/?map=organizations-listed",
        "/dashboard/?year=1900",
        "/dashboard/definitions/",
        "/dashboard/figures/promises-kept/",
        "/embed/charts/promises-kept/?by=kind",
        "/embed/map/",
    ):
        page.goto(path)
        scan(page)


def test_what_is_folded_away_is_printed(page: Page, kept):
    page.goto("/dashboard/")
    cell = page.locator(".kept-card .numbers__table td").first
    expect(cell).not_to_be_visible()
    page.emulate_media(media="print")
    expect(cell).to_be_visible()


@pytest.fixture
def elsewhere():
    """Another site, with one page that a test writes."""

    class Site(BaseHTTPRequestHandler):
        page = ""

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(self.page.encode())

        def log_message(self, *_args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Site, f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_another_site_shows_a_chart_and_nothing_else_of_ours(page: Page, kept, elsewhere):
    site, address = elsewhere
    page.goto("/dashboard/figures/promises-kept/")
    site.page = page.locator(".take code").first.text_content() or ""
    page.goto(address)
    heading = page.frame_locator("iframe").get_by_role("heading", level=1)
    expect(heading).to_contain_text("Promises of OCCME")
    site.page = re.sub(r"/embed/charts/.*?\"", '/dashboard/"', site.page)
    page.goto(address)
    expect(heading).to_have_count(0)

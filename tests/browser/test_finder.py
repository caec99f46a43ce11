"""The finder's map, and “near” from the device."""

import re

import pytest
from playwright.sync_api import Page, expect

from engagements.models import SavedSearch
from tests.factories import an_engagement


@pytest.fixture
def offers(town):
    """One at a place that is near the square, one at the church, and one nowhere."""
    kitchen = town["kitchen"]
    an_engagement(kitchen, "Evening meals", location=kitchen.locations.get())
    an_engagement(town["church"], "Choir of neighbors")


class TestAtTheSquare:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {
            **browser_context_args,
            "permissions": ["geolocation"],
            "geolocation": {"latitude": 42.33104, "longitude": -71.08301},
        }

    def test_near_me_is_rounded_and_said_as_walking_minutes(self, page: Page, offers, scan):
        page.goto("/engagements/")
        page.locator("summary", has_text="More").click()
        page.get_by_role("button", name="Near me").click()
        expect(page).to_have_url(re.compile(r"near=42\.331%2C-71\.083"))
        expect(page.get_by_text("about 0 minutes on foot (estimated)")).to_be_visible()
        expect(page.locator("[data-engagement] a")).to_have_text(
            ["Evening meals", "Choir of neighbors"]
        )
        scan(page)


def test_who_does_not_tell_where_they_are_is_told_so(page: Page, offers):
    page.goto("/engagements/")
    page.locator("summary", has_text="More").click()
    page.get_by_role("button", name="Near me").click()
    expect(page.get_by_text("Your browser did not say where you are.")).to_be_visible()


def test_the_map_shows_where_it_happens_and_leads_to_the_row(page: Page, offers, scan):
    page.goto("/engagements/")
    expect(page.get_by_title("Evening meals")).to_be_visible()
    page.get_by_title("Choir of neighbors").click()
    popup = page.locator(".map-popup")
    expect(popup).to_contain_text("Hill Church")
    scan(page)
    popup.get_by_role("button", name="Show in the list").click()
    expect(page.locator("[data-engagement] a", has_text="Choir of neighbors")).to_be_focused()
    page.get_by_role("button", name="List only this view").click()
    expect(page).to_have_url(re.compile("bbox="))
    expect(page.get_by_text("2 open engagements")).to_be_visible()


def test_a_search_is_saved_and_stopped(page: Page, offers, student, sign_in, scan):
    sign_in(student)
    page.goto("/engagements/?kind=elective")
    page.get_by_role("button", name="Write to me when something new fits").click()
    expect(page.get_by_role("link", name="Kind: Elective")).to_be_visible()
    scan(page)
    page.get_by_role("button", name=re.compile("^Stop")).click()
    expect(page.get_by_text("Stopped.")).to_be_visible()
    assert SavedSearch.objects.count() == 0

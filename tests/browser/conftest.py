"""Real Chromium, a small town to walk through, and an accessibility scan for each page."""

import os
import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.factories import (
    PASSWORD,
    a_focus_area,
    a_language,
    a_location,
    a_partner,
    a_priority,
    an_organization,
    two_areas,
)

# Playwright's event loop runs in the thread of the tests, which use the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

QUIET = [
    "--disable-background-networking", "--disable-component-update", "--disable-gpu",
    "--disable-quic", "--disable-sync", "--no-first-run", "--no-sandbox",
]  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's own Chromium, which asks nobody for anything."""
    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    return {**browser_type_launch_args, "executable_path": chromium, "args": QUIET}


@pytest.fixture(scope="session")
def base_url(live_server):
    """Of all pages. (Instead of the plugin's own, which newer versions of pytest warn about.)"""
    return live_server.url


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "reduced_motion": "reduce"}


@pytest.fixture
def town(transactional_db):
    """A church and a partner in the catchment, a garden outside, each with a point."""
    two_areas()
    food = a_focus_area()
    church = an_organization(
        "Hill Church", publication="public_source", kind="faith", description="Sings and cooks."
    )
    kitchen = a_partner("Kitchen", focus_areas=[food], languages=[a_language()])
    garden = an_organization("Rose Garden", publication="public_source", kind="community_garden")
    a_location(church, latitude=42.3280, longitude=-71.0950, address="1 Hill Street")
    a_location(kitchen, latitude=42.3310, longitude=-71.0830, address="2 Square")
    a_location(garden, latitude=42.3150, longitude=-71.0900)
    a_priority(kitchen, "Evening hours", focus_area=food)
    return {"church": church, "kitchen": kitchen, "garden": garden}


@pytest.fixture
def scan():
    """Fails on any accessibility violation that axe finds on a page."""

    def scanned(page: Page) -> None:
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()

    return scanned


@pytest.fixture
def sign_in(page: Page):
    """Signs a user in through the form, and waits for the page where they land."""

    def signed_in(user) -> None:
        page.goto("/accounts/login/")
        page.get_by_label("Email").fill(user.email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(re.compile("/(my|partner)/$"))

    return signed_in

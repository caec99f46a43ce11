"""Without JavaScript the list and its filters work."""

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def browser_context_args(browser_context_args):
    return {**browser_context_args, "java_script_enabled": False}


def test_filters_are_a_form_with_a_button(page: Page, town):
    page.goto("/")
    page.locator("summary", has_text="Kind").click()
    page.get_by_label("Faith community").check()
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".row__name")).to_have_text(["Hill Church"])
    expect(page.locator(".map")).to_be_hidden()
    page.get_by_role("link", name="Remove the filter Faith community").click()
    expect(page.locator(".row__name")).to_have_count(3)


def test_a_profile_reads_the_same(page: Page, town):
    page.goto(town["kitchen"].get_absolute_url())
    expect(page.get_by_text("2 Square")).to_be_visible()
    expect(page.locator(".map")).to_be_hidden()

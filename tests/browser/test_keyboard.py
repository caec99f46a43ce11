"""Everything by keyboard alone."""

from playwright.sync_api import Page, expect


def focused(page: Page):
    return page.locator(":focus")


def test_skipping_filtering_and_reading(page: Page, town):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_text("Skip to the content")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Search organizations")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(focused(page)).to_contain_text("Kind")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page).to_have_url("/?kind=faith")
    expect(page.get_by_label("Faith community")).to_be_focused()
    page.keyboard.press("Escape")
    expect(focused(page)).to_contain_text("Kind")
    expect(page.get_by_label("Faith community")).to_be_hidden()


def test_a_row_in_focus_shows_its_place(page: Page, town):
    page.goto("/")
    expect(page.locator(".map-place")).to_have_count(3)
    page.get_by_role("link", name="Hill Church").focus()
    expect(page.locator(".leaflet-tooltip")).to_have_text("Hill Church")
    page.get_by_label("Search organizations").focus()
    expect(page.locator(".map-ring")).to_have_count(0)


def test_a_mark_opens_and_escape_comes_back(page: Page, town):
    page.goto("/")
    mark = page.get_by_role("button", name="Hill Church")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".map-popup").get_by_role("link")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".map-popup")).to_have_count(0)
    expect(mark).to_be_focused()


def test_the_map_can_be_skipped(page: Page, town):
    page.goto("/")
    skip = page.get_by_role("link", name="Skip the map")
    skip.focus()
    expect(skip).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hill Church")).to_be_focused()

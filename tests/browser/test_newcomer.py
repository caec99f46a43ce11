"""Somebody who follows a link filters the list; map, counts and address follow."""

import re

import pytest
from playwright.sync_api import Page, expect


def rows(page: Page):
    return page.locator(".row__name")


def marks(page: Page):
    return page.locator(".map-place")


def open_panel(page: Page, name: str):
    page.locator("summary", has_text=name).click()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(page: Page, town, scan, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto("/")
    expect(marks(page)).to_have_count(3)
    scan(page)
    open_panel(page, "More")
    scan(page)


def test_filtering_moves_list_map_and_address(page: Page, town, scan):
    page.goto("/")
    expect(rows(page)).to_have_text(["Hill Church", "Kitchen", "Rose Garden"])
    expect(marks(page)).to_have_count(3)
    open_panel(page, "Kind")
    page.get_by_label("Faith community").check()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\s*1\s+organization\s*$"))
    expect(rows(page)).to_have_text(["Hill Church"])
    expect(marks(page)).to_have_count(1)
    expect(page).to_have_url("/?kind=faith")
    expect(page.get_by_label("Faith community")).to_be_visible()
    scan(page)
    page.get_by_role("link", name="Remove the filter Faith community").click()
    expect(marks(page)).to_have_count(3)
    expect(page).to_have_url(re.compile(r"/$"))


def test_searching_while_typing(page: Page, town):
    page.goto("/")
    page.get_by_label("Search organizations").press_sequentially("sings")
    expect(rows(page)).to_have_text(["Hill Church"])
    expect(page).to_have_url("/?search=sings")
    page.go_back()
    expect(rows(page)).to_have_count(3)
    expect(marks(page)).to_have_count(3)


def test_a_shared_address_opens_the_same_list_and_map(page: Page, town):
    page.goto("/?kind=community_garden&ordering=name")
    expect(rows(page)).to_have_text(["Rose Garden"])
    expect(marks(page)).to_have_count(1)


def test_only_what_the_map_shows(page: Page, town):
    page.goto("/?kind=faith")
    expect(marks(page)).to_have_count(1)
    page.get_by_role("button", name="List only this view").click()
    expect(page).to_have_url(re.compile(r"bbox=-71"))
    page.get_by_role("link", name="Remove the filter Faith community").click()
    expect(rows(page)).to_contain_text(["Hill Church"])


def test_what_is_not_understood_is_said(page: Page, town, scan):
    page.goto("/?kind=nope")
    expect(page.get_by_text("“nope” is not one of its choices.")).to_be_visible()
    expect(rows(page)).to_have_count(0)
    expect(marks(page)).to_have_count(0)
    scan(page)


def test_from_a_mark_to_the_row_and_to_the_page(page: Page, town, scan):
    page.goto("/")
    page.get_by_role("button", name="Kitchen").click()
    popup = page.locator(".map-popup")
    expect(popup.get_by_role("link")).to_have_text("Kitchen")
    scan(page)
    popup.get_by_role("button", name="Show in the list").click()
    row = page.locator("#results").get_by_role("link", name="Kitchen")
    expect(row).to_be_focused()
    expect(page.locator(".map-ring")).to_be_visible()
    row.click()
    expect(page.get_by_role("heading", name="Evening hours")).to_be_visible()
    scan(page)

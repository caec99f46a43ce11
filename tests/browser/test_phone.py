"""On a phone, in light and dark."""

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def browser_context_args(browser_context_args):
    size = {"width": 375, "height": 812}
    return {**browser_context_args, "viewport": size, "has_touch": True, "is_mobile": True}


PAGES = ["/", "/?kind=nope", "/?search=nothing+like+it", "/about/", "/accounts/login/", "/nowhere/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_cut_off(page: Page, town, scan, path, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    assert not wide
    scan(page)


def test_a_filter_opens_over_the_list(page: Page, town):
    page.goto("/")
    page.locator("summary", has_text="Neighborhood").tap()
    page.get_by_label("Roxbury").tap()
    expect(page).to_have_url("/?neighborhood=roxbury")
    page.get_by_role("link", name="Hill Church").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hill Church")

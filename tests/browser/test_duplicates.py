"""Two records of one organization, found, told apart, merged and unmerged by staff in a browser."""

import pytest
from playwright.sync_api import Page, expect

from partners.models import Organization
from tests.factories import INSIDE, a_contact, a_location, a_partner, an_organization


@pytest.fixture
def twins(town):
    """A partner, and what an import brought of it under nearly the same name."""
    house = a_partner("Lantern House", website="https://lantern.example")
    twin = an_organization(
        "Lantern House, Inc.", publication="public_source", phone="617-555-0100",
        website="http://www.lantern.example/",
    )  # fmt: skip
    for one in (house, twin):
        a_location(one, address="3 Lantern Street", **INSIDE)
    a_contact(twin, "Imani Sample", email="imani@example.org")
    return house, twin


def test_two_duplicates_are_merged_and_unmerged(page: Page, twins, staff, sign_in, scan):
    sign_in(staff)
    page.goto("/staff/duplicates/")
    expect(page.get_by_text("the same name · the same website · the same address")).to_be_visible()
    scan(page)
    page.get_by_role("link", name="Compare and merge").click()
    expect(page.get_by_role("heading", name="Lantern House", exact=True)).to_be_visible()
    scan(page)
    page.get_by_text("that one of the two fills").click()
    phone = page.get_by_role("group", name="General phone")
    expect(phone.get_by_label("617-555-0100")).to_be_checked()
    expect(page.get_by_text("Imani Sample")).to_be_visible()
    expect(page.get_by_text("is at the kept one already: the second is closed")).to_be_visible()
    page.get_by_label("How do you know that they are one?").fill("Same phone")
    page.get_by_role("button", name="Merge “Lantern House, Inc.” into “Lantern House”").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("was merged into")
    scan(page)
    merged = page.url
    page.goto("/organizations/lantern-house-inc/")
    expect(page).to_have_url(f"{page.url.split('/organizations')[0]}/organizations/lantern-house/")
    expect(page.get_by_text("Imani Sample").first).to_be_visible()
    page.goto(merged)
    page.get_by_role("button", name="Undo this merge").click()
    expect(page.get_by_text("Undone: there are two records again.")).to_be_visible()
    page.goto("/organizations/lantern-house-inc/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lantern House, Inc.")
    assert Organization.objects.get(slug="lantern-house").phone == ""


def test_a_pair_is_told_apart_by_keyboard_on_a_phone(page: Page, twins, staff, sign_in):
    page.set_viewport_size({"width": 375, "height": 700})
    sign_in(staff)
    page.goto("/staff/duplicates/")
    page.get_by_role("button", name="Not the same").press("Enter")
    expect(page.get_by_text("No two records are alike just now.")).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width == 375
    page.get_by_role("button", name="Take back").press("Enter")
    expect(page.get_by_role("link", name="Compare and merge")).to_be_visible()


def test_a_listing_is_checked_with_the_phone_in_hand(page: Page, twins, staff, sign_in, scan):
    house, _twin = twins
    sign_in(staff)
    page.goto(f"/organizations/{house.slug}/verify/")
    scan(page)
    page.get_by_role("button", name="Still right").first.click()
    expect(page.get_by_text("Noted as confirmed.")).to_be_visible()
    page.get_by_text("Correct it: General phone").click()
    page.get_by_label("General phone").fill("617-555-0111")
    page.get_by_label("General phone").press("Enter")
    expect(page.get_by_text("Corrected, and noted as confirmed.")).to_be_visible()
    page.get_by_role("button", name="All of this is still right").click()
    expect(page.get_by_text("Every line is confirmed as it stands.")).to_be_visible()
    house.refresh_from_db()
    assert (house.phone, house.verified_by) == ("617-555-0111", staff)

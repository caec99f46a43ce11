"""Staff work on the map: an outline by mouse, and places that have no point yet."""

import pytest
from playwright.sync_api import Page, expect

from partners.models import Location, ServiceArea
from tests.factories import a_location

pytestmark = pytest.mark.usefixtures("transactional_db")


def test_a_corner_is_dragged_and_who_moves_is_seen_before_it_is_saved(
    page: Page, town, staff, sign_in, scan
):
    area = ServiceArea.objects.get(kind="catchment")
    sign_in(staff)
    page.goto(f"/edit/area/{area.pk}/")
    expect(page.locator(".map-outline--before")).to_have_count(1)
    for name in ("Corner 1", "Corner 2"):
        corner = page.get_by_role("button", name=name, exact=True)
        box = corner.bounding_box()
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.mouse.down()
        page.mouse.move(box["x"], box["y"] + 30, steps=4)
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 150, steps=6)
        page.mouse.up()
    expect(page.locator("[data-outline-words]")).to_have_text("Changed here, and not saved yet.")
    page.get_by_role("button", name="See what it changes").click()
    expect(page.get_by_text("Into the catchment (1)")).to_be_visible()
    expect(page.get_by_role("link", name="Rose Garden")).to_be_visible()
    scan(page)
    assert ServiceArea.objects.get(pk=area.pk).geometry == area.geometry
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert town["garden"].locations.get().in_catchment


def test_places_without_a_point_are_found_and_taken_together(
    page: Page, town, staff, sign_in, scan
):
    where = {"city": "Roxbury", "state": "MA", "zip": "02119"}
    a_location(town["garden"], address="2201 Washington Street", **where)
    a_location(town["garden"], address="1 Nowhere Boulevard", **where)
    sign_in(staff)
    page.goto("/staff/places/")
    scan(page)
    page.get_by_role("button", name="Find the ticked ones").click()
    expect(page.get_by_role("heading", name="Found: 1", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Not found: 1")).to_be_visible()
    scan(page)
    page.get_by_role("button", name="Take the ticked points").click()
    expect(page.get_by_text("1 point written.")).to_be_visible()
    assert [place.address for place in Location.objects.unplaced()] == ["1 Nowhere Boulevard"]


def test_the_key_goes_to_the_box_and_everything_is_searched(page: Page, town, staff, sign_in, scan):
    sign_in(staff)
    page.goto("/staff/")  # Loaded to the end, scripts too.
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search everything")).to_be_focused()
    page.keyboard.type("evening")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Priorities 1")).to_be_visible()
    expect(page.locator("mark").first).to_have_text("Evening")
    scan(page)
    page.get_by_label("The key “/” goes to the search box").uncheck()
    page.get_by_role("heading", name="Search everything").click()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search everything")).not_to_be_focused()

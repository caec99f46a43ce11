"""What people change, as they do it: in a browser, with a map and a keyboard, and on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from partners.models import Location, Organization, Priority, ServiceArea
from tests.factories import INSIDE, a_location, a_member, a_partner, a_priority

API = "/api/v1/organizations/"


@pytest.fixture
def house(town):
    """A partner with a full profile, a place and a public priority."""
    house = a_partner("Corner House", description="Keeps lanterns.", publication="full")
    a_location(house, address="3 Lantern St", **INSIDE)
    a_priority(house, "Company in the evening")
    return house


def test_staff_add_an_organization_from_an_address_to_the_pin(
    page: Page, town, staff, sign_in, scan
):
    sign_in(staff)
    page.get_by_role("link", name="Add an organization").click()
    page.get_by_label("Name").press_sequentially("Kitchens")
    expect(page.get_by_text("Is it one of these, which are here already?")).to_be_visible()
    expect(page.locator("#alike").get_by_role("link")).to_contain_text("Kitchen")
    page.get_by_label("Name").fill("Lamp Post Club")
    expect(page.locator("#alike")).to_be_empty()
    page.get_by_label("Address", exact=True).fill("1542 Columbus Ave")
    page.get_by_label("ZIP code").fill("02119")
    page.get_by_role("button", name="Find the address").click()
    expect(page.locator("[data-pin-words]")).to_contain_text("Exact: ")
    pin = page.get_by_role("button", name="Pin of the place")
    expect(pin).to_be_visible()
    scan(page)
    found = page.get_by_label("Latitude").input_value()
    pin.press("Shift+ArrowUp")
    expect(page.locator("[data-pin-words]")).to_contain_text("The pin is at")
    moved = float(page.get_by_label("Latitude").input_value())
    assert 0 < moved - float(found) < 0.001
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lamp Post Club")
    place = Location.objects.get(organization__name="Lamp Post Club")
    assert (place.found_by, place.latitude) == ("pin", moved)
    page.goto("/?search=lamp")
    expect(page.get_by_role("button", name="Lamp Post Club")).to_be_visible()


def test_clicking_on_the_map_and_dragging_set_the_pin(page: Page, house, staff, sign_in):
    sign_in(staff)
    page.goto(f"/new/place/{house.slug}/")
    page.get_by_label("Name").fill("Garden")
    expect(page.locator(".map-name--hood")).to_be_attached()
    page.locator("[data-pin-map]").click(position={"x": 200, "y": 150})
    pin = page.get_by_role("button", name="Pin of the place")
    clicked = page.get_by_label("Longitude").input_value()
    box = pin.bounding_box()
    page.mouse.move(box["x"] + 12, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 72, box["y"] + 12, steps=4)
    page.mouse.up()
    expect(page.get_by_label("Longitude")).not_to_have_value(clicked)
    dragged = float(page.get_by_label("Longitude").input_value())
    assert dragged > float(clicked)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert house.locations.get(name="Garden").longitude == dragged


def test_a_confidential_place_has_no_map(page: Page, house, staff, sign_in):
    sign_in(staff)
    page.goto(f"/edit/place/{house.locations.get().pk}/")
    expect(page.get_by_role("button", name="Pin of the place")).to_be_visible()
    page.get_by_label("Confidential").check()
    expect(page.get_by_role("button", name="Find the address")).to_be_hidden()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Confidential address")).to_be_visible()
    assert house.locations.get().point is None


def test_in_place_and_when_something_is_wrong(page: Page, house, staff, sign_in, scan):
    sign_in(staff)
    page.goto(house.get_absolute_url())
    page.get_by_role("link", name="Change Company in the evening").click()
    title = page.get_by_label("Title")
    expect(title).to_be_focused()
    scan(page)
    title.fill("")
    page.get_by_label("In your own words").fill("Many go home to nobody.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("This field is required.")
    expect(page.get_by_label("In your own words")).to_have_value("Many go home to nobody.")
    scan(page)
    page.get_by_label("Title").fill("Company")
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile(r"#priorities-corner-house$"))
    expect(page.get_by_role("heading", name="Company")).to_be_visible()
    page.get_by_role("link", name="Change Company").click()
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_role("heading", name="Company")).to_be_visible()
    assert Priority.objects.get(title="Company").statement == "Many go home to nobody."


def test_the_history_is_read_and_a_field_set_back(page: Page, house, staff, sign_in, scan):
    sign_in(staff)
    page.goto(f"/edit/profile/{house.pk}/")
    page.get_by_label("Description").fill("Something else.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="History").click()
    expect(page.locator(".line").first).to_contain_text("Sam Staff")
    expect(page.locator("ins").first).to_have_text("Something else.")
    scan(page)
    page.get_by_role("button", name="Set back Description").click()
    expect(page.get_by_text("Set back.", exact=True)).to_be_visible()
    house.refresh_from_db()
    assert house.description == "Keeps lanterns."


def test_a_corner_of_the_catchment_is_moved_and_what_that_moves_is_said(
    page: Page, town, staff, sign_in, scan
):
    area = ServiceArea.objects.get(kind="catchment")
    sign_in(staff)
    page.get_by_text("Records", exact=True).click()
    page.get_by_role("link", name="Areas on the map").click()
    page.get_by_role("link", name="Change OCCME catchment").click()
    corner = page.get_by_role("button", name="Corner 1", exact=True)
    expect(corner).to_be_visible()
    for _press in range(20):
        corner.press("Shift+ArrowDown")
    expect(page.locator("[data-outline-words]")).to_have_text("Changed here, and not saved yet.")
    page.get_by_role("button", name="After corner 2").press("Enter")
    expect(page.get_by_role("button", name="Corner 5", exact=True)).to_be_visible()
    page.get_by_role("button", name="Corner 3", exact=True).press("Delete")
    expect(page.get_by_role("button", name="Corner 5", exact=True)).to_have_count(0)
    page.get_by_role("button", name="See what it changes").click()
    expect(page.get_by_role("heading", name="What saving this would change")).to_be_visible()
    expect(page.get_by_text("Into the catchment (1)")).to_be_visible()
    scan(page)
    assert ServiceArea.objects.get(pk=area.pk).geometry == area.geometry
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert town["garden"].locations.get().in_catchment


class TestOnAPhone:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        size = {"width": 375, "height": 812}
        return {**browser_context_args, "viewport": size, "has_touch": True, "is_mobile": True}

    def found_in_public(self, page: Page, house: Organization) -> dict[str, bool]:
        """Where somebody who is not signed in still finds it."""
        visitor = page.context.browser.new_context(base_url=page.url.split("/my")[0])
        asked = {
            "page": house.get_absolute_url(),
            "api": f"{API}?search=lanterns",
            "csv": f"{API}?format=csv",
            "geojson": f"{API}?format=geojson",
            "map": f"{API}map/",
            "facets": f"{API}facets/?search=lantern",
            "priorities": "/api/v1/priorities/",
            "locations": "/api/v1/locations/",
            "search": "/?search=lanterns",
        }
        root = "/".join(page.url.split("/")[:3])
        texts = {name: visitor.request.get(root + path).text() for name, path in asked.items()}
        visitor.close()
        words = ("Corner House", "lanterns.", "Lantern St", "Company in the evening")
        return {name: any(word in text for word in words) for name, text in texts.items()}

    def test_a_partner_corrects_its_profile_and_takes_its_consent_back(
        self, page: Page, house, sign_in, scan
    ):
        sign_in(a_member("ana@example.org", house))
        page.get_by_role("link", name="Name, what we do").click()
        page.get_by_label("General phone").fill("617-555-0123")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("link", name="617-555-0123")).to_be_visible()
        before = self.found_in_public(page, house)
        assert before == {name: name != "facets" for name in before}
        page.goto("/partner/")
        page.get_by_text("Choose what the public sees").click()
        scan(page)
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        assert not wide
        page.get_by_label("Not listed").check()
        page.get_by_role("button", name=re.compile("what the public sees")).click()
        expect(page.get_by_text("Saved.")).to_be_visible()
        after = self.found_in_public(page, house)
        assert after == dict.fromkeys(after, False)
        page.goto("/partner/")
        expect(
            page.get_by_text("Not listed: the public does not see it at all").first
        ).to_be_visible()

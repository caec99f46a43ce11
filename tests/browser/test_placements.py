"""A term, as each side goes through it: on a phone where they are on one."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from engagements.models import Engagement, HourEntry, Placement
from tests.factories import (
    a_contact,
    a_member,
    a_partner,
    a_placement,
    a_priority,
    a_prompt,
    an_engagement,
)

PHONE = {"viewport": {"width": 375, "height": 812}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def kitchen(transactional_db):
    kitchen = a_partner("Lantern Kitchen", publication="full")
    a_contact(kitchen, "Ana Sample", rank="primary", email="ana@example.org")
    return kitchen


@pytest.fixture
def meals(kitchen):
    """Open, begun a month ago, and it answers what the kitchen asked for."""
    today = localdate()
    return an_engagement(
        kitchen,
        "Evening meals",
        priority=a_priority(kitchen, "Company in the evening"),
        starts_on=today - timedelta(days=30),
        ends_on=today + timedelta(days=30),
    )


class TestOnAPhone:
    @pytest.fixture
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, **PHONE}

    def fits(self, page: Page) -> None:
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")

    def test_from_the_finder_to_the_first_day(self, page: Page, meals, student, sign_in, scan):
        partner = a_member("ana@example.org", meals.organization)
        sign_in(student)
        page.get_by_role("link", name="Find an engagement").tap()
        expect(page.get_by_text("Answers a priority that has waited")).to_be_visible()
        scan(page)
        self.fits(page)
        page.get_by_role("link", name="Evening meals").tap()
        page.get_by_label("Why this one").fill("I cook, and I have Tuesdays.")
        scan(page)
        page.get_by_role("button", name="Send the application").tap()
        expect(page.get_by_text("Sent. It waits on the partner now.")).to_be_visible()
        self.leave(page)

        sign_in(partner)
        page.get_by_role("link", name=re.compile("^MD")).tap()
        expect(page.get_by_text("I cook, and I have Tuesdays.")).to_be_visible()
        expect(page.get_by_text(student.email)).to_have_count(0)
        page.get_by_role("button", name="Offer the seat").tap()
        expect(page.get_by_text("Done.")).to_be_visible()
        self.leave(page)

        sign_in(student)
        page.get_by_role("link", name="Evening meals").first.tap()
        page.get_by_role("button", name="Take the seat").tap()
        expect(page.get_by_role("link", name="ana@example.org")).to_be_visible()
        self.leave(page)

        sign_in(partner)
        page.goto(Placement.objects.get().get_absolute_url())
        page.get_by_role("button", name="Begin").tap()
        expect(page.get_by_text("Active")).to_be_visible()

    def test_from_the_first_hours_to_a_completed_placement(
        self, page: Page, meals, student, sign_in, scan
    ):
        partner = a_member("ana@example.org", meals.organization)
        a_prompt("What happened?")
        a_placement(meals, student)
        sign_in(student)
        page.get_by_role("link", name="Log hours").tap()
        expect(page.get_by_label("How long")).to_have_value("2:00")
        page.get_by_role("button", name="Save").tap()
        expect(page.get_by_text("2 h given, 0 min of them confirmed.")).to_be_visible()
        scan(page)
        self.fits(page)
        page.get_by_role("link", name="What happened?").tap()
        page.get_by_label("Your answer").fill("Nobody wanted to leave.")
        page.get_by_label("The partner too").check()
        page.get_by_role("button", name="Save").tap()
        self.leave(page)

        sign_in(partner)
        expect(page.get_by_role("heading", name="Hours to confirm")).to_be_visible()
        scan(page)
        self.fits(page)
        page.get_by_role("button", name="Confirm what is ticked").tap()
        expect(page.get_by_text("Confirmed.")).to_be_visible()
        page.goto(Placement.objects.get().get_absolute_url())
        expect(page.get_by_text("Nobody wanted to leave.")).to_be_visible()
        page.get_by_role("button", name="Complete").tap()
        expect(page.get_by_text("2 h given, 2 h of them confirmed.")).to_be_visible()
        assert Placement.objects.get().status == "completed"
        assert HourEntry.objects.get().confirmed_by == partner

    def leave(self, page: Page) -> None:
        page.get_by_role("button", name="Sign out").tap()
        expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def test_staff_write_an_engagement_that_opens_by_the_partners_yes(
    page: Page, kitchen, staff, sign_in, scan
):
    sign_in(staff)
    page.goto(kitchen.get_absolute_url())
    page.get_by_role("link", name="Add an engagement").click()
    page.get_by_label("Title").fill("Winter soup")
    page.get_by_label("What students do").fill("Chop, stir, sit down with everyone.")
    page.get_by_label("Kind").select_option("co_curricular")
    today = localdate()
    page.get_by_label("Starts on").fill((today + timedelta(days=10)).isoformat())
    page.get_by_label("Ends on").fill((today + timedelta(days=60)).isoformat())
    row = page.get_by_role("group", name="Time 1")
    row.get_by_label("Weekday").select_option("2")
    row.get_by_label("From").fill("17:00")
    row.get_by_label("to").fill("19:00")
    scan(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Winter soup")
    expect(page.get_by_text("Tuesday 5 p.m. – 7 p.m.")).to_be_visible()
    page.get_by_role("button", name="Propose it to the partner").click()
    expect(page.get_by_text("Proposed to the partner")).to_be_visible()
    page.get_by_text("Say yes, and open it").first.click()
    scan(page)
    page.get_by_label("Who said so, and how?").first.fill("Ana, on the phone today.")
    page.get_by_role("button", name="Say yes, and open it").click()
    expect(page.get_by_text("Open", exact=True)).to_be_visible()
    page.get_by_text("What happened so far").click()
    expect(page.get_by_text("Staff, on behalf")).to_be_visible()
    assert Engagement.objects.get().status == "open"


def test_the_finder_by_keyboard_and_without_results(page: Page, meals, scan):
    page.goto("/engagements/")
    page.locator("summary", has_text="Kind").focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="Elective").check()
    scan(page)
    page.get_by_label("Search", exact=True).fill("nothing like it")
    page.get_by_role("button", name="Find").press("Enter")
    expect(page.get_by_text("Nothing open fits all of this.")).to_be_visible()
    expect(page).to_have_url(re.compile("kind=elective"))
    scan(page)
    page.get_by_role("link", name="Remove all").first.click()
    expect(page.get_by_role("link", name="Evening meals")).to_be_visible()

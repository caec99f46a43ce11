"""A staff member's Monday: from all that waits to a queue at zero, by mouse, keyboard and on a phone."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from engagements.models import FailedMail
from engagements.terms import Promise
from partners.models import Correction
from tests.factories import (
    a_compensation,
    a_partner,
    a_user,
    an_agreement,
    an_interaction,
    terms,
)


@pytest.fixture
def sam(transactional_db):
    return a_user("sam@example.org", is_staff=True)


@pytest.fixture
def kitchen(sam):
    """A partner, checked today, with one thing of several kinds that waits on OCCME."""
    today = localdate()
    house = a_partner("Lantern Kitchen", steward=sam, verified_on=today, verified_by=sam)
    promises = (
        Promise(key="pay", by="staff", text="Pay the cooks", due_on=today - timedelta(days=3)),
        Promise(key="room", by="partner", text="Open the room", due_on=today - timedelta(days=2)),
    )
    term = {"starts_on": today - timedelta(days=30), "ends_on": today + timedelta(days=300)}
    an_agreement(house, sam, "in_force", terms(promises=promises, **term))
    a_compensation(house, promised_on=today - timedelta(days=40), due_on=today - timedelta(days=9))
    an_interaction(house, happened_on=today - timedelta(days=5), next_step="Send the flyer",
                   next_on=today)  # fmt: skip
    Correction.objects.create(organization=house, kind="wrong", text="Use the side door", key="a")
    FailedMail.objects.create(address="gone@example.org", organization=house)
    return house


def press(page: Page, label: str, about: str) -> None:
    """The button of a row; it is gone afterwards."""
    button = page.get_by_role("button", name=re.compile(rf"{label}\s?: .*{about}"))
    button.click()
    expect(page.get_by_text("Done.", exact=True)).to_be_visible()
    expect(button).to_have_count(0)


def test_from_all_that_waits_to_zero(page: Page, sam, kitchen, sign_in, scan):
    sign_in(sam)
    page.get_by_role("link", name="Work", exact=True).click()
    expect(page.get_by_text("6 things wait.")).to_be_visible()
    scan(page)
    assert page.get_by_text("overdue since").count() == 2
    press(page, "Paid today", "Taught listening")
    press(page, "Report it done", "Pay the cooks")
    press(page, "Kept", "Open the room")
    press(page, "Done", "Send the flyer")
    press(page, "Settled", "gone@example.org")
    page.get_by_role("link", name=re.compile("Use the side door")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lantern Kitchen")
    page.go_back()
    press(page, "Settled", "Use the side door")
    expect(page.get_by_text("Nothing waits. The queue is at zero.")).to_be_visible()
    scan(page)


def test_it_fits_a_phone_and_the_keyboard_reaches_each_button(page: Page, sam, kitchen, sign_in):
    sign_in(sam)
    page.set_viewport_size({"width": 375, "height": 740})
    page.goto("/staff/")
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.get_by_role("link", name="Pay the cooks").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=re.compile("Report it done"))).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Done.", exact=True)).to_be_visible()

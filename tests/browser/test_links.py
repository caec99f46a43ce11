"""A partner's contact without an account, on a phone, from the address in a mail."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from engagements.models import HourEntry
from tests.factories import (
    a_contact,
    a_link,
    a_partner,
    a_placement,
    a_student,
    an_engagement,
    an_entry,
)

PHONE = {"viewport": {"width": 375, "height": 812}, "has_touch": True, "is_mobile": True}


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def browser_context_args(browser_context_args, request):
    return {**browser_context_args, **PHONE, "java_script_enabled": request.param}


@pytest.fixture
def address(transactional_db):
    """Of a link for hours, of which two entries wait."""
    kitchen = a_partner("Lantern Kitchen", publication="hidden")
    today = localdate()
    term = {"starts_on": today - timedelta(days=30), "ends_on": today + timedelta(days=30)}
    seat = a_placement(an_engagement(kitchen, **term), a_student("lena@example.org"))
    seat.student.user.name = "Lena Sample"
    seat.student.user.save()
    an_entry(seat, today - timedelta(days=2), note="Soup")
    an_entry(seat, today - timedelta(days=1), note="Bread", minutes=600)
    return a_link(a_contact(kitchen, "Ana Sample", email="ana@example.org"), "hours")[1]


def statuses() -> list[str]:
    return list(HourEntry.objects.order_by("worked_on").values_list("status", flat=True))


def test_hours_are_confirmed_and_disputed_from_a_link(page: Page, address, scan, request):
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("Are these hours right?")
    if "no script" not in request.node.name:
        scan(page)
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.get_by_label(re.compile("Bread")).uncheck()
    page.get_by_role("button", name="Yes, confirm what is ticked").tap()
    expect(page.get_by_text("Confirmed. Thank you.")).to_be_visible()
    assert statuses() == ["confirmed", "logged"]

    page.get_by_text("Something is not right").tap()
    page.get_by_role("textbox", name=re.compile("Lena Sample: 10 h")).fill(
        "It was one hour, not ten."
    )
    page.get_by_role("button", name="This is not right").tap()
    expect(page.get_by_text("Waits on the student")).to_be_visible()
    assert statuses() == ["confirmed", "disputed"]

    page.get_by_role("button", name="Take my last confirmation back").tap()
    expect(page.get_by_label(re.compile("Soup"))).to_be_visible()
    assert statuses() == ["logged", "disputed"]

    page.get_by_text("I am not Ana Sample, and").tap()
    page.get_by_role("button", name="Yes: I am not Ana Sample").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("This link no longer works")

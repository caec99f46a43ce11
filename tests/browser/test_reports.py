"""Reports: opened, followed to the records, hidden, printed."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from tests.factories import (
    a_compensation,
    a_member,
    a_partner,
    a_placement,
    a_priority,
    a_student,
    a_user,
    an_engagement,
    an_entry,
)


@pytest.fixture
def kitchen(transactional_db):
    """One student who worked there today, and was paid for by an estimate of hours."""
    kitchen, today = a_partner("Lantern Kitchen", publication="hidden"), localdate()
    span = {"starts_on": today, "ends_on": today + timedelta(days=20)}
    asked = a_priority(kitchen)
    meals = an_engagement(kitchen, status="running", priority=asked, adviser="Dr. Q", **span)
    seat = a_placement(meals, a_student("ana@example.org", class_year=2028))
    an_entry(seat, today, minutes=90, basis="estimate")
    a_compensation(kitchen, promised_on=today, due_on=today)
    return kitchen


@pytest.fixture
def staff(kitchen):
    return a_user("staff@example.org", name="Sam Staff", is_staff=True)


def test_staff_open_a_report_follow_a_figure_and_print(page: Page, staff, sign_in, scan):
    sign_in(staff)
    page.goto("/staff/reports/")
    scan(page)
    page.get_by_role("link", name="Annual report by value").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Annual report by value")
    scan(page)
    hours = page.get_by_role("row", name=re.compile("Students’ hours"))
    expect(hours).to_contain_text("Estimate")
    hours.get_by_role("link", name="1.50 h").click()
    expect(page.get_by_role("status")).to_contain_text("1 record; the figure: 1.50 h")
    scan(page)
    page.go_back()
    page.emulate_media(media="print")
    expect(page.get_by_label("Time")).to_be_hidden()
    expect(page.get_by_text("as of", exact=False).first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.pdf(format="Letter")[:5] == b"%PDF-"


def test_staff_type_a_class_size_and_hide_small_groups(page: Page, staff, sign_in, scan):
    sign_in(staff)
    page.goto("/staff/reports/lcme/")
    page.get_by_text("Class sizes, for percents of a class").click()
    page.get_by_label("MD, class of 2028").fill("165")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("row", name=re.compile("MD, class of 2028"))).to_contain_text(
        "1 % of 165"
    )
    scan(page)
    page.get_by_label("Groups below five people").select_option("hide")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("row", name=re.compile("MD, class of 2028"))).to_contain_text("hidden")
    page.goto("/staff/reports/carnegie/?small=hide")
    expect(page.get_by_role("heading", name="Lantern Kitchen")).to_be_visible()
    scan(page)


def test_a_partner_reads_its_term_on_a_phone(page: Page, kitchen, sign_in, scan):
    page.set_viewport_size({"width": 375, "height": 812})
    sign_in(a_member("rosa@example.org", kitchen))
    page.get_by_role("link", name="Report of the term, to print").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("OCCME and Lantern Kitchen")
    expect(page.get_by_text("Priority stated: Evening hours")).to_be_visible()
    scan(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    page.get_by_role("link", name="$250.00").first.click()
    expect(page.get_by_role("status")).to_contain_text("1 record; the figure: $250.00")

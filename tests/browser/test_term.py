"""Staff run a term: last term's offer again, a seat given on behalf, the roster, and its end."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from engagements.models import Engagement, Placement
from tests.factories import a_contact, a_partner, a_placement, a_student, an_engagement, an_entry


@pytest.fixture
def last_term(transactional_db):
    """Over, with nothing left to answer."""
    kitchen = a_partner("Lantern Kitchen")
    a_contact(kitchen, "Ana Sample", rank="primary", email="ana@example.org")
    a_year = timedelta(weeks=52)
    today = localdate() - a_year
    term = {"starts_on": today - timedelta(days=20), "ends_on": today + timedelta(days=60)}
    return an_engagement(kitchen, "Evening meals", status="completed", **term)


def on_behalf(page: Page, label: str, who: str) -> None:
    """Takes a step for somebody who said so on the phone."""
    step = page.locator("details", has_text=re.compile(rf"^\s*{label}")).first
    step.locator("summary").click()
    step.get_by_label("Who said so, and how?").fill(who)
    step.get_by_role("button", name=label).click()
    expect(page.get_by_text("Done.", exact=True)).to_be_visible()


def test_a_term_from_copy_to_completion(page: Page, last_term, staff, sign_in, scan):
    sign_in(staff)
    page.goto(last_term.get_absolute_url())
    page.get_by_role("button", name="Copy for another term").click()
    page.get_by_label("Seats").fill("3")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Draft", exact=True)).to_be_visible()
    page.get_by_role("button", name="Propose it to the partner").click()
    on_behalf(page, "Say yes, and open it", "Ana, on the phone.")
    copy = Engagement.objects.get(status="open")
    assert (copy.copied_from, copy.seats) == (last_term, 3)

    student = a_student("lena@example.org")
    a_placement(copy, student, "applied", statement="I cook.")
    page.goto("/placements/")
    scan(page)
    page.get_by_role("link", name=re.compile("lena|MD")).first.click()
    on_behalf(page, "Offer the seat", "Ana, by mail.")
    on_behalf(page, "Take the seat", "Lena, by mail.")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Active", exact=True)).to_be_visible()
    seat = Placement.objects.get()
    an_entry(seat, localdate() - timedelta(days=1))
    page.reload()
    page.get_by_role("button", name=re.compile("^Confirm 1 entry")).click()

    page.goto("/placements/")
    with page.expect_download() as waited:
        page.get_by_role("link", name=re.compile("CSV")).first.click()
    roster = waited.value.path().read_text(encoding="utf-8-sig")
    assert [word for word in ("lena@example.org", "Evening meals") if word not in roster] == []

    page.goto(seat.get_absolute_url())
    page.get_by_role("button", name="Complete", exact=True).click()
    expect(page.get_by_text("Completed", exact=True)).to_be_visible()
    page.goto(copy.get_absolute_url())
    page.get_by_role("button", name="Start it").click()
    page.get_by_role("button", name="Complete it").click()
    expect(page.get_by_text("Completed", exact=True).first).to_be_visible()
    scan(page)

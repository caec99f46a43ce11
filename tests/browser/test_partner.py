"""Somebody at a community organization, on a phone: their page, and a link for their details."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from engagements.models import Occurrence
from engagements.terms import Promise
from partners.models import Priority
from tests.browser.test_links import PHONE
from tests.factories import (
    a_contact,
    a_link,
    a_member,
    a_partner,
    a_priority,
    a_user,
    an_agreement,
    terms,
)


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def browser_context_args(browser_context_args, request):
    return {**browser_context_args, **PHONE, "java_script_enabled": request.param}


@pytest.fixture
def kitchen(transactional_db):
    """A listed partner with two priorities, and an agreement with a promise of each side."""
    house = a_partner("Lantern Kitchen")
    for rank, title in enumerate(("Evening hours", "Shade"), 1):
        a_priority(house, title, rank=rank)
    today = localdate()
    promises = (
        Promise(key="pay", by="staff", text="Pay the cooks", due_on=today - timedelta(days=3)),
        Promise(key="room", by="partner", text="Open the room", due_on=today),
    )
    term = {"starts_on": today - timedelta(days=30), "ends_on": today + timedelta(days=90)}
    sam = a_user("sam@example.org", is_staff=True)
    an_agreement(house, sam, "in_force", terms(promises=promises, **term))
    return house


def looked_at(page: Page, scan, request) -> None:
    """Nothing is wider than the phone, all that is tapped is large, and it can be read aloud."""
    if "no script" in request.node.name:
        return
    scan(page)
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    small = page.evaluate(
        "[...document.querySelectorAll('.partner :is(button, summary, .button, .jump)')]"
        ".filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5)"
        ".map(one => one.textContent)"
    )
    assert small == []


def statuses() -> list[str]:
    return list(Occurrence.objects.order_by("commitment__key").values_list("status", flat=True))


def test_a_partner_judges_reports_ranks_and_takes_consent_back(
    page: Page, kitchen, sign_in, scan, request
):
    sign_in(a_member("ana@example.org", kitchen))
    expect(page.get_by_role("heading", level=1)).to_have_text("Lantern Kitchen")
    looked_at(page, scan, request)
    page.get_by_role("link", name="Say how it went").tap()
    page.get_by_role("button", name=re.compile(r"Kept late\s?: Pay the cooks")).tap()
    expect(page.get_by_text("Done: “Kept late”. You can take it back below.")).to_be_visible()
    page.get_by_role("button", name=re.compile(r"Report it done\s?: Open the room")).tap()
    expect(page.get_by_text("OCCME has to say how it went.")).to_be_visible()
    assert statuses() == ["late", "reported"]

    page.get_by_role("button", name=re.compile(r"Up\s?: Shade")).tap()
    expect(page.get_by_text("1. Shade")).to_be_visible()
    ranked = Priority.objects.order_by("rank").values_list("title", flat=True)
    assert list(ranked) == ["Shade", "Evening hours"]

    address = f"/organizations/{kitchen.slug}/"
    browser = page.context.browser
    visitor = browser.new_page(base_url=page.url.split("/partner")[0])
    assert visitor.goto(address).status == 200
    page.get_by_role("button", name="Take it back: the public sees nothing of us").tap()
    expect(page.get_by_text("Done. The public does not see you any more.")).to_be_visible()
    assert visitor.goto(address).status == 404
    visitor.close()


def test_somebody_without_an_account_corrects_a_detail(page: Page, kitchen, scan, request):
    ana = a_contact(kitchen, "Ana Sample", email="ana@example.org")
    page.goto(a_link(ana, "listing")[1])
    looked_at(page, scan, request)
    page.get_by_text("Correct this").tap()
    page.get_by_label("General phone").fill("617-555-0123")
    page.get_by_label("Website").fill("no address")
    page.get_by_role("button", name=re.compile(r"Save\s?: who you are, and what you do")).tap()
    expect(page.get_by_text("Not saved yet: please look at what is marked.")).to_be_visible()
    expect(page.get_by_label("General phone")).to_have_value("617-555-0123")
    page.get_by_label("Website").fill("https://kitchen.example.org")
    page.get_by_role("button", name=re.compile(r"Save\s?: who you are, and what you do")).tap()
    expect(page.get_by_text("Saved.")).to_be_visible()
    kitchen.refresh_from_db()
    assert (kitchen.phone, kitchen.website) == ("617-555-0123", "https://kitchen.example.org")

    page.get_by_text("Add a priority").tap()
    page.get_by_label("What matters to you, in a few words").fill("Rides home")
    page.get_by_role("button", name="Add it to the list").tap()
    expect(page.get_by_text("“Rides home” is in your list now.")).to_be_visible()
    page.get_by_text("End this link").tap()
    page.get_by_role("button", name="Yes: end it now").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("This link no longer works")

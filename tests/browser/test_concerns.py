"""Somebody raises a concern on a phone, without a name; one person reads and answers it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.concerns import a_recipient
from tests.factories import a_user

PHONE = {"viewport": {"width": 375, "height": 812}, "has_touch": True, "is_mobile": True}
SAID = "They laughed at my mother."


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def browser_context_args(browser_context_args, request):
    return {**browser_context_args, **PHONE, "java_script_enabled": request.param}


@pytest.fixture
def looked_at(scan, request):
    """Accessible, and no wider than the phone."""

    def look(page: Page) -> None:
        if "no script" not in request.node.name:
            scan(page)
            assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")

    return look


def raised(page: Page, looked_at) -> str:
    """Raises a concern from the foot of a page; returns the code."""
    page.goto("/about/")
    page.get_by_role("link", name="Raise a concern in confidence").click()
    looked_at(page)
    page.get_by_label("How somebody behaved").check()
    page.get_by_label("What happened?").fill(f"{SAID} She is 123-45-6789.")
    page.get_by_role("button", name="Send in confidence").tap()
    expect(page.get_by_role("heading", name="Not sent yet")).to_be_visible()
    looked_at(page)
    page.get_by_label("What happened?").fill(SAID)
    page.get_by_role("button", name="Send in confidence").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. It is with us.")
    looked_at(page)
    return page.locator("#code").inner_text()


def opened(page: Page, code: str) -> None:
    page.goto("/concerns/follow/")
    page.get_by_label("Your code").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Open").tap()


@pytest.fixture
def people(transactional_db):
    return a_recipient(), a_user("staff@example.org", name="Sam Staff", is_staff=True)


def test_a_concern_is_raised_followed_and_answered(page: Page, people, sign_in, looked_at):
    dana, staff = people
    code = raised(page, looked_at)
    assert re.fullmatch(r"(\w{4}-){3}\w{4}", code)
    assert {cookie["name"] for cookie in page.context.cookies()} <= {"csrftoken"}
    opened(page, code)
    expect(page.get_by_text("Nobody has taken it in hand yet.")).to_be_visible()
    looked_at(page)

    sign_in(dana)
    page.goto("/staff/concerns/")
    looked_at(page)
    page.get_by_role("link", name=SAID).click()
    looked_at(page)
    page.get_by_label("Your answer").fill("We are sorry. We talk to them tomorrow.")
    page.get_by_role("button", name="Send the answer").tap()
    expect(page.get_by_text("Done. The sender sees it with their code.")).to_be_visible()

    page.context.clear_cookies()
    sign_in(staff)
    assert page.goto("/staff/concerns/").status == 404
    assert page.goto("/staff/concerns/1/").status == 404

    page.context.clear_cookies()
    opened(page, code)
    expect(page.get_by_text("We talk to them tomorrow.")).to_be_visible()
    page.get_by_label("Say something more").fill("Thank you.")
    page.get_by_role("button", name="Send in confidence").tap()
    expect(page.get_by_text("are told that something waits")).to_be_visible()
    page.get_by_role("link", name="Done: hide it from this screen").click()
    expect(page.get_by_text(SAID)).to_have_count(0)

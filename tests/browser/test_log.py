"""Logging a contact with the key L: two letters, a sentence, saved; and what is typed is not lost."""

import re

from playwright.sync_api import Page, expect

from partners.models import Interaction
from tests.factories import a_contact

FORM = "dialog[open]"
KEPT = "Object.keys(localStorage).filter((name) => name.startsWith('occme-log:')).length"


def open_log(page: Page):
    page.locator("body").press("l")
    form = page.locator(FORM)
    expect(form.locator(":is(input, textarea):focus")).to_have_count(1)
    return form


def test_a_call_is_logged_in_a_few_keys(page: Page, town, staff, sign_in, scan):
    a_contact(town["kitchen"], "Rosa Sample")
    sign_in(staff)
    page.goto("/engagements/")
    form = open_log(page)
    expect(form.get_by_role("combobox", name="Organization")).to_be_focused()
    page.keyboard.type("ki")
    expect(form.locator("[role=option]")).to_have_text(["Kitchen"])
    page.keyboard.press("Enter")
    expect(form.get_by_text("0 of 2 students now")).to_be_visible()
    scan(page)
    form.get_by_label("What it was about").fill("They open on Mondays")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").get_by_role("link", name="With Kitchen")).to_be_visible()
    expect(page).to_have_url(re.compile("/engagements/$"))
    made = Interaction.objects.get()
    assert (made.organization, made.kind, made.summary, made.noted_by) == (
        town["kitchen"], "call", "They open on Mondays", staff
    )  # fmt: skip
    page.get_by_role("link", name="With Kitchen").click()
    expect(page.get_by_text("They open on Mondays")).to_be_visible()
    scan(page)


def test_what_is_typed_survives_being_offline_and_is_noted_once(page: Page, town, staff, sign_in):
    sign_in(staff)
    page.goto("/about/")
    form = open_log(page)
    page.keyboard.type("ki")
    expect(form.locator("[role=option]")).to_have_count(1)
    page.keyboard.press("Tab")
    expect(form.get_by_text("students now")).to_be_visible()
    form.get_by_label("What it was about").fill("Offline in the basement")
    page.context.set_offline(True)
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_text("You are offline.")).to_be_visible()
    page.context.set_offline(False)
    page.reload()
    form = open_log(page)
    expect(form.get_by_text("What you had begun to write is back.")).to_be_visible()
    expect(form.get_by_label("What it was about")).to_have_value("Offline in the basement")
    form.get_by_role("button", name="Save").dblclick()
    expect(page.get_by_role("link", name="With Kitchen")).to_be_visible()
    assert [row.summary for row in Interaction.objects.all()] == ["Offline in the basement"]
    form = open_log(page)
    expect(form.get_by_label("What it was about")).to_have_value("")


def drafts(page: Page, count: int) -> None:
    """Waits until this device keeps so many. The policy of the site lets no text be a script."""
    for _time in range(50):
        if page.evaluate(KEPT) == count:
            return
        page.wait_for_timeout(100)
    assert page.evaluate(KEPT) == count


def kept_by(page: Page, sign_in, user) -> int:
    """How many drafts there are, once this user has begun one and the session is over."""
    sign_in(user)
    page.goto("/staff/log/")
    page.get_by_label("What it was about").fill("Not for the next person")
    drafts(page, 1)
    page.context.clear_cookies()
    page.goto("/about/")
    return page.evaluate(KEPT)


def test_a_draft_is_gone_when_somebody_else_is_signed_in(page: Page, town, staff, student, sign_in):
    assert kept_by(page, sign_in, staff) == 1
    sign_in(student)
    page.goto("/about/")
    drafts(page, 0)


def test_a_draft_outlives_a_session_by_a_day_of_work(page: Page, town, staff, sign_in):
    assert kept_by(page, sign_in, staff) == 1
    page.goto("/accounts/login/")
    assert page.evaluate(KEPT) == 1
    name = f"occme-log:{staff.pk}"
    page.evaluate(
        f"localStorage.setItem('{name}', JSON.stringify({{at: Date.now() - 5e7, fields: []}}))"
    )
    page.reload()
    drafts(page, 0)


def test_a_draft_is_gone_after_signing_out(page: Page, town, staff, sign_in):
    sign_in(staff)
    page.goto("/staff/log/")
    page.get_by_label("What it was about").fill("Not for the next person")
    drafts(page, 1)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert page.evaluate(KEPT) == 0


def test_the_key_writes_where_somebody_types_and_can_be_switched_off(
    page: Page, town, staff, sign_in
):
    sign_in(staff)
    page.goto("/")
    page.get_by_label("Search organizations").press_sequentially("hill")
    expect(page.locator(FORM)).to_have_count(0)
    page.evaluate("document.activeElement.blur()")
    form = open_log(page)
    form.get_by_label("The key L opens this from every page").uncheck()
    form.get_by_role("link", name="Cancel").click()
    expect(page.locator(FORM)).to_have_count(0)
    page.locator("body").press("l")
    page.wait_for_timeout(300)
    expect(page.locator(FORM)).to_have_count(0)


def test_beyond_the_load_it_asks_why(page: Page, town, staff, sign_in, scan):
    kitchen = town["kitchen"]
    kitchen.asks_per_month = 0
    kitchen.save()
    sign_in(staff)
    page.goto("/staff/log/?organization=kitchen")
    page.get_by_label("We asked something of the organization").check()
    page.get_by_label("What we asked for").fill("A room")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("To ask all the same, say why")
    scan(page)
    page.get_by_label("Why it was asked all the same").fill("They offered it")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("They offered it")).to_be_visible()
    page.goto("/staff/asks/")
    expect(page.get_by_role("row", name="Kitchen")).to_contain_text("1 of 0 asks")
    scan(page)

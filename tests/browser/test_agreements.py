"""An agreement, from the first draft to both signatures, and on to the next version."""

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect

from engagements.lifecycle import take
from engagements.models import AgreementVersion, Judgement, Signature
from tests.factories import (
    PASSWORD,
    a_contact,
    a_link,
    a_member,
    a_partner,
    a_user,
    an_agreement,
    terms,
)

PHONE = {"viewport": {"width": 375, "height": 812}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def kitchen(transactional_db):
    return a_partner("Lantern Kitchen", publication="hidden")


@pytest.fixture
def staff(kitchen):
    return a_user("staff@example.org", name="Sam Staff", is_staff=True)


def this_year():
    today = localdate()
    return terms(starts_on=today, ends_on=today + timedelta(days=200))


@pytest.fixture
def as_person(browser, browser_context_args):
    """Two people, each with a browser of their own."""

    def signed_in(email: str) -> Page:
        page = browser.new_context(**browser_context_args).new_page()
        page.goto("/accounts/login/")
        page.get_by_label("Email").fill(email)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        expect(page).to_have_url(re.compile("/my/|/partner/"))
        return page

    return signed_in


def send_back(page: Page, why: str) -> None:
    page.get_by_label("Why these changes?").fill(why)
    page.get_by_role("button", name="Send my changes back").click()


def sign(page: Page, name: str) -> None:
    page.get_by_role("link", name="Read it, and sign").click()
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Sign", exact=True).dblclick()


def begun(sam: Page, kitchen, scan) -> str:
    """The address of a first draft that was sent."""
    sam.goto(kitchen.get_absolute_url())
    sam.get_by_role("link", name="Begin an agreement").click()
    sam.get_by_role("button", name="Begin to write").click()
    expect(sam.get_by_role("heading", level=1)).to_have_text("Write the agreement")
    scan(sam)
    sam.get_by_label("Title").fill("Suppers and students")
    expect(sam.get_by_text(re.compile("Saved at .*; only your side sees it."))).to_be_visible()
    sam.get_by_role("button", name="Send it to Lantern Kitchen").click()
    expect(sam.get_by_text("Waits on Lantern Kitchen")).to_be_visible()
    return sam.url


def test_two_sides_negotiate_over_three_rounds_and_sign(kitchen, staff, as_person, scan):
    a_member("ana@example.org", kitchen)
    sam, ana = as_person("staff@example.org"), as_person("ana@example.org")
    address = begun(sam, kitchen, scan)

    ana.goto(address)
    expect(ana.get_by_text("Your turn")).to_be_visible()
    scan(ana)
    ana.get_by_role("link", name="Change something").click()
    column = ana.get_by_role("region", name="Lantern Kitchen gives")
    column.get_by_role("button", name="Another promise").click()
    column.get_by_role("textbox", name="In plain words").last.fill("Keep the kitchen warm")
    send_back(ana, "Nobody cooks in the cold.")

    sam.goto(address)
    expect(sam.get_by_text("Nobody cooks in the cold.").first).to_be_visible()
    expect(sam.get_by_text("New: The partner: Keep the kitchen warm.")).to_be_visible()
    scan(sam)
    sam.get_by_role("link", name="Change something").click()
    sam.get_by_label("How many").first.fill("12")
    send_back(sam, "So that it can be counted.")

    ana.goto(address)
    expect(ana.get_by_text("How many is now “12”.")).to_be_visible()
    ana.get_by_role("button", name="Agree to this text").click()
    sign(ana, "Ana Sample")
    expect(ana.get_by_text("Waits for the signature of OCCME")).to_be_visible()
    sam.goto(address)
    sign(sam, "Sam Staff")
    expect(sam.get_by_text("In force", exact=True)).to_be_visible()
    scan(sam)
    signed = Signature.objects.values_list("side", "name")
    assert list(signed) == [("partner", "Ana Sample"), ("staff", "Sam Staff")]
    assert AgreementVersion.objects.get().rounds.count() == 3


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_partner_without_an_account_corrects_a_line_and_signs(
    browser, browser_context_args, kitchen, staff, scan, script
):
    version = an_agreement(kitchen, staff, text=this_year())
    contact = a_contact(kitchen, "Ana Sample", email="ana@example.org", rank="primary")
    options = {**browser_context_args, **PHONE, "java_script_enabled": script}
    page = browser.new_context(**options).new_page()
    page.goto(a_link(contact, "agreement", version.agreement)[1])
    expect(page.get_by_text("Your turn")).to_be_visible()
    if script:
        scan(page)
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.get_by_text("Say something about this: Pay the cooks").tap()
    page.get_by_label("What do you think of it?").first.fill("Whom do you call cooks?")
    page.get_by_label("A question").first.check()
    page.get_by_role("button", name="Say it").first.tap()
    expect(page.get_by_text("OCCME reads what you said.")).to_be_visible()

    page.get_by_role("link", name="Change something").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Change it, and send it back")
    if script:
        scan(page)
    page.get_by_label("In plain words").first.fill("Pay the cooks and the cleaners")
    page.get_by_label("Why these changes?").fill("They work as much.")
    page.get_by_role("button", name="Send my changes back").tap()
    expect(page.get_by_text("Waits on OCCME")).to_be_visible()

    version = take(AgreementVersion.objects.get(), "agree", by=staff)
    page.reload()
    page.get_by_label("Your name").fill("Ana Sample")
    page.get_by_label("Your title").fill("Head cook")
    page.get_by_role("button", name="Sign", exact=True).tap()
    expect(page.get_by_text("You signed. Thank you.")).to_be_visible()
    expect(page.get_by_text("through a link sent by mail")).to_be_visible()
    signed = Signature.objects.get()
    assert (signed.name, signed.title, signed.through) == ("Ana Sample", "Head cook", "link")
    assert signed.digest == version.round.digest


def test_an_agreement_is_amended_and_the_old_one_holds_until_both_have_signed(
    kitchen, staff, as_person
):
    version = an_agreement(kitchen, staff, "in_force", this_year())
    a_member("ana@example.org", kitchen)
    sam, ana = as_person("staff@example.org"), as_person("ana@example.org")
    address = version.get_absolute_url()
    sam.goto(address)
    sam.get_by_role("button", name="Change it during its term").click()
    sam.get_by_label("In plain words").first.fill("Pay the cooks on the first of each month")
    sam.get_by_role("button", name="Send it to Lantern Kitchen").click()
    ana.goto(address)
    expect(ana.get_by_text("What is different from the version before")).to_be_visible()
    expect(ana.get_by_text("“Pay the cooks”: The words changed.")).to_be_visible()
    ana.get_by_role("button", name="Agree to this text").click()
    ana.get_by_label("Your name").fill("Ana Sample")
    ana.get_by_role("button", name="Sign", exact=True).click()
    assert list(AgreementVersion.objects.in_force().values_list("number", flat=True)) == [1]
    sam.goto(address)
    sam.get_by_role("button", name="Sign", exact=True).click()
    expect(sam.get_by_text("In force", exact=True)).to_be_visible()
    assert list(AgreementVersion.objects.in_force().values_list("number", flat=True)) == [2]
    sam.get_by_text("All versions").click()
    sam.get_by_role("link", name="Version 1").click()
    expect(sam.get_by_text("There is a newer version of this agreement.")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_partner_without_an_account_judges_with_one_tap(
    browser, browser_context_args, kitchen, staff, scan, script
):
    today = localdate()
    text = terms(starts_on=today - timedelta(days=40), ends_on=today + timedelta(days=200))
    an_agreement(kitchen, staff, "in_force", text)
    contact = a_contact(kitchen, "Ana Sample", email="ana@example.org", rank="primary")
    options = {**browser_context_args, **PHONE, "java_script_enabled": script}
    page = browser.new_context(**options).new_page()
    page.goto(a_link(contact, "promises")[1])
    expect(page.get_by_role("heading", level=1)).to_have_text("Were promises kept?")
    if script:
        scan(page)
        assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.get_by_role("button", name=re.compile("^Kept late")).first.tap()
    expect(page.get_by_text("Done: “Kept late”.")).to_be_visible()
    assert [(one.verdict, one.note) for one in Judgement.objects.all()] == [("late", "")]
    page.get_by_role("button", name=re.compile("^Take it back")).tap()
    page.get_by_text("Add a sentence, or say something else").first.tap()
    page.get_by_label("Your sentence").first.fill("Two weeks late.")
    page.get_by_role("button", name=re.compile("^Not kept")).first.tap()
    expect(page.get_by_text("Done: “Not kept”.")).to_be_visible()
    standing = Judgement.objects.standing().values_list("verdict", "note")
    assert list(standing) == [("not_kept", "Two weeks late.")]

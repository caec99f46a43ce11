"""Each role signs in, lands on its own page, looks after its account, and leaves."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD

ACCOUNT_PAGES = [
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/sessions/",
    "/my/tokens/",
]


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("staff", "What the public sees"),
        ("student", "You as a student"),
        ("partner", "Sample Home"),
    ],
)
def test_each_role_lands_on_its_page(page: Page, town, everybody, sign_in, scan, role, words):
    sign_in(everybody[role])
    expect(page.get_by_role("heading", name=words)).to_be_visible()
    scan(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_account_pages_are_accessible(page: Page, town, student, sign_in, scan, scheme):
    page.emulate_media(color_scheme=scheme)
    sign_in(student)
    for path in ACCOUNT_PAGES:
        page.goto(path)
        scan(page)


def test_a_wrong_password_is_said_beside_the_field(page: Page, student, scan):
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(student.email)
    page.get_by_label("Password").fill("not the password")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.locator(".errorlist")).to_be_visible()
    scan(page)


def test_a_passkey_is_made_and_signs_in(page: Page, student, sign_in):
    key = page.context.new_cdp_session(page)
    key.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
               "hasUserVerification": True, "isUserVerified": True}  # fmt: skip
    key.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(student)
    page.goto("/accounts/2fa/webauthn/add/")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url("/my/")

"""Which addresses below /accounts/ are open to everybody, and what the closed ones do."""

import pytest
from django.urls import URLPattern, get_resolver

from occme.accounts.models import User

OPEN = {
    "account_login": "signing in",
    "account_request_login_code": "signing in",
    "account_confirm_login_code": "signing in",
    "mfa_login_webauthn": "signing in",
    "mfa_authenticate": "the second step of signing in",
    "account_logout": "harmless; leads visitors home",
    "account_inactive": "says why one could not sign in",
    "account_signup": "says that nobody registers here",
    "account_reset_password": "for those who cannot sign in",
    "account_reset_password_done": "for those who cannot sign in",
    "account_reset_password_from_key": "for those who cannot sign in",
    "account_reset_password_from_key_done": "for those who cannot sign in",
    "openid_connect_login": "single sign-on",
    "openid_connect_callback": "single sign-on",
    "socialaccount_login_cancelled": "single sign-on",
    # Behind addresses that are closed before these views are reached:
    "account_confirm_email": "closed",
    "account_email_verification_sent": "closed",
    "socialaccount_signup": "closed",
    None: "closed: 404 for everybody",
}
"""Every view that takes no sign-in, with the reason."""

CLOSED = [
    "/accounts/email/",
    "/accounts/confirm-email/",
    "/accounts/confirm-email/some-key/",
    "/accounts/3rdparty/signup/",
    "/accounts/social/signup/",
]


def patterns(resolver):
    for entry in resolver.url_patterns:
        yield from [entry] if isinstance(entry, URLPattern) else patterns(entry)


def test_what_takes_no_sign_in_is_on_the_list():
    accounts = next(e for e in get_resolver().url_patterns if str(e.pattern) == "accounts/")
    taken = {
        (entry.name, entry.callback.__module__)
        for entry in patterns(accounts)
        if not getattr(entry.callback, "login_required", True)
    }
    ours = {"occme.accounts.urls", "occme.accounts.sign_on"}
    assert {name for name, module in taken if module not in ours} | {None} == set(OPEN)


@pytest.mark.parametrize("address", CLOSED)
def test_what_is_closed_does_not_exist_for_anybody(client, staff, student, address):
    statuses = []
    for user in (None, student, staff):
        if user:
            client.force_login(user)
        data = {"email": student.email, "action_add": ""}
        statuses += [client.get(address).status_code, client.post(address, data).status_code]
    assert statuses == [404] * 6
    assert User.objects.count() == 2


def test_the_front_door_leads_on(client, staff):
    assert client.get("/accounts/").url == "/accounts/login/?next=/accounts/"
    client.force_login(staff)
    assert client.get("/accounts/").url == "/my/"


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/2fa/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/",
        "/accounts/3rdparty/",
        "/accounts/password/change/",
        "/accounts/password/set/",
        "/accounts/reauthenticate/",
        "/accounts/sessions/",
    ],
)
def test_the_rest_asks_visitors_to_sign_in(client, db, address):
    answer = client.get(address)
    assert (answer.status_code, answer.url) == (302, f"/accounts/login/?next={address}")


def test_a_person_sees_their_own_sessions_and_ends_the_others(client, staff, student):
    other, foreign = type(client)(), type(client)()
    for browser, email in [(client, staff), (other, staff), (foreign, student)]:
        data = {"login": email.email, "password": "correct horse battery"}
        browser.post("/accounts/login/", data)
    listed = client.get("/accounts/sessions/").context["sessions"]
    assert [session.user for session in listed] == [staff, staff]
    client.post("/accounts/sessions/")
    answers = [browser.get("/my/tokens/").status_code for browser in (client, other, foreign)]
    assert answers == [200, 302, 200]

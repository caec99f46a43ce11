"""Single sign-on: whom it lets in, whom not, and what happens when the provider breaks."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount

from occme.accounts.models import User
from tests.occme.accounts.provider import running_provider

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/oidc/sso/login/"
CONFIGURATION = "/.well-known/openid-configuration"
UNAVAILABLE = "accounts/sign_on_unavailable.html"


@pytest.fixture
def provider(settings):
    with running_provider() as running:
        switch_on(settings, running.url)
        yield running


def switch_on(settings, url: str) -> None:
    app = {
        "provider_id": "sso",
        "name": "Sample University",
        "client_id": "tracker",
        "secret": "hush",
        "settings": {"server_url": url},
    }
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 0.3
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}
    }


def begin(client, provider) -> dict[str, list[str]]:
    """Presses the button; what the browser then takes along to the provider."""
    address = client.post(LOGIN).context["address"]
    taken = parse_qs(urlsplit(address).query)
    provider.challenge = taken["code_challenge"][0]
    return taken


def sign_on(client, provider):
    """All of it, up to where the provider sends the browser back."""
    state = begin(client, provider)["state"][0]
    return client.get(f"{LOGIN}callback/", {"code": "c", "state": state})


def who(client) -> str | None:
    key = client.session.get("_auth_user_id")
    return key and User.objects.get(pk=key).email


def names(answer) -> list[str]:
    return [template.name for template in answer.templates]


def test_the_browser_takes_along_what_the_provider_needs_and_no_more(client, provider):
    taken = begin(client, provider)
    assert sorted(taken.pop("scope")[0].split()) == ["email", "openid", "profile"]
    assert len(taken.pop("state")[0]) > 10
    assert len(taken.pop("code_challenge")[0]) == 43
    assert taken == {
        "client_id": ["tracker"],
        "redirect_uri": [f"http://testserver{LOGIN}callback/"],
        "response_type": ["code"],
        "code_challenge_method": ["S256"],
    }


def test_the_button_leads_on_by_a_page_of_ours(client, provider):
    answer = client.post(LOGIN)
    assert names(answer)[0] == "accounts/sign_on.html"
    assert answer.headers["Refresh"] == f"0; url={answer.context['address']}"
    assert answer.context["address"].startswith(f"{provider.url}/authorize?")


def test_a_link_alone_starts_nothing(client, provider):
    assert "socialaccount/login.html" in names(client.get(LOGIN))


@pytest.mark.parametrize("verified", [True, "true"])
def test_a_verified_address_opens_the_account_that_has_it(client, provider, student, verified):
    provider.person |= {"email": "Student@Example.org", "email_verified": verified}
    answer = sign_on(client, provider)
    assert (answer.status_code, answer.url, who(client)) == (302, "/my/", "student@example.org")
    assert [account.user for account in SocialAccount.objects.all()] == [student]


@pytest.mark.parametrize("claims", [{"email_verified": False}, {"email_verified": "false"}, {}])
def test_an_address_that_is_not_verified_takes_over_nothing(
    client, provider, student, settings, claims
):
    settings.OIDC_EMAIL_DOMAINS = ["example.org"]
    provider.person = {"sub": "u-2", "email": "student@example.org", **claims}
    answer = sign_on(client, provider)
    assert "account/signup_closed.html" in names(answer)
    assert (who(client), list(SocialAccount.objects.all())) == (None, [])
    assert list(User.objects.all()) == [student]


def test_somebody_of_the_university_gets_an_account(client, provider, settings):
    settings.OIDC_EMAIL_DOMAINS = ["example.org"]
    provider.person |= {"email": "New@Example.org", "name": "Nia\0 New", "birthdate": "2000-01-01"}
    assert sign_on(client, provider).url == "/my/"
    new = User.objects.get()
    assert [a.extra_data for a in SocialAccount.objects.all()] == [{"email": "new@example.org"}]
    assert (new.email, new.name, new.is_staff) == ("new@example.org", "Nia New", False)
    assert not new.has_usable_password()


@pytest.mark.parametrize("domains", [[], ["harvard.example"], ["ample.org"]])
def test_everybody_else_does_not(client, provider, settings, domains):
    settings.OIDC_EMAIL_DOMAINS = domains
    provider.person |= {"email": "new@example.org"}
    assert "account/signup_closed.html" in names(sign_on(client, provider))
    assert (who(client), list(User.objects.all())) == (None, [])


def test_the_second_time_the_person_is_known_by_the_provider_s_own_key(client, provider, student):
    sign_on(client, provider)
    client.logout()
    provider.person = {"sub": "u-1"}
    assert sign_on(client, provider).url == "/my/"
    assert who(client) == "student@example.org"


def test_somebody_who_left_does_not_get_in(client, provider, student):
    User.objects.update(is_active=False)
    assert sign_on(client, provider).url == "/accounts/inactive/"
    assert who(client) is None


BROKEN = [
    ("silence", 503),
    (500, 502),
    ("<html>", 502),
    ("", 502),
    ([], 502),
    ({}, 502),
    ({"authorization_endpoint": 1}, 502),
]


@pytest.mark.parametrize(("answer", "status"), BROKEN)
def test_a_provider_that_breaks_at_the_start_gives_a_calm_page(client, provider, answer, status):
    provider.broken[CONFIGURATION] = answer
    page = client.post(LOGIN)
    assert (page.status_code, names(page)[0]) == (status, UNAVAILABLE)


@pytest.mark.parametrize(("answer", "status"), BROKEN)
def test_a_provider_that_breaks_on_the_way_back_does_too(client, provider, answer, status):
    state = begin(client, provider)["state"][0]
    provider.broken[CONFIGURATION] = answer
    page = client.get(f"{LOGIN}callback/", {"code": "c", "state": state})
    assert (page.status_code, names(page)[0]) == (status, UNAVAILABLE)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("silence", 503),
        (500, 502),
        ("<html>", 502),
        ([], 502),
        ({}, 502),
        ({"sub": ""}, 502),
        ({"sub": "u" * 192}, 502),
        ({"sub": "u", "name": [1]}, 502),
    ],
)
def test_a_person_nobody_understands_gives_a_calm_page(client, provider, student, answer, status):
    provider.broken["/userinfo"] = answer
    page = sign_on(client, provider)
    assert (page.status_code, names(page)[0]) == (status, UNAVAILABLE)
    assert (who(client), list(SocialAccount.objects.all())) == (None, [])


@pytest.mark.parametrize(
    ("answer", "status"),
    [("silence", 503), (500, 401), ("<html>", 502), ({}, 401), ([], 401)],
)
def test_a_token_nobody_understands_signs_nobody_in(client, provider, student, answer, status):
    provider.broken["/token"] = answer
    page = sign_on(client, provider)
    assert (page.status_code, who(client)) == (status, None)


def test_a_provider_that_is_down_gives_a_calm_page(client, settings):
    switch_on(settings, "http://127.0.0.1:9")
    page = client.post(LOGIN)
    assert (page.status_code, names(page)[0]) == (503, UNAVAILABLE)


@pytest.mark.parametrize("query", ["", "?code=c&state=made-up", "?error=access_denied", "?state=x"])
def test_coming_back_without_having_left_signs_nobody_in(client, provider, student, query):
    assert client.get(f"{LOGIN}callback/{query}").status_code == 401
    assert who(client) is None


def test_without_a_provider_there_is_no_such_page(client):
    answers = [client.get(LOGIN), client.post(LOGIN), client.get(f"{LOGIN}callback/?code=c")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]

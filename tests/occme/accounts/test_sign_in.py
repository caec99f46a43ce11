"""Signing in by password, emailed code and second factor, and what strangers learn: nothing."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

from occme.accounts.models import User
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MISMATCH = ["The email address and/or password you specified are not correct."]
SLOW_DOWN = ["Too many failed login attempts. Try again later."]


class DeadMailServer(BaseEmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError


def sign_in(client: Client, email: str, password: str = PASSWORD, **headers: str):
    data = {"login": email, "password": password}
    return client.post("/accounts/login/", data, headers=headers)


def who(client: Client) -> int | None:
    key = client.session.get("_auth_user_id")
    return key and int(key)


def names(answer) -> list[str]:
    return [template.name for template in answer.templates]


def errors(answer) -> list[str]:
    return answer.context["form"].non_field_errors()


def test_the_right_password_leads_to_my_page(client, staff):
    answer = sign_in(client, "Staff@Example.ORG")
    assert (answer.status_code, answer.url, who(client)) == (302, "/my/", staff.pk)


def test_a_wrong_address_and_a_wrong_password_look_the_same(client, staff):
    answers = [
        sign_in(client, "staff@example.org", "wrong horse battery"),
        sign_in(client, "nobody@example.org", "wrong horse battery"),
    ]
    assert [(a.status_code, errors(a)) for a in answers] == [(200, MISMATCH), (200, MISMATCH)]
    assert who(client) is None


def test_somebody_who_left_cannot_sign_in(client, staff):
    User.objects.update(is_active=False)
    answer = sign_in(client, "staff@example.org")
    assert (answer.url, who(client)) == ("/accounts/inactive/", None)


def test_failed_sign_ins_are_slowed_down_for_that_address_only(client, staff, student):
    tries = [sign_in(client, "staff@example.org", f"wrong {n}") for n in range(5)]
    assert [errors(a) for a in tries] == [MISMATCH] * 5
    assert errors(sign_in(client, "staff@example.org")) == SLOW_DOWN
    assert errors(sign_in(Client(), "STAFF@example.org")) == SLOW_DOWN
    assert sign_in(client, "student@example.org").url == "/my/"


def test_after_five_minutes_one_may_try_again(client, staff):
    with time_machine.travel(NOON, tick=False):
        for number in range(5):
            sign_in(client, "staff@example.org", f"wrong {number}")
    with time_machine.travel(NOON + timedelta(minutes=4), tick=False):
        assert errors(sign_in(client, "staff@example.org")) == SLOW_DOWN
    with time_machine.travel(NOON + timedelta(minutes=6), tick=False):
        assert sign_in(client, "staff@example.org").url == "/my/"


def spray(client: Client) -> list[str]:
    """Eleven addresses from one place, which claims to be eleven; the last answer's errors."""
    for number in range(11):
        header = {"x-forwarded-for": f"198.51.100.{number}"}
        answer = sign_in(client, f"{number}@example.org", "wrong", **header)
    return errors(answer)


def test_one_place_that_tries_many_addresses_is_slowed_down_whatever_it_claims(client):
    assert spray(client) == SLOW_DOWN


def test_a_proxy_of_ours_is_believed(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert spray(client) == MISMATCH


def test_a_session_ends(client, staff, settings):
    with time_machine.travel(NOON, tick=False):
        sign_in(client, "staff@example.org")
        assert client.get("/my/tokens/").status_code == 200
    hours = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    with time_machine.travel(NOON + hours, tick=False):
        assert client.get("/my/tokens/").url == "/accounts/login/?next=/my/tokens/"


def test_an_emailed_code_signs_in_once(client, staff, mailoutbox):
    answer = client.post("/accounts/login/code/", {"email": "staff@example.org"})
    assert [m.to for m in mailoutbox] == [["staff@example.org"]]
    code = re.search(r"^\S+-\S+$", mailoutbox[0].body, re.M)[0]
    assert client.post(answer.url, {"code": code}).url == "/my/"
    assert who(client) == staff.pk
    stranger = Client()
    assert stranger.post(answer.url, {"code": code}).url == "/accounts/login/code/"
    assert who(stranger) is None


def test_three_wrong_codes_end_it(client, staff, mailoutbox):
    client.post("/accounts/login/code/", {"email": "staff@example.org"})
    answers = [client.post("/accounts/login/code/confirm/", {"code": "x"}) for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 302]
    code = re.search(r"^\S+-\S+$", mailoutbox[0].body, re.M)[0]
    client.post("/accounts/login/code/confirm/", {"code": code})
    assert who(client) is None


@pytest.mark.parametrize("asking", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_asking_for_mail_does_not_tell_who_has_an_account(client, staff, mailoutbox, asking):
    addresses = ["staff@example.org", "nobody@example.org"]
    answers = [Client().post(asking, {"email": address}) for address in addresses]
    assert len({(a.status_code, a.url) for a in answers}) == 1
    assert [m.to[0] for m in mailoutbox] == addresses
    assert "There is no account with this address" in mailoutbox[1].body


def test_who_asks_for_much_mail_is_asked_to_wait(client, mailoutbox):
    asking = [("/accounts/password/reset/", {"email": "nobody@example.org"})] * 6
    answer = [client.post(*request) for request in asking][-1]
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "accounts/too_many_requests.html" in names(answer)
    assert len(mailoutbox) == 5


def test_a_new_password_by_mail(client, staff, mailoutbox):
    client.post("/accounts/password/reset/", {"email": "staff@example.org"})
    link = re.search(r"http://testserver(/\S+)", mailoutbox[0].body)[1]
    page = client.get(link).url
    new = {"password1": "a fresh long phrase", "password2": "a fresh long phrase"}
    assert client.post(page, new).url == "/accounts/password/reset/key/done/"
    assert sign_in(client, "staff@example.org").status_code == 200
    assert sign_in(client, "staff@example.org", "a fresh long phrase").url == "/my/"
    assert Client().get(link).context["token_fail"] is True


def test_a_second_factor_is_asked_for(client, staff):
    TOTP.activate(staff, "JBSWY3DPEHPK3PXP")
    assert sign_in(client, "staff@example.org").url == "/accounts/2fa/authenticate/"
    assert who(client) is None
    answer = client.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert (answer.context["form"].errors, who(client)) == ({"code": ["Incorrect code."]}, None)


@pytest.mark.parametrize("asking", ["/accounts/login/code/", "/accounts/password/reset/"])
def test_a_dead_mail_server_gives_a_calm_page_and_tells_nothing(client, staff, settings, asking):
    settings.EMAIL_BACKEND = f"{__name__}.DeadMailServer"
    addresses = ["staff@example.org", "nobody@example.org"]
    answers = [Client().post(asking, {"email": address}) for address in addresses]
    assert [a.status_code for a in answers] == [503, 503]
    assert all("accounts/mail_unavailable.html" in names(a) for a in answers)


def test_a_changed_password_stands_though_no_mail_goes_out(client, staff, settings):
    settings.EMAIL_BACKEND = f"{__name__}.DeadMailServer"
    sign_in(client, "staff@example.org")
    new = {"password1": "a fresh long phrase", "password2": "a fresh long phrase"}
    answer = client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})
    assert answer.status_code == 302
    assert User.objects.get(pk=staff.pk).check_password("a fresh long phrase")


def test_nobody_registers(client):
    data = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    answers = [client.get("/accounts/signup/"), client.post("/accounts/signup/", data)]
    assert all("account/signup_closed.html" in names(a) for a in answers)
    assert list(User.objects.all()) == []


def test_signing_out_takes_more_than_a_link(client, staff):
    client.force_login(staff)
    client.get("/accounts/logout/")
    assert who(client) == staff.pk
    assert client.post("/accounts/logout/").url == "/"
    assert who(client) is None


def test_another_host_name_is_not_another_count(client, staff, settings):
    """Five tries with an address are five, whatever port the request names."""
    settings.ALLOWED_HOSTS = ["*"]
    wrong = {"login": staff.email, "password": "not this one at all"}
    texts = []
    for port in range(6):
        headers = {"Host": f"localhost:{port + 1}"}
        texts.append(client.post("/accounts/login/", wrong, headers=headers).content.decode())
    assert ["Too many" in text for text in texts] == [False] * 5 + [True]

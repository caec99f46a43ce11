"""One's own tokens on the page, and what a program gets with them."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from knox.crypto import hash_token
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.test import APIRequestFactory

from occme.accounts.authentication import TokenAuthentication
from occme.accounts.models import AccessToken

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
INVISIBLE = "This holds an invisible control character; please type the text again without it."
REFUSED = "This token is not known, has expired or was revoked."


def make(user, name="Map for the clinic", **fields) -> tuple[AccessToken, str]:
    return AccessToken.objects.create(user=user, name=name, expiry=None, **fields)


def authenticate(header: str):
    request = APIRequestFactory().get("/", headers={"authorization": header})
    return TokenAuthentication().authenticate(request)


def test_a_new_token_is_shown_once_and_kept_as_a_hash(client, staff):
    client.force_login(staff)
    answer = client.post("/my/tokens/new/", {"name": "Map", "days": "90"})
    token, key = answer.context["token"], answer.context["key"]
    assert answer.content.decode().count(key) == 1
    assert "no-store" in answer.headers["Cache-Control"]
    assert [(t.pk, t.name, t.user) for t in AccessToken.objects.all()] == [
        (hash_token(key), "Map", staff)
    ]
    assert token.expiry - token.created > timedelta(days=89, hours=23)
    assert key not in client.get("/my/tokens/").content.decode()


def test_a_token_can_be_made_to_last(client, staff):
    client.force_login(staff)
    client.post("/my/tokens/new/", {"name": "Map", "days": "never"})
    assert [(t.name, t.expiry) for t in AccessToken.objects.all()] == [("Map", None)]


def test_the_page_lists_only_ones_own_whoever_one_is(client, staff, student):
    mine, _ = make(staff, "Mine")
    make(student, "Of a student")
    client.force_login(staff)
    answer = client.get("/my/tokens/")
    assert list(answer.context["tokens"]) == [mine]
    assert "Of a student" not in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({"name": " ", "days": "30"}, {"name": ["This field is required."]}),
        (
            {"name": "a\u200bb", "days": "30"},
            {"name": [INVISIBLE]},
        ),
        ({"name": "Map"}, {"days": ["This field is required."]}),
        (
            {"name": "Map", "days": "31"},
            {"days": ["Select a valid choice. 31 is not one of the available choices."]},
        ),
    ],
)
def test_a_bad_form_makes_nothing(client, staff, data, errors):
    client.force_login(staff)
    answer = client.post("/my/tokens/new/", data)
    assert answer.context["form"].errors == errors
    assert list(AccessToken.objects.all()) == []


def test_a_revoked_token_works_no_more(client, staff):
    token, key = make(staff)
    other, _ = make(staff, "Kept")
    client.force_login(staff)
    answer = client.post(f"/my/tokens/{token.public_id}/revoke/")
    assert (answer.status_code, answer.url) == (302, "/my/tokens/")
    assert [str(m) for m in get_messages(answer.wsgi_request)] == [
        "The token “Map for the clinic” works no more."
    ]
    assert list(AccessToken.objects.all()) == [other]
    with pytest.raises(AuthenticationFailed, match=REFUSED):
        authenticate(f"Token {key}")


def test_somebody_elses_token_does_not_exist(client, staff, student):
    token, _ = make(student)
    client.force_login(staff)
    assert client.post(f"/my/tokens/{token.public_id}/revoke/").status_code == 404
    assert list(AccessToken.objects.all()) == [token]


def test_looking_changes_nothing(client, staff):
    token, _ = make(staff)
    client.force_login(staff)
    addresses = ["/my/tokens/new/", f"/my/tokens/{token.public_id}/revoke/"]
    assert [client.get(address).status_code for address in addresses] == [405, 405]
    assert list(AccessToken.objects.all()) == [token]


@pytest.mark.parametrize("method", ["get", "post"])
def test_visitors_are_sent_to_sign_in(client, db, method):
    answers = {a: getattr(client, method)(a) for a in ["/my/tokens/", "/my/tokens/new/"]}
    assert {a: (r.status_code, r.url) for a, r in answers.items()} == {
        a: (302, f"/accounts/login/?next={a}") for a in answers
    }


def test_a_token_signs_its_owner_in(staff):
    token, key = make(staff)
    assert authenticate(f"token {key}") == (staff, token)


def test_other_headers_are_for_others(db):
    assert [authenticate("Basic eDp5"), authenticate("")] == [None, None]


@pytest.mark.parametrize(
    ("header", "sentence"),
    [
        ("Token", "Invalid token header. No credentials provided."),
        ("Token a b", "Invalid token header. Token string should not contain spaces."),
        ("Token x", REFUSED),
        (f"Token {'0' * 64}", REFUSED),
        (f"Token {'A' * 64}", REFUSED),
        (f"Token {'0' * 100_000}", REFUSED),
        ("Token \xff\xfe", REFUSED),
        ("Token \u2603", REFUSED),
        (f"Token {'0' * 63}\x00", REFUSED),
    ],
)
def test_anything_else_is_refused_as_such(staff, header, sentence):
    make(staff)
    with pytest.raises(AuthenticationFailed) as refusal:
        authenticate(header)
    assert (str(refusal.value.detail), refusal.value.status_code) == (sentence, 401)


def test_the_digest_in_the_database_is_no_key(staff):
    token, _ = make(staff)
    with pytest.raises(AuthenticationFailed):
        authenticate(f"Token {token.digest[:64]}")


def test_somebody_who_may_not_sign_in_has_no_tokens_either(staff):
    _, key = make(staff)
    staff.is_active = False
    staff.save()
    with pytest.raises(AuthenticationFailed, match=REFUSED):
        authenticate(f"Token {key}")


def test_a_token_ends_when_it_expires(staff):
    with time_machine.travel(NOON, tick=False):
        _, key = AccessToken.objects.create(user=staff, name="A day", expiry=timedelta(days=1))
    with time_machine.travel(NOON + timedelta(hours=23), tick=False):
        assert authenticate(f"Token {key}")[0] == staff
    with (
        time_machine.travel(NOON + timedelta(days=1), tick=False),
        pytest.raises(AuthenticationFailed, match=REFUSED),
    ):
        authenticate(f"Token {key}")


def test_its_last_use_is_noted_once_in_five_minutes(staff, django_assert_num_queries):
    _, key = make(staff)
    noted = {}
    for minutes, queries in [(0, 4), (4, 1), (5, 4), (9, 1)]:
        with (
            time_machine.travel(NOON + timedelta(minutes=minutes), tick=False),
            django_assert_num_queries(queries),  # Two of the four are the savepoint's.
        ):
            authenticate(f"Token {key}")
        used = AccessToken.objects.get().last_used_at
        noted[minutes] = (used - NOON).seconds // 60
    assert noted == {0: 0, 4: 0, 5: 5, 9: 5}


def test_a_database_that_takes_no_writes_still_lets_people_read(staff):
    token, key = make(staff)

    def refuse_writes(execute, sql, *args):
        if sql.startswith("UPDATE"):
            raise DatabaseError("attempt to write a readonly database")
        return execute(sql, *args)

    with connection.execute_wrapper(refuse_writes):
        assert authenticate(f"Token {key}") == (staff, token)
    assert AccessToken.objects.get().last_used_at is None


def test_the_command_prints_the_key_alone(staff, capsys):
    call_command("create_token", "Staff@Example.org", "--name=Nightly export", "--days=2")
    key = capsys.readouterr().out.removesuffix("\n")
    owner, token = authenticate(f"Token {key}")
    assert (owner, token.name, (token.expiry - token.created).days) == (staff, "Nightly export", 1)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["who@example.org"], "There is no account with the address who@example.org."),
        (["staff@example.org", "--days=0"], "--days takes a whole number from 1 to 3650."),
        (["staff@example.org", "--name="], "--name: This field cannot be blank."),
        (["gone@example.org"], "The account gone@example.org may not sign in."),
    ],
)
def test_the_command_says_what_is_wrong(staff, django_user_model, arguments, sentence):
    django_user_model.objects.create_user("gone@example.org", is_active=False)
    with pytest.raises(CommandError) as refusal:
        call_command("create_token", *arguments)
    assert str(refusal.value) == sentence
    assert list(AccessToken.objects.all()) == []

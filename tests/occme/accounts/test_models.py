"""Accounts: one for each address, in lower case, and who may see them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from occme.accounts.models import AccessToken, User

pytestmark = pytest.mark.django_db

INVISIBLE = "This holds an invisible control character; please type the text again without it."


def test_an_address_is_kept_and_found_in_lower_case():
    user = User.objects.create_user(" Rosa@Example.ORG ")
    assert user.email == "rosa@example.org"
    assert User.objects.get(email="ROSA@example.org") == user
    assert User.objects.get_by_natural_key("Rosa@example.org") == user


def test_there_is_one_account_for_an_address_whatever_its_case():
    User.objects.create_user("rosa@example.org")
    with pytest.raises(ValidationError) as refusal:
        User.objects.create_user("Rosa@Example.org")
    assert refusal.value.message_dict == {"email": ["There is an account with this email address."]}
    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="ROSA@example.org")])


def test_not_even_the_database_takes_another_case():
    User.objects.create_user("rosa@example.org")
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET email = 'Rosa@example.org'")


@pytest.mark.parametrize(
    ("fields", "problems"),
    [
        ({"email": ""}, {"email": ["This field cannot be blank."]}),
        ({"email": "rosa"}, {"email": ["Enter a valid email address."]}),
        (
            {"email": "rosa@example.org", "name": "Ro\u202esa"},
            {"name": [INVISIBLE]},
        ),
    ],
)
def test_bad_accounts_are_refused(fields, problems):
    with pytest.raises(ValidationError) as refusal:
        User.objects.create_user(**fields)
    assert refusal.value.message_dict == problems


def test_an_account_without_a_password_has_none_that_works():
    assert not User.objects.create_user("rosa@example.org").has_usable_password()


def test_staff_see_everybody_and_everybody_else_themselves(everybody):
    seen = {role: set(User.objects.visible_to(user)) for role, user in everybody.items()}
    people = {role: user for role, user in everybody.items() if role != "visitor"}
    assert seen == {
        "staff": set(people.values()),
        "student": {people["student"]},
        "partner": {people["partner"]},
        "stranger": {people["stranger"]},
        "visitor": set(),
    }


def test_somebody_who_left_sees_nobody(staff):
    staff.is_active = False
    assert list(User.objects.visible_to(staff)) == []


def test_everybody_sees_their_own_tokens_only_staff_too(everybody):
    for role, user in everybody.items():
        if role != "visitor":
            AccessToken.objects.create(user=user, name=role)
    assert {
        role: [token.name for token in AccessToken.objects.visible_to(user)]
        for role, user in everybody.items()
    } == {
        "staff": ["staff"],
        "student": ["student"],
        "partner": ["partner"],
        "stranger": ["stranger"],
        "visitor": [],
    }

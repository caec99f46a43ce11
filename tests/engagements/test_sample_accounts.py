"""The sample sign-ins: printed where there are any, and nowhere else."""

import json
import re
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from occme.accounts.models import User
from occme.accounts.sample import sample_password
from tests import factories

pytestmark = pytest.mark.django_db


def printed(capsys) -> list[dict]:
    call_command("sample_accounts")
    return json.loads(capsys.readouterr().out)


def people() -> None:
    """One of each, and some who must not appear."""
    garden = factories.a_partner("Sample: Garden")
    factories.a_member("gina@sample.example", garden)
    factories.a_student("stu@sample.example")
    factories.a_user("ada@sample.example", is_staff=True)
    factories.a_user("nobody@sample.example")
    factories.a_user("gone@sample.example", is_staff=True, is_active=False)
    factories.a_member("former@sample.example", garden, ended_on=date(2020, 1, 1))
    factories.a_user("real@example.org", is_staff=True)
    factories.a_user("real@notsample.example", is_staff=True)


def test_one_for_each_role_as_records_say(capsys):
    people()
    assert printed(capsys) == [
        {"role": role, "email": email, "password": sample_password(email), "organization": place}
        for role, email, place in [
            ("staff", "ada@sample.example", ""),
            ("partner", "gina@sample.example", "Sample: Garden"),
            ("student", "stu@sample.example", ""),
        ]
    ]


def test_outside_the_sample_mode_it_refuses(capsys, settings):
    people()
    settings.SAMPLE_DATA = False
    with pytest.raises(CommandError, match="There are sample accounts only where SAMPLE_DATA"):
        call_command("sample_accounts")
    assert capsys.readouterr().out == ""


def test_the_password_works(client):
    email = "ada@sample.example"
    User.objects.create_user(email, sample_password(email))
    data = {"login": email, "password": sample_password(email)}
    assert client.post("/accounts/login/", data).url == "/my/"


def test_passwords_differ_by_person_and_by_installation():
    with override_settings(SECRET_KEY="another" * 10):
        elsewhere = sample_password("ada@sample.example")
    here = [sample_password("ada@sample.example"), sample_password("stu@sample.example")]
    assert len({elsewhere, *here}) == 3
    assert all(re.fullmatch("([a-z2-7]{4}-){2}[a-z2-7]{4}", word) for word in [elsewhere, *here])

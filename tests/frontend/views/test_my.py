"""Where each role lands."""

import pytest

from tests.factories import a_partner, a_user


def text_of(client):
    return " ".join(client.get("/my/", follow=True).content.decode().split())


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("staff", "What the public sees"),
        ("student", "You as a student"),
        ("partner", "What waits on you"),
    ],
)
def test_each_role_finds_its_own(client, everybody, role, words):
    client.force_login(everybody[role])
    shown = text_of(client)
    assert words in shown
    assert "not yet tied to anything" not in shown


def test_nobody_yet_is_told_what_to_do(client, db):
    client.force_login(a_user("new@example.org"))
    assert "You are signed in, but not yet tied to anything" in text_of(client)


def test_each_figure_of_staff_leads_to_what_it_counts(client, staff):
    partner = a_partner("Kitchen")
    client.force_login(staff)
    shown = text_of(client)
    assert 'href="/?stage=active"><span class="figure__number">1</span>' in shown
    assert f'href="{partner.get_absolute_url()}"' in shown

"""What every page knows, and pages for when things go wrong."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

from tests.factories import PASSWORD


def test_every_page_says_whom_to_write_to(client, db, settings):
    settings.CONTACT_EMAIL = "hello@sample.example"
    assert 'href="mailto:hello@sample.example"' in client.get("/about/").content.decode()


@pytest.mark.parametrize("template", ["500.html", "403_csrf.html"])
def test_pages_for_bad_moments_need_nothing(template):
    assert "To the start page" in render_to_string(template)


def test_a_missing_page_has_a_way_on(client, db):
    response = client.get("/nothing-here/")
    assert response.status_code == 404
    assert "See all organizations" in response.content.decode()


def test_a_form_without_its_token_is_explained(student):
    client = Client(enforce_csrf_checks=True)
    sent = {"login": student.email, "password": PASSWORD}
    response = client.post("/accounts/login/", sent)
    assert response.status_code == 403
    assert "The form was not sent" in response.content.decode()


def test_no_page_has_inline_script_or_style(client, staff):
    client.force_login(staff)
    for path in ("/", "/my/", "/about/", "/accounts/2fa/", "/accounts/sessions/", "/my/tokens/"):
        page = client.get(path).content.decode()
        assert " style=" not in page
        assert " onclick=" not in page
        assert "<script>" not in page

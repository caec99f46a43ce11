"""Each line of history says through what it came."""

import sys

import pytest
from django.apps import apps

import manage
from occme.accounts.models import AccessToken
from occme.channels import Channel, channel_now, name_now, named, through
from occme.keeping import Line
from partners.importing import import_organizations
from partners.models import Organization
from tests.factories import a_focus_area, a_link, an_organization
from tests.pages import sent
from tests.programs import change


def last(record) -> tuple[str, str]:
    line = record.history.order_by("-history_id").first()
    return line.history_through, line.history_named


def test_all_models_with_a_history_note_it():
    kept = [m for m in apps.get_models() if hasattr(m._meta, "simple_history_manager_attribute")]
    assert len(kept) > 20
    assert [m for m in kept if not issubclass(m.history.model, Line)] == []


def test_nothing_is_noted_where_nothing_is_known(db):
    named("Nobody")
    assert last(an_organization()) == ("", "")


def test_inside_of_the_same_the_outer_name_stays():
    with through(Channel.IMPORT, "partners.xlsx"):
        with through(Channel.IMPORT, "tmp1234.xlsx"):
            assert (channel_now(), name_now()) == ("import", "partners.xlsx")
        with through(Channel.MERGE, "x" * 300):
            assert (channel_now(), name_now()) == ("merge", "x" * 200)
        assert (channel_now(), name_now()) == ("import", "partners.xlsx")
    assert (channel_now(), name_now()) == ("", "")


def test_a_page(as_partner, home):
    assert sent(as_partner, f"/edit/profile/{home.pk}/", phone="617-555-0100").status_code == 302
    assert last(home) == ("page", "")
    assert channel_now() == ""


def test_a_token_of_the_api_is_named(client, staff, home):
    _row, key = AccessToken.objects.create(user=staff, name="Nightly sync")
    client.defaults["HTTP_AUTHORIZATION"] = f"Token {key}"
    answer = change(client, f"organizations/{home.pk}/", phone="617-555-0100")
    assert (answer.status_code, last(home)) == (200, ("api", "Nightly sync"))


def test_the_api_by_a_session_has_no_token(as_staff, home):
    assert change(as_staff, f"organizations/{home.pk}/", phone="617-555-0100").status_code == 200
    assert last(home) == ("api", "")


def test_a_link_is_named_after_the_contact(client, rosa, home):
    url = a_link(rosa, "listing")[1]
    answer = sent(client, url, act="involvement", involvement="leading")
    assert (answer.status_code, last(home)) == (302, ("link", "Rosa Sample"))


@pytest.mark.django_db
def test_an_import_is_named_after_its_file(tmp_path):
    a_focus_area()
    file = tmp_path / "spring.csv"
    file.write_text("name\nCafé Sol\n", encoding="utf-8")
    import_organizations(file)
    assert last(Organization.objects.get()) == ("import", "spring.csv")


def test_a_command_is_named(monkeypatch):
    noted = []
    monkeypatch.setattr(sys, "argv", ["manage.py", "load_reference"])
    monkeypatch.setattr(
        manage, "execute_from_command_line", lambda argv: noted.append((channel_now(), name_now()))
    )
    manage.main()
    assert noted == [("command", "load_reference")]

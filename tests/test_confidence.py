"""Nothing of a concern is found anywhere but where it is read."""

import logging
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection

from engagements.concerns import act_on, add_message
from engagements.models import Concern, ConcernMessage
from occme.once.models import KeptAnswer
from tests.access_table import TABLE
from tests.concerns import CODE, a_recipient
from tests.factories import a_user
from tests.pages import sent
from tests.test_access import address, records  # noqa: F401

MARK = "Zinnober"
LISTS = ("organizations", "engagements", "locations", "commitments", "compensations", "contacts")
FORMATS = ("csv", "xlsx", "geojson", "json")


@pytest.fixture
def planted(client, home, mailoutbox, caplog, django_capture_on_commit_callbacks):
    """A concern about the partner's own organization, raised on the page by the partner, and said
    more, and answered; each text holds the mark."""
    dana = a_recipient()
    client.force_login(home.memberships.get().user)
    words = dict.fromkeys(("whom", "text", "reach"), f"{MARK} was here")
    with caplog.at_level(logging.DEBUG), django_capture_on_commit_callbacks(execute=True):
        sent(client, f"/concerns/new/?about={home.slug}", kind="other", **words)
        concern = Concern.objects.get()
        add_message(concern, f"More of {MARK}", seen="0")
        act_on(concern, "closed", by=dana, text=f"{MARK} is well", seen=concern.version)
    client.logout()
    return concern


def whole(content: bytes) -> bytes:
    """What an answer holds, unpacked where it is a workbook."""
    if not is_zipfile(BytesIO(content)):
        return content
    with ZipFile(BytesIO(content)) as book:
        return b"".join(book.read(name) for name in book.namelist())


def holds(response) -> bool:
    parts = response.streaming_content if response.streaming else [response.content]
    return MARK.encode() in whole(b"".join(parts))


def test_no_page_or_export_shows_it_to_anybody_else(
    client,
    partner,
    staff,
    planted,
    records,  # noqa: F811
):
    """A partner's people, whose organization it is about and one of whom raised it, included."""
    boss = a_user("boss@example.org", is_staff=True, is_superuser=True)
    addresses = [address(route, records) for route in TABLE]
    addresses += [f"/api/v1/{name}/?format={kind}" for name in LISTS for kind in FORMATS]
    addresses += [f"/staff/concerns/{planted.pk}/"]
    for user in (None, partner, staff, boss):
        client.logout()
        if user:
            client.force_login(user)
        assert [one for one in addresses if holds(client.get(one))] == []
        assert client.get(f"/api/v1/organizations/?search={MARK}").json()["count"] == 0


def test_it_is_in_no_mail_no_log_and_no_other_table(partner, planted, mailoutbox, caplog):
    caplog_text = "\n".join(
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    )
    assert len(mailoutbox) == 1
    others = [model for model in apps.get_models() if model not in (Concern, ConcernMessage)]
    texts = [caplog_text, *(mail.subject + mail.body for mail in mailoutbox)]
    texts += [str(list(model._base_manager.values())) for model in others]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cache")
        texts.append(str(cursor.fetchall()))
    assert [text for text in texts if MARK in text or CODE in text] == []
    assert KeptAnswer.objects.count() == 0


def test_a_dump_for_another_database_takes_it_along(partner, planted, capsys):
    call_command("dumpdata", "engagements.concern", "engagements.concernmessage")
    assert capsys.readouterr().out.count(MARK) == 5


def test_what_fails_is_logged_without_what_was_written(client, partner, planted, caplog):
    """Databases quote the row that they refuse."""

    def refuse(execute, sql, params, many, context):
        if sql.startswith("INSERT INTO"):
            raise DatabaseError(f"Failing row contains ({params}).")
        return execute(sql, params, many, context)

    caplog.set_level(logging.INFO)
    caplog.clear()
    client.raise_request_exception = False
    page = client.get("/concerns/new/")
    with connection.execute_wrapper(refuse):
        answer = sent(client, "/concerns/new/", page, kind="other", text=f"{MARK} again")
    assert answer.status_code == 500
    assert "NotTold: DatabaseError at " in caplog.text
    assert [place for place in (caplog.text, answer.content.decode()) if MARK in place] == []

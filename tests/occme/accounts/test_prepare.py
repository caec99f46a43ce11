"""`manage.py prepare`: ready to serve, and nothing twice."""

import shutil
import socket
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from occme.accounts.management.commands.prepare import check_address
from partners.models import FocusArea, Location, Organization


@pytest.fixture
def places(settings, tmp_path: Path):
    """Folders of its own, so that nothing of another test's is there already."""
    settings.VAR_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    return tmp_path


def state() -> list:
    """Everything that a second start could have changed."""
    return [
        list(model.objects.order_by("pk").values())
        for model in (FocusArea, Organization, Location, Organization.history.model)
    ]


@pytest.mark.django_db
@pytest.mark.usefixtures("places")
def test_a_second_time_changes_nothing():
    call_command("prepare")
    first = state()
    call_command("prepare")
    assert [len(rows) > 0 for rows in first] == [True, True, True, True]
    assert state() == first


@pytest.mark.django_db
@pytest.mark.usefixtures("places")
def test_sample_organizations_come_only_where_they_are_wanted(settings):
    settings.SAMPLE_DATA = False
    call_command("prepare")
    assert Organization.objects.filter(is_sample=True).count() == 0
    assert Organization.objects.count() > 200


@pytest.mark.django_db
@pytest.mark.usefixtures("places")
def test_what_was_deleted_does_not_come_back():
    organization = Organization.objects.create(name="The only one")
    organization.delete()
    call_command("prepare")
    assert Organization.objects.count() == 0


@pytest.mark.django_db
def test_a_loading_that_fails_leaves_nothing(settings, places: Path):
    """What went in before the mistake was met is gone again."""
    settings.FIXTURES_DIR = places / "fixtures"
    shutil.copytree(Path(__file__).parents[3] / "fixtures", settings.FIXTURES_DIR)
    (settings.FIXTURES_DIR / "organizations.csv").write_text("nonsense\n")
    with pytest.raises(CommandError):
        call_command("prepare")
    assert state() == [[], [], [], []]


@pytest.mark.django_db
def test_static_files_are_collected_again_only_after_a_change(settings, places: Path):
    source = places / "source" / "site.css"
    source.parent.mkdir()
    source.write_text("p { color: red }")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [source.parent]
    storage = {"BACKEND": "frontend.storage.StaticFiles"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": storage}
    Organization.objects.create(name="Here already, so that nothing is loaded")
    times = []
    for text in ("p { color: red }", None, "p { color: blue }", None):
        if text:
            source.write_text(text)
        call_command("prepare")
        times.append((places / "static" / "staticfiles.json").stat().st_mtime_ns)
    assert [one == next_ for one, next_ in pairwise(times)] == [True, False, True]


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("127.0.0.1:18765", "http://127.0.0.1:18765"),
        ("localhost:18765", "http://localhost:18765"),
        ("0.0.0.0:18765", "http://127.0.0.1:18765"),
        ("::1:18765", "http://[::1]:18765"),
    ],
)
def test_the_address_is_shown_as_one_can_open_it(address: str, shown: str):
    assert check_address(address) == shown


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("127.0.0.1:0", "PORT is “0”; it takes a whole number from 1 to 65535."),
        ("127.0.0.1:65536", "PORT is “65536”; it takes a whole number from 1 to 65535."),
        ("127.0.0.1:http", "PORT is “http”; it takes a whole number from 1 to 65535."),
        ("127.0.0.1:", "PORT is “”; it takes a whole number from 1 to 65535."),
        (
            "256.1.1.1:8000",
            "HOST is “256.1.1.1”; it takes a name or an IP address of this machine.",
        ),
        (
            "192.0.2.1:8000",
            "HOST is “192.0.2.1”; it takes a name or an IP address of this machine.",
        ),
    ],
)
def test_an_address_that_cannot_be_served_is_refused(address: str, sentence: str):
    with pytest.raises(CommandError) as refusal:
        check_address(address)
    assert str(refusal.value) == sentence


def test_a_port_that_is_taken_is_refused():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError) as refusal:
            check_address(f"127.0.0.1:{port}")
    assert str(refusal.value) == (
        f"Something is already served on port {port}, perhaps another `make run`. "
        f"Stop it, or choose another port: make run PORT={port + 1}"
    )

"""The tracker as it is really run: its own processes, on a database of its own, with its settings."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any, NamedTuple

import psycopg
import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
STAFF = "sam@example.org"
SECONDS = 60

SET_UP = f"""
import django; django.setup()
from django.core.management import call_command
from occme.accounts.models import User
call_command("migrate", verbosity=0)
call_command("load_reference", verbosity=0)
User.objects.create_user({STAFF!r}, is_staff=True)
call_command("create_token", {STAFF!r})
"""

COUNT = """
import django; django.setup()
import json
from partners.models import Location, Organization
print(json.dumps({
    "organizations": sorted(Organization.objects.values_list("name", flat=True)),
    "lines": sorted(Organization.history.values_list("name", flat=True)),
    "places": Location.objects.count(),
    "lines of places": Location.history.count(),
}))
"""


def until(condition: Callable[[], Any], what: str) -> Any:
    """What the condition gives, as soon as that is true; fails after a minute."""
    deadline = time.monotonic() + SECONDS
    while not (found := condition()):
        assert time.monotonic() < deadline, f"It took too long until {what}."
        time.sleep(0.01)
    return found


class Answer(NamedTuple):
    status: int
    body: dict


class Tracker:
    """A database with a staff account and its token, and the processes that work on it."""

    def __init__(self, folder: Path, address: str, token: str = ""):
        self.address, self.port = address, free_port()
        mode = {"SAMPLE_DATA": "yes", "DEBUG": "no", "HTTPS": "no", "VAR_DIR": str(folder)}
        own = {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "occme.settings"}
        self.environment = os.environ | mode | own
        self.token = token or self.python("-c", SET_UP).strip().splitlines()[-1]

    def python(self, *arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def started(self, *arguments: str) -> subprocess.Popen:
        """A process with those it starts in a group of its own, so that one blow kills all."""
        return subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def serve(self) -> subprocess.Popen:
        options = f"--interface wsgi --no-ws --port {self.port} --workers 2 --blocking-threads 4"
        server = self.started("-m", "granian", *options.split(), "occme.wsgi:application")
        until(self.answers, "the server answered")
        return server

    def answers(self) -> bool:
        try:
            return self.ask("GET", "/healthz").status == 200
        except (OSError, HTTPException):
            return False

    def ask(self, method: str, path: str, body: dict | None = None, **headers: str) -> Answer:
        """One request on a connection of its own; OSError or HTTPException where it breaks off."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {"Authorization": f"Token {self.token}", "Content-Type": "application/json"}
        try:
            connection.request(method, path, json.dumps(body) if body else None, sent | named)
            answer = connection.getresponse()
            text = answer.read()
            return Answer(answer.status, json.loads(text) if text[:1] == b"{" else {})
        finally:
            connection.close()

    def kept(self) -> dict[str, Any]:
        """What a new process finds in the database."""
        return json.loads(self.python("-c", COUNT))


def kill(process: subprocess.Popen) -> None:
    """The whole group at once, as a power cut would; nobody gets to say goodbye."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]


class Prepared(NamedTuple):
    """A database that nobody works on: each test takes a copy of it."""

    address: str
    token: str


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """On the kind of database that the tests run on."""
    folder = tmp_path_factory.mktemp("prepared")
    with database(folder) as address:
        yield Prepared(address, Tracker(folder, address).token)


@pytest.fixture
def tracker(tmp_path: Path, prepared: Prepared) -> Iterator[Tracker]:
    with database(tmp_path, copied_from=prepared.address) as address:
        yield Tracker(tmp_path, address, prepared.token)


@contextmanager
def database(folder: Path, copied_from: str = "") -> Iterator[str]:
    """The address of a new one, which is gone afterwards."""
    server = settings.DATABASES["default"]
    if server["ENGINE"].endswith("sqlite3"):
        address = f"sqlite:///{folder}/killed.sqlite3"
        if copied_from:
            shutil.copy(copied_from.removeprefix("sqlite:///"), address.removeprefix("sqlite:///"))
        yield address
        return
    name = f"test_killed_{uuid.uuid4().hex[:12]}"
    root = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}".format(**server)
    template = f" TEMPLATE {copied_from.rpartition('/')[2]}" if copied_from else ""
    with psycopg.connect(f"{root}/{server['NAME']}", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}{template}")
        try:
            yield f"{root}/{name}"
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")

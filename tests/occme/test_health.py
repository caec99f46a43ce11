"""/healthz, with a database that answers and with several that do not."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOWN = {"status": "unavailable", "detail": "The database does not answer."}

# As a whole process with its own settings, and with the cookie of somebody signed in.
ASK = """
import json, time
import django
django.setup()
from django.test import Client
client = Client(raise_request_exception=False, headers={"host": "localhost"})
client.cookies["sessionid"] = "of-somebody"
began = time.monotonic()
answer = client.get("/healthz")
print(json.dumps([answer.status_code, answer.json(), time.monotonic() - began]))
"""


def ask(database_url: str, **env: str) -> tuple[int, dict, float]:
    env = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "occme.settings",
        "SECRET_KEY": "only-for-this-test-" + "0123456789abcdefghijklmnopqrstuvwxyz",
        "DATABASE_URL": database_url,
        **env,
    }
    process = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    return tuple(json.loads(process.stdout))


@pytest.mark.django_db(transaction=True)
def test_the_database_is_reached(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert answer.headers["Cache-Control"] == (
        "max-age=0, no-cache, no-store, must-revalidate, private"
    )
    assert "Set-Cookie" not in answer.headers


def test_other_methods_are_refused(client):
    assert client.post("/healthz").status_code == 405


PATIENCE = 15
"""Seconds, on a busy machine; without a limit of its own it would wait for minutes."""


def test_a_server_that_accepts_and_never_answers():
    with socket.create_server(("127.0.0.1", 0), backlog=5) as frozen:
        port = frozen.getsockname()[1]
        status, body, seconds = ask(f"postgres://me@127.0.0.1:{port}/tracker")
    assert (status, body) == (503, DOWN)
    assert 1 < seconds < PATIENCE


def test_a_server_that_is_down():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    status, body, seconds = ask(f"postgres://me@127.0.0.1:{port}/tracker")
    assert (status, body) == (503, DOWN)
    assert seconds < PATIENCE


def test_a_file_that_is_no_database(tmp_path):
    file = tmp_path / "tracker.sqlite3"
    file.write_text("this is not a database " * 100)
    assert ask(f"sqlite:///{file}")[:2] == (503, DOWN)


def test_a_file_that_somebody_holds_locked(tmp_path):
    file = tmp_path / "tracker.sqlite3"
    hold = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
        "c.execute('CREATE TABLE django_migrations (id)'); c.execute('BEGIN EXCLUSIVE');"
        "print('held', flush=True); input()"
    )
    command = [sys.executable, "-c", hold, str(file)]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        status, body, seconds = ask(f"sqlite:///{file}")
        holder.communicate("\n")
    assert (status, body) == (503, DOWN)
    assert 1 < seconds < PATIENCE


def test_a_database_that_was_never_set_up(tmp_path):
    assert ask(f"sqlite:///{tmp_path / 'tracker.sqlite3'}")[:2] == (503, DOWN)

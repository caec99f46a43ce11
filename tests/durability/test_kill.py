"""`kill -9` in the middle of writes: what was acknowledged is there, nothing twice, nothing half."""

import sqlite3
import threading
from collections import Counter
from http.client import HTTPException
from pathlib import Path

import psycopg
import pytest

from tests.durability.conftest import Tracker, kill, until

WRITERS = 4
ENOUGH = 40
"""Acknowledged before the blow."""
ROWS = 4000
PAGES_WRITTEN = 100_000
"""Bytes beside the database: it is in the middle of a transaction that writes."""


class Writer(threading.Thread):
    """Posts one organization after the other, each under a key of its own, until it breaks off."""

    def __init__(self, tracker: Tracker, number: int):
        super().__init__(daemon=True)
        self.tracker, self.number = tracker, number
        self.sent: list[str] = []
        self.acknowledged: list[str] = []

    def run(self) -> None:
        while True:
            name = f"Club {self.number}-{len(self.sent)}"
            self.sent.append(name)
            try:
                answer = post(self.tracker, name)
            except (OSError, HTTPException):
                return
            assert answer.status == 201, answer
            self.acknowledged.append(name)


def post(tracker: Tracker, name: str):
    key = name.replace(" ", "-")
    return tracker.ask("POST", "/api/v1/organizations/", {"name": name}, Idempotency_Key=key)


def test_a_killed_server_keeps_what_it_acknowledged(tracker):
    server = tracker.serve()
    writers = [Writer(tracker, number) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    until(lambda: sum(len(w.acknowledged) for w in writers) >= ENOUGH, "enough was written")
    kill(server)
    for writer in writers:
        writer.join(timeout=30)
    sent = sorted(name for writer in writers for name in writer.sent)
    acknowledged = {name for writer in writers for name in writer.acknowledged}
    kept = tracker.kept()
    names = kept["organizations"]
    assert acknowledged <= set(names) <= set(sent)
    assert (max(Counter(names).values()), kept["lines"]) == (1, names)
    server = tracker.serve()
    try:
        again = [post(tracker, name) for name in sent]
    finally:
        kill(server)
    assert [(a.status, a.body["name"]) for a in again] == [(201, name) for name in sent]
    kept = tracker.kept()
    assert (kept["organizations"], kept["lines"]) == (sent, sent)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    lines = [
        f"Sample Club {n},{n + 1} Main Street,02119,42.{310000 + n},-71.{80000 + n},A list"
        for n in range(ROWS)
    ]
    file = tmp_path / "clubs.csv"
    file.write_text("\n".join(["name,address,zip,latitude,longitude,source", *lines]))
    return file


def test_a_killed_import_is_all_or_nothing(tracker, sheet):
    importing = tracker.started("manage.py", "import_organizations", str(sheet))
    until(lambda: is_writing(tracker) or importing.poll() is not None, "rows were written")
    assert importing.poll() is None, "It was done before it could be killed."
    kill(importing)
    empty = {"organizations": [], "lines": [], "places": 0, "lines of places": 0}
    assert tracker.kept() == empty
    tracker.python("manage.py", "import_organizations", str(sheet))
    names = sorted(f"Sample Club {n}" for n in range(ROWS))
    whole = {"organizations": names, "lines": names, "places": ROWS, "lines of places": ROWS}
    assert tracker.kept() == whole


def is_writing(tracker: Tracker) -> bool:
    """Whether somebody has written rows to the database that are not committed yet."""
    if tracker.address.startswith("sqlite"):
        file = Path(tracker.address.removeprefix("sqlite:///"))
        beside = Path(f"{file}-wal")
        return is_locked(file) and beside.exists() and beside.stat().st_size > PAGES_WRITTEN
    with psycopg.connect(tracker.address) as connection:
        held = connection.execute(
            "SELECT count(*) FROM pg_locks WHERE mode = 'RowExclusiveLock' "
            "AND relation = 'partners_historicallocation'::regclass"
        )
        return held.fetchone() != (0,)


def is_locked(file: Path) -> bool:
    connection = sqlite3.connect(file, timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    else:
        connection.execute("ROLLBACK")
        return False
    finally:
        connection.close()

"""What the database itself says about a connection that the product's settings open."""

import os

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler, OperationalError

from occme.environment import env_database

URL = os.environ.get("DATABASE_URL", "")
ON_POSTGRESQL = URL.startswith("postgres")

pytestmark = pytest.mark.django_db


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """One connection after the other to a database of its own on SQLite; on PostgreSQL to the
    one that is there, which is not written to."""
    if not ON_POSTGRESQL:
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'own.sqlite3'}")
    made: list[BaseDatabaseWrapper] = []

    def opened() -> BaseDatabaseWrapper:
        handler = ConnectionHandler({"default": env_database("DATABASE_URL", "")})
        made.append(handler.create_connection("default"))
        return made[-1]

    yield opened
    for one in made:
        one.close()


def asked(database: BaseDatabaseWrapper, *questions: str) -> list:
    with database.cursor() as cursor:
        return [cursor.execute(question).fetchone()[0] for question in questions]


@pytest.mark.skipif(ON_POSTGRESQL, reason="about SQLite")
def test_an_acknowledged_commit_survives_a_power_cut(opened):
    full = 2
    told = asked(opened(), "PRAGMA journal_mode", "PRAGMA synchronous", "PRAGMA busy_timeout")
    assert told == ["wal", full, 20_000]


@pytest.mark.skipif(ON_POSTGRESQL, reason="about SQLite")
def test_a_transaction_takes_its_turn_from_its_first_moment(opened):
    first, second = opened(), opened()
    second.settings_dict["OPTIONS"]["timeout"] = 0
    first.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    with pytest.raises(OperationalError, match="database is locked"):
        second.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


@pytest.mark.skipif(not ON_POSTGRESQL, reason="about PostgreSQL")
def test_nothing_waits_for_ever(opened):
    database = opened()
    assert asked(database, "SHOW statement_timeout", "SHOW lock_timeout") == ["30s", "10s"]
    assert database.connection.info.get_parameters()["connect_timeout"] == "3"


def test_the_tests_themselves_run_on_the_same_but_for_the_disk():
    """So that what they show of locks and waiting holds for the product."""
    if ON_POSTGRESQL:
        assert asked(connection, "SHOW statement_timeout") == ["30s"]
    else:
        assert asked(connection, "PRAGMA journal_mode", "PRAGMA busy_timeout") == ["wal", 20_000]

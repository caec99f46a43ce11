"""scripts/run_tests.py: which databases, and what may be left out."""

import pytest

from scripts import run_tests


@pytest.fixture
def nothing_there(monkeypatch):
    """A machine with neither Chromium nor PostgreSQL, nor programs for maps."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(run_tests, "POSTGRES", "postgres://postgres@127.0.0.1:1/postgres")
    monkeypatch.setattr(run_tests, "BROWSERS", ("no-such-browser",))
    monkeypatch.setattr(run_tests, "MAPS", "/no/such/python3")


@pytest.mark.usefixtures("nothing_there")
def test_without_postgresql_only_sqlite_is_tested():
    databases, left_out = run_tests.find_databases()
    assert databases == {"SQLite": ""}
    assert [reason.split(" (")[0] for reason in left_out] == ["PostgreSQL"]


@pytest.mark.usefixtures("nothing_there")
def test_a_chosen_database_is_the_only_one(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/tracker")
    assert run_tests.find_databases() == ({"postgres": "postgres://somewhere/tracker"}, [])


@pytest.mark.usefixtures("nothing_there")
def test_where_ci_is_set_nothing_is_left_out(monkeypatch, capsys):
    monkeypatch.setenv("CI", "true")
    assert run_tests.main(["--version"]) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith("Left out: PostgreSQL (")
    assert first.endswith(
        "); tests/browser (no Chromium found); tests/tools (no GDAL with QGIS found: on Debian "
        "gdal-bin and python3-qgis)."
    )
    assert last == "Where CI is set, nothing may be left out."

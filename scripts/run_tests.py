"""Runs the whole suite on each database there is: SQLite, and PostgreSQL where one answers.

DATABASE_URL set: all of it on that one alone. Else what uses no database, the journeys in the
browser, and what programs for maps read, are tested with the first one. Without Chromium, GDAL or
QGIS those tests are left out, and it is said; where CI is set, it is a failure if one of them or
PostgreSQL is missing. Arguments go to pytest.
"""

import os
import shutil
import subprocess
import sys

import psycopg

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NOTHING_TO_RUN = 5
"""Of pytest: none of the tests that were asked for uses a database."""
MAPS = "/usr/bin/python3"
"""Of the system, for whose Python QGIS is packaged."""
ON_OTHERS = ("--only-database", "--ignore=tests/browser", "--ignore=tests/tools")
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")


def main(arguments: list[str]) -> int:
    databases, left_out = find_databases()
    for folder, reason in programs_missing().items():
        left_out.append(f"{folder} ({reason})")
        arguments = [*arguments, f"--ignore={folder}"]
    if left_out:
        print(f"Left out: {'; '.join(left_out)}.", flush=True)
        if os.environ.get("CI"):
            print("Where CI is set, nothing may be left out.")
            return 1
    first, *others = databases.items()
    results = [run(*first, arguments)]
    more = [run(*other, [*arguments, *ON_OTHERS]) for other in others]
    results += [code for code in more if code != NOTHING_TO_RUN]
    return int(any(results))


def programs_missing() -> dict[str, str]:
    """Folders of tests that cannot run here, and why."""
    missing = {}
    if not any(map(shutil.which, BROWSERS)):
        missing["tests/browser"] = "no Chromium found"
    if not (shutil.which("ogr2ogr") and has_qgis()):
        missing["tests/tools"] = "no GDAL with QGIS found: on Debian gdal-bin and python3-qgis"
    return missing


def has_qgis() -> bool:
    find = "import importlib.util, sys; sys.exit(importlib.util.find_spec('qgis') is None)"
    try:
        return subprocess.run([MAPS, "-I", "-c", find], check=False).returncode == 0
    except OSError:
        return False


def find_databases() -> tuple[dict[str, str], list[str]]:
    """The databases to test on, by name, and what has to be left out, with the reason."""
    if chosen := os.environ.get("DATABASE_URL"):
        return {chosen.split(":")[0]: chosen}, []
    databases = {"SQLite": ""}  # Empty: the settings' own default.
    if problem := postgres_problem():
        return databases, [f"PostgreSQL ({problem})"]
    return databases | {"PostgreSQL": POSTGRES}, []


def postgres_problem() -> str:
    """Why PostgreSQL cannot be tested on; empty if it can."""
    try:
        psycopg.connect(POSTGRES, connect_timeout=3).close()
    except psycopg.Error as error:
        return str(error).strip().splitlines()[0]
    return ""


def run(name: str, url: str, arguments: list[str]) -> int:
    print(f"\nTests on {name}", flush=True)
    # Playwright keeps an event loop running in the thread in which the tests use the database.
    environment = {**os.environ, "DATABASE_URL": url, "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}
    command = [sys.executable, "-m", "pytest", "-n", "2", *arguments]
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)

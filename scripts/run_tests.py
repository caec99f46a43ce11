"""Runs the whole suite on each database there is: SQLite, and PostgreSQL where one answers.

DATABASE_URL set: all of it on that one alone. Else what uses no database, and the journeys in the
browser, are tested with the first one. Without Chromium the browser tests are left out, and it is
said; where CI is set, a missing Chromium or PostgreSQL is a failure. Arguments go to pytest.
"""

import os
import shutil
import subprocess
import sys

import psycopg

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
NOTHING_TO_RUN = 5
"""Of pytest: none of the tests that were asked for uses a database."""
ON_OTHERS = ("--only-database", "--ignore=tests/browser")
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")


def main(arguments: list[str]) -> int:
    databases, left_out = find_databases()
    if not any(map(shutil.which, BROWSERS)):
        left_out.append("the browser tests (no Chromium found)")
        arguments = [*arguments, "--ignore=tests/browser"]
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

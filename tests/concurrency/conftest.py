"""Many at once: real threads, each with its own connection, on a real database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client

from tests.factories import a_user


@pytest.fixture
def at_once(transactional_db) -> Callable[[list[Callable[[], Any]]], list]:
    """Runs all of the calls at the same moment; returns what each of them returned."""

    def run(calls: list[Callable[[], Any]]) -> list:
        ready = Barrier(len(calls))

        def one(call: Callable[[], Any]) -> Any:
            try:
                ready.wait(timeout=10)
                return call()
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(calls)) as threads:
            return list(threads.map(one, calls))

    return run


@pytest.fixture
def clients(transactional_db) -> list[Client]:
    """Eight browsers of the same staff member."""
    person = a_user("sam@example.org", name="Sam Staff", is_staff=True)
    made = [Client() for _ in range(8)]
    for client in made:
        client.force_login(person)
    return made

"""Pages and answers asked one after the other, in one process and without a network: what is timed
is the program."""

from collections.abc import Iterable
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any, NamedTuple

ROUNDS, WARM_UP = 30, 3
HEADINGS = (
    "| | p50, ms | p95, ms | CPU | limit | bytes | queries |\n|---|---:|---:|---:|---:|---:|---:|"
)


class Question(NamedTuple):
    """Who asks for what, and in how many milliseconds half of the answers should be there."""

    name: str
    who: str
    address: str
    limit_ms: int


def table(questions: Iterable[Question], emails: dict[str, str]) -> None:
    """Prints one; `emails` says who each `who` is. CPU is the program's own time for an answer,
    which other work on the machine hardly changes; on SQLite it holds the database's too."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from occme.accounts.models import User

    print(HEADINGS)
    for question in questions:
        client = Client(headers={"host": "127.0.0.1"})
        if question.who:
            client.force_login(User.objects.get(email=emails[question.who]))
        with CaptureQueriesContext(connection) as queries:
            *_times, size = asked(client, question.address)
        count = len(queries)
        answers = [asked(client, question.address) for _ in range(WARM_UP + ROUNDS)][WARM_UP:]
        times, cpu, _sizes = zip(*answers, strict=True)
        p95 = quantiles(times, n=20, method="inclusive")[18]
        cells = f"{median(times):.0f} | {p95:.0f} | {median(cpu):.0f} | {question.limit_ms}"
        print(f"| {question.name} | {cells} | {size:,} | {count} |", flush=True)


def asked(client: Any, address: str) -> tuple[float, float, int]:
    """Milliseconds until all of the answer was there, those of the processor, and its size."""
    began, worked = perf_counter(), process_time()
    response = client.get(address)
    body = b"".join(response) if response.streaming else response.content
    assert response.status_code == 200, (address, response.status_code, body[:500])
    return (perf_counter() - began) * 1000, (process_time() - worked) * 1000, len(body)

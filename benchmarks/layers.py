"""`python -m benchmarks.layers`: all organizations over /ogc, page after page, as maps download them.

In one process and without a network. A page is thrown away while it comes, so that the peak of
memory is the program's; it never falls, hence small pages first.
"""

import os
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import perf_counter, process_time

import django
import orjson

from benchmarks.asking import Question, table

ITEMS = "/ogc/collections/organizations/items"
LIMITS = (100, 1_000, 10_000)
ENDS = 10
"""So many pages at the beginning, and at the end, are compared."""


def questions() -> list[Question]:
    return [
        Question("the collections, with their extents", "", "/ogc/collections", 300),
        Question("the first 100", "", ITEMS, 300),
        Question("100 in a box", "", f"{ITEMS}?bbox=-71.09,42.32,-71.08,42.33", 300),
        Question("100 of a kind", "", f"{ITEMS}?kind=faith", 300),
        Question("100 after 90,000", "", f"{ITEMS}?offset=90000", 300),
    ]


def walk(limit: int) -> None:
    """A line of the table: pages of so many, from the first to the last."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    times, worked, size, address = [], process_time(), 0, f"{ITEMS}?limit={limit}"
    while address:
        began = perf_counter()
        parts = iter(client.get(address))
        head = next(parts)
        size += len(head) + sum(map(len, parts))
        times.append((perf_counter() - began) * 1000)
        address = onward(head)
    cells = [
        f"{limit:,}",
        f"{len(times):,}",
        *(f"{median(of):.0f}" for of in (times, times[:ENDS], times[-ENDS - 1 : -1])),
        f"{sum(times) / 1000:.0f}",
        f"{process_time() - worked:.0f}",
        f"{size / 1e6:.0f}",
        f"{getrusage(RUSAGE_SELF).ru_maxrss / 1024:.0f}",
    ]
    print(f"| {' | '.join(cells)} |", flush=True)


def onward(head: bytes) -> str:
    """The address of the next page, which stands before the features; empty on the last."""
    whole = orjson.loads(head.partition(b',"features":[')[0] + b"}")
    return next((link["href"] for link in whole["links"] if link["rel"] == "next"), "")


def main() -> None:
    table(questions(), {})
    print("\n| a page | pages | p50, ms | first | last | all, s | CPU, s | MB | peak memory, MB |")
    print(f"|{'---:|' * 9}")
    for limit in LIMITS:
        walk(limit)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "occme.settings")
    os.environ["OPEN_DATA_REQUESTS"] = "1000000"
    django.setup()
    main()

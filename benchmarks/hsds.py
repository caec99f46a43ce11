"""`python -m benchmarks.hsds`: pages and whole downloads of HSDS, asked one after the other.

On top of what `terms` stores, over as many organizations as `prepare` has stored. In one process and
without a network: what is timed is the program. Each download has a process of its own, whose peak
memory is told from before it and from after it: `python -m benchmarks.hsds ADDRESS`.
"""

import os
import resource
import subprocess
import sys
from time import perf_counter, process_time
from typing import Any

import django

from benchmarks import terms
from benchmarks.asking import Question, table

MB = 1_000_000
KB_TO_MB = 1_000


def questions() -> list[Question]:
    since = "modified_after=2026-01-01T00:00:00Z"
    near = "postcode=02119&proximity=1000"
    return [
        Question("organizations, a page of 50", "", "/hsds/organizations", 300),
        Question("the same, full", "", "/hsds/organizations?full=true", 300),
        Question("the last page", "", f"/hsds/organizations?page={last_page()}", 300),
        Question("organizations within 1,000 m", "", f"/hsds/organizations?{near}", 300),
        Question("organizations written since", "", f"/hsds/organizations?{since}", 300),
        Question("organizations, search", "", "/hsds/organizations?search=garden", 300),
        Question("services, a page of 50", "", "/hsds/services", 300),
        Question("the same, full", "", "/hsds/services?full=true", 300),
        Question("services, minimal: all", "", "/hsds/services?minimal=true", 1_000),
        Question("services at locations within 1,000 m", "", f"/hsds/service_at_locations?{near}", 300),
        Question("terms", "", "/hsds/taxonomy_terms", 300),
    ]  # fmt: skip


def last_page() -> int:
    return int(ask("/hsds/organizations?per_page=50").json()["total_pages"])


def downloads() -> None:
    print("| whole download | rows | MB | seconds | CPU | peak before, MB | peak after, MB |")
    print("|---|---:|---:|---:|---:|---:|---:|", flush=True)
    for name in ("organizations", "services", "service_at_locations"):
        for query in ("", "&full=true"):
            address = f"/hsds/{name}?format=ndjson{query}"
            subprocess.run([sys.executable, "-m", "benchmarks.hsds", address], check=True)


def download(address: str) -> None:
    ask("/hsds")
    before, began, worked, size, rows = peak(), perf_counter(), process_time(), 0, 0
    for part in ask(address):
        size += len(part)
        rows += part.count(b"\n")
    times = f"{perf_counter() - began:.0f} | {process_time() - worked:.0f}"
    cells = f"{rows:,} | {size / MB:.0f} | {times} | {before:.0f} | {peak():.0f}"
    print(f"| {address} | {cells} |", flush=True)


def ask(address: str) -> Any:
    from django.test import Client

    response = Client(headers={"host": "127.0.0.1"}).get(address)
    assert response.status_code == 200, (address, response.status_code)
    return response


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KB_TO_MB


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "occme.settings")
    os.environ["OPEN_DATA_REQUESTS"] = "1000000"  # All questions come from one address.
    django.setup()
    if len(sys.argv) > 1:
        download(sys.argv[1])
    else:
        terms.fill()
        downloads()
        table(questions(), {})

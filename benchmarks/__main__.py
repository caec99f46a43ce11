"""`python -m benchmarks`: reading, terms, agreements, import, writing and geocoding, each as a table.

Reading is compared with a bare server: both are asked in turns, one question at a time, so that
whatever else the machine does slows both.
"""

import argparse
import http.client
import json
import os
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

import orjson

from benchmarks import importing, writing
from benchmarks.questions import PAGES, QUESTIONS
from benchmarks.timed import HEADER

VAR_DIR = Path(os.environ.get("VAR_DIR") or "var").resolve() / "bench"
PORTS = {"tracker": 8431, "bare": 8432}
HEADERS = {"Host": "127.0.0.1"}
WARM_UP = 3
PARTS = (
    "reading",
    "terms",
    "agreements",
    "reports",
    "staff",
    "import",
    "writing",
    "geocoding",
    "layers",
)


class Answer(NamedTuple):
    """`ms` from sending to having read all of it; `cpu_ms` of the server for it."""

    ms: float
    cpu_ms: float
    body: bytes


def main() -> None:
    options = read_options()
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    shared = os.environ | {"VAR_DIR": str(VAR_DIR), "SAMPLE_DATA": "yes"}
    shared["DJANGO_SETTINGS_MODULE"] = "occme.settings"
    shared["OPEN_DATA_REQUESTS"] = "1000000"
    if "reading" in options.parts:
        for size in options.sizes:
            read(size, options, shared)
    for part in ("terms", "agreements", "reports", "figures"):
        if part in options.parts:
            database = options.postgresql or f"sqlite:///{VAR_DIR / part}.sqlite3"
            environment = shared | {"DATABASE_URL": database}
            run("benchmarks.prepare", "2000", environment=environment)
            run(f"benchmarks.{part}", environment=environment)
    if "staff" in options.parts:
        database = options.postgresql or f"sqlite:///{VAR_DIR / 'staff.sqlite3'}"
        environment = shared | {"DATABASE_URL": database}
        run("benchmarks.prepare", "2000", environment=environment)
        run("benchmarks.searching", environment=environment)
    if "layers" in options.parts:
        database = options.postgresql or f"sqlite:///{VAR_DIR / '100000.sqlite3'}"
        environment = shared | {"DATABASE_URL": database}
        run("benchmarks.prepare", "100000", environment=environment)
        run("benchmarks.layers", environment=environment)
    if "import" in options.parts:
        importing.measure(VAR_DIR, shared)
    if "writing" in options.parts:
        database = options.postgresql or f"sqlite:///{VAR_DIR / 'writing.sqlite3'}"
        writing.measure(shared | {"DATABASE_URL": database})
    if "geocoding" in options.parts:
        run("benchmarks.geocoding", environment=shared)


def read(size: int, options: argparse.Namespace, shared: dict) -> None:
    database = VAR_DIR / f"{size}.sqlite3"
    environment = shared | {
        "DATABASE_URL": options.postgresql or f"sqlite:///{database}",
        "BENCHMARK_DATABASE": str(database),
    }
    run("benchmarks.prepare", str(size), environment=environment)
    counted = json.loads(run("benchmarks.queries", environment=environment, quiet=True))
    names = ["tracker"] if options.postgresql else ["tracker", "bare"]
    with serving(names, environment) as clients:
        report(size, measured(clients, options.rounds), counted)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; or all")
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument(
        "--postgresql",
        help="address of a database bench…, empty at first, for reading "
        "(without the bare server) and writing; imports go into SQLite",
    )
    options = parser.parse_args()
    options.parts = options.parts or list(PARTS)
    if unknown := set(options.parts) - set(PARTS):
        parser.error(
            f"There is no part {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}."
        )
    if options.postgresql and "reading" in options.parts and len(options.sizes) > 1:
        parser.error("With --postgresql give one of --sizes: one database holds one size.")
    if options.postgresql and not re.search(r"/bench[^/]*$", options.postgresql):
        parser.error("The name of the database has to start with “bench”: no other is written to.")
    return options


def run(module: str, *arguments: str, environment: dict, quiet: bool = False) -> str:
    command = [sys.executable, "-m", module, *arguments]
    pipe = subprocess.PIPE if quiet else None
    done = subprocess.run(command, env=environment, stdout=pipe, text=True)
    return done.stdout if done.returncode == 0 else sys.exit(done.returncode)


@contextmanager
def serving(names: list[str], environment: dict):
    """Server name → an open connection to it, for as long as the block runs."""
    servers = [subprocess.Popen(command(name), env=environment) for name in names]
    try:
        yield {name: connected(PORTS[name]) for name in names}
    finally:
        for server in servers:
            server.terminate()
            server.wait()


def command(name: str) -> list[str]:
    options = (
        "--interface wsgi --no-ws --workers 1 --blocking-threads 1 --workers-kill-timeout 1 "
        f"--log-level error --port {PORTS[name]} --factory benchmarks.timed:{name}"
    )
    return [sys.executable, "-m", "granian", *options.split()]


def connected(port: int) -> http.client.HTTPConnection:
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(100):
        try:
            client.connect()
        except ConnectionRefusedError:
            time.sleep(0.2)
        else:
            return client
    sys.exit("A server did not start; its lines above say why.")


def ask(client: http.client.HTTPConnection, address: str) -> Answer:
    began = time.perf_counter()
    client.request("GET", address, headers=HEADERS)
    response = client.getresponse()
    body = response.read()
    taken = (time.perf_counter() - began) * 1000
    if response.status != 200:
        sys.exit(f"{address} answered {response.status}: {body[:500].decode()}")
    return Answer(taken, float(response.headers[HEADER].rpartition("=")[2]), body)


def measured(clients: dict, rounds: int) -> dict[str, dict[str, list[Answer]]]:
    """Question → server → its answers; the first of both have to be equal."""
    answers: dict[str, dict[str, list[Answer]]] = {}
    for name, address in (QUESTIONS | PAGES).items():
        asked = [server for server in clients if server == "tracker" or name in QUESTIONS]
        bodies = [orjson.loads(ask(clients[s], address).body) for s in asked if len(asked) > 1]
        if bodies and bodies[0] != bodies[1]:
            sys.exit(f"{address}: the two servers do not say the same.")
        answers[name] = {server: [] for server in asked}
    for turn in range(WARM_UP + rounds):
        for name, address in (QUESTIONS | PAGES).items():
            for server in sorted(answers[name], reverse=bool(turn % 2)):
                answer = ask(clients[server], address)
                if turn >= WARM_UP:
                    answers[name][server].append(answer)
    return answers


def report(size: int, answers: dict, counted: dict[str, int]) -> None:
    print(f"\n**{size:,} organizations**\n")
    print("| | p50 | p95 | bare p50 | bare p95 | × | CPU | bare CPU | × | bytes | queries |")
    print(f"|---{'|---:' * 10}|")
    for name, by_server in answers.items():
        ours, bare = by_server["tracker"], by_server.get("bare")
        cells = [*percentiles(ours), *(percentiles(bare) if bare else (None, None))]
        cells.append(bare and cells[0] / cells[2])
        cpu = [median(answer.cpu_ms for answer in of) if of else None for of in (ours, bare)]
        cells += [*cpu, bare and cpu[0] / cpu[1]]
        figures = " | ".join("" if cell is None else f"{cell:.1f}" for cell in cells)
        print(f"| {name} | {figures} | {len(ours[0].body):,} | {counted[name]} |")


def percentiles(answers: list[Answer]) -> tuple[float, float]:
    """The middle and the 95th percentile, in milliseconds."""
    cuts = quantiles([answer.ms for answer in answers], n=20, method="inclusive")
    return cuts[9], cuts[18]


if __name__ == "__main__":
    main()

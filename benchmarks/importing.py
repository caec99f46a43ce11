"""How long an import takes, and how much memory: files of invented organizations, into an empty
database each."""

import csv
import os
import subprocess
import sys
from itertools import cycle, islice, product
from pathlib import Path
from time import perf_counter

from benchmarks import words

ROOT = Path(__file__).resolve().parent.parent
SIZES = (2_000, 10_000)
COLUMNS = ("name", "address", "city", "state", "zip", "kind", "description", "source")


def measure(folder: Path, environment: dict) -> None:
    """Prints a line for each size, by the command and as in the browser; memory that stays flat
    hardly differs between them."""
    print("\n| rows | seconds | rows per second | peak memory, MB |\n|---:|---:|---:|---:|")
    for size in SIZES:
        database, sheet = folder / f"import-{size}.sqlite3", folder / f"import-{size}.csv"
        for old in folder.glob(f"{database.name}*"):
            old.unlink()
        write_sheet(sheet, size)
        own = environment | {"DATABASE_URL": f"sqlite:///{database}"}
        for command in ("migrate", "load_reference"):
            manage(own, command, "--verbosity", "0")
        seconds, megabytes = manage(own, "import_organizations", str(sheet), "--verbosity", "0")
        print(f"| {size:,} | {seconds:.1f} | {size / seconds:,.0f} | {megabytes:.0f} |")
    measure_kept(folder, environment)


def measure_kept(folder: Path, environment: dict) -> None:
    """The same sheets as staff import them in the browser."""
    print("\n| rows in the browser | read, s | look, s | import, s | take back, s |")
    print("|---:|---:|---:|---:|---:|", flush=True)
    for size in SIZES:
        database, sheet = folder / f"import-{size}.sqlite3", folder / f"import-{size}.csv"
        for old in folder.glob(f"{database.name}*"):
            old.unlink()
        own = environment | {"DATABASE_URL": f"sqlite:///{database}"}
        for command in ("migrate", "load_reference"):
            manage(own, command, "--verbosity", "0")
        kept = [sys.executable, "-m", "benchmarks.kept", str(sheet)]
        subprocess.run(kept, cwd=ROOT, env=own, check=True)


def manage(environment: dict, *arguments: str) -> tuple[float, float]:
    """Runs a command; how many seconds it took, start included, and its peak memory in MB."""
    began = perf_counter()
    command = [sys.executable, "manage.py", *arguments]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(arguments)} ended with {process.returncode}.")
    # Linux counts kilobytes, macOS bytes.
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return perf_counter() - began, used.ru_maxrss / unit


def write_sheet(path: Path, size: int) -> None:
    """The same rows at every run, at addresses of the city; no two of one name."""
    with (ROOT / "fixtures" / "address_points.csv").open(encoding="utf-8") as file:
        addresses = cycle(list(csv.DictReader(file)))
    named = product(range(1, size), words.PLACES, words.TOPICS)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for (number, place, topic), at in zip(islice(named, size), addresses, strict=False):
            does = words.DOES[number % len(words.DOES)]
            address = [f"{at['number']} {at['street']}", "Boston", "MA", at["zip"]]
            name = f"Sample {place} {topic} {number}"
            writer.writerow([name, *address, "nonprofit", f"{does}.", "An invented list"])

"""How far a long look or import is, for whoever waits for it.

In a file beside the database: what a transaction writes into the database nobody else sees before
it ends, and on SQLite nobody else could write there in the meantime.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from typing import Any

import orjson
from django.conf import settings

from partners.importing.outcomes import Counted, Progress

EVERY_S = 0.25


def path_of(number: int) -> Path:
    return settings.VAR_DIR / "underway" / f"{number}.json"


@contextmanager
def underway(number: int, steps: int = 2) -> Iterator[Progress]:
    """Gives what passes things through and keeps how far it is: so many times, one after the
    other, over all rows."""
    path = path_of(number)
    step, told_at = 0, 0.0

    def progress(things: Counted, description: str) -> Iterator[Any]:
        nonlocal step, told_at
        total = len(things) or 1
        for done, thing in enumerate(things):
            if monotonic() - told_at > EVERY_S:
                told_at = monotonic()
                tell(path, (step + done / total) / steps)
            yield thing
        step += 1

    try:
        yield progress
    finally:
        with suppress(OSError):
            path.unlink()


def tell(path: Path, share: float) -> None:
    """At once or not at all: who reads it finds the old or the new. Where it cannot be told, for
    want of room or because two do it at once, the work goes on all the same."""
    new = path.with_suffix(".new")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        new.write_bytes(orjson.dumps(round(min(share, 1), 3)))
        new.replace(path)


def share_done(number: int) -> float | None:
    """From 0 to 1; None where nothing is under way that this machine knows of."""
    try:
        return float(orjson.loads(path_of(number).read_bytes()))
    except (OSError, ValueError):
        return None

"""A key that somebody made up for a request, and the answer that is kept under it.

Key, change and answer are written in one transaction. Two at once: the second waits for the
first, then gets its answer. A request that was refused, or broken off, leaves nothing behind, so
that its key can be used again.
"""

import hashlib
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import transaction

from occme.once.models import KeptAnswer


class Answer(NamedTuple):
    """What is kept of an answer."""

    status: int
    headers: dict[str, str]
    body: str = ""


class OtherRequest(Exception):
    """The key came with another request before, which was answered with `kept`."""

    def __init__(self, kept: KeptAnswer):
        self.kept = kept


def fingerprint(*parts: bytes) -> str:
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


def once(*, user: Any, key: str, request: str, act: Callable[[], Answer]) -> KeptAnswer:
    """The answer of `act` to a request, by its fingerprint, now or the first time it came."""
    with transaction.atomic():
        kept = claimed(user, key, request)
        if kept.fingerprint != request:
            raise OtherRequest(kept)
        if kept.status is None:
            kept.status, kept.headers, kept.body = act()
            kept.save()
    return kept


def claimed(user: Any, key: str, request: str) -> KeptAnswer:
    """The row of this key, locked; without a status where this request is the first with it."""
    mine = KeptAnswer.objects.filter(user=user, key=key)
    mine.expired().delete()
    first = KeptAnswer(user=user, key=key, fingerprint=request)
    # Waits where another request with the key is under way, and leaves its row alone.
    KeptAnswer.objects.bulk_create([first], ignore_conflicts=True)
    return mine.select_for_update().get()

"""What happened on an earlier day, told again through the same verbs: for sample data alone.

The verbs keep their own time, and mail leaves on commit. Here the clock of `django.utils.timezone`
stands where it stood then, for this thread of a command that does nothing else, and nobody is
written to. Rows of the past written one by one would have to repeat what the verbs do: rounds,
hashes, promises and their days, and who was told that a signature is void.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.utils import timezone

_is_telling = ContextVar("is_telling", default=True)


def is_telling() -> bool:
    """Whether those whom a step concerns are written to."""
    return _is_telling.get()


@contextmanager
def in_silence() -> Iterator[None]:
    token = _is_telling.set(False)
    try:
        yield
    finally:
        _is_telling.reset(token)


@contextmanager
def clock_at(moment: datetime) -> Iterator[None]:
    """Django's `now` is asked of this class: so defaults of fields that were bound to the function
    long ago are moved too. Time goes on while it lasts."""
    shift: timedelta = moment - timezone.now()

    class Moved(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + shift

    names = vars(timezone)
    try:
        names["datetime"] = Moved
        yield
    finally:
        names["datetime"] = datetime

"""Values that take very long to compute: told as they were a little while ago, and computed anew
meanwhile. Where computing is quick, they are as exact as all others."""

import logging
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from threading import Lock, Thread
from time import thread_time, time
from typing import Any, ParamSpec, TypeVar

from django.core.cache import cache
from django.db import connections
from django.utils import translation
from django.utils.timezone import localdate

from occme.freshness.kept import Memory
from occme.freshness.models import Topic, version
from occme.release import release

P = ParamSpec("P")
R = TypeVar("R")

PATIENCE_S = 1.0
"""Of computing. What takes less is computed while somebody waits for it."""
REST_TIMES = 20
"""After it was computed there is quiet for so many times as long as that took."""
MOST = 256
A_DAY_S = 24 * 60 * 60

is_behind: ContextVar[bool] = ContextVar("is_behind", default=False)
"""Whether something older than the data was told since this was last set."""
_is_exact: ContextVar[bool] = ContextVar("_is_exact", default=False)
"""While one is computed, those that it is made of are not older."""


@dataclass(frozen=True)
class Held:
    value: Any
    state: tuple
    took_s: float
    at: float


_held = Memory(MOST)
_under_way: set[tuple] = set()
_lock = Lock()


def kept_meanwhile(topic: str = Topic.FIGURES) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """As kept_while_unchanged. The value says itself of which day it is."""

    def decorator(compute: Callable[P, R]) -> Callable[P, R]:
        name = f"{compute.__module__}.{compute.__qualname__}"

        def renewed(key: tuple, *args: P.args, **kwargs: P.kwargs) -> R:
            state, began = state_of(topic), thread_time()
            token = _is_exact.set(True)
            try:
                value = compute(*args, **kwargs)
            finally:
                _is_exact.reset(token)
            keep(key, Held(value, state, thread_time() - began, time()))
            return value

        @wraps(compute)
        def kept(*args: P.args, **kwargs: P.kwargs) -> R:
            key = (name, translation.get_language(), args, tuple(sorted(kwargs.items())))
            held = found(key)
            if held and held.state == state_of(topic):
                return held.value
            if held is None or held.took_s < PATIENCE_S or _is_exact.get():
                return renewed(key, *args, **kwargs)
            is_behind.set(True)
            if time() - held.at > REST_TIMES * held.took_s:
                aside(key, lambda: renewed(key, *args, **kwargs))
            return held.value

        return kept

    return decorator


def state_of(topic: str) -> tuple:
    return version(topic).number, localdate()


def found(key: tuple) -> Held | None:
    """Of this process, or else of another one, also of one that is gone."""
    if held := _held.get(key):
        return held
    kept: Held | None = cache.get(cache_name(key))
    if kept:
        _held.keep(key, kept)
    return kept


def keep(key: tuple, held: Held) -> None:
    _held.keep(key, held)
    if held.took_s >= PATIENCE_S:
        cache.set(cache_name(key), held, A_DAY_S)


def cache_name(key: tuple) -> str:
    state = sha256(repr((release().name, key)).encode()).hexdigest()
    return f"meanwhile-{state}"


def aside(key: tuple, renew: Callable[[], Any]) -> None:
    """Once at a time, in a thread with a connection of its own."""
    with _lock:
        if key in _under_way:
            return
        _under_way.add(key)
    language = key[1]

    def work() -> None:
        try:
            with translation.override(language):
                renew()
        except Exception:
            logging.getLogger(__name__).exception("A figure could not be counted anew.")
        finally:
            connections.close_all()
            _under_way.discard(key)

    Thread(target=work, name="figures", daemon=True).start()


def forget() -> None:
    _held.forget()

"""Values that take long to compute, kept in memory for as long as the data stays as it is."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock, RLock
from typing import Any, ParamSpec, TypeVar

from django.utils.timezone import localdate
from django.utils.translation import get_language

from occme.freshness.models import Topic, version

P = ParamSpec("P")
R = TypeVar("R")

MOST = 512
"""How many values each process keeps; what was not asked for longest makes room."""


class Memory(OrderedDict[tuple, Any]):
    """Of this process, for several threads: so many values at most."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most, self.lock = most, Lock()

    def keep(self, key: tuple, value: Any) -> None:
        with self.lock:
            self[key] = value
            self.move_to_end(key)
            while len(self) > self.most:
                self.popitem(last=False)

    def forget(self) -> None:
        with self.lock:
            self.clear()


_kept = Memory(MOST)
_turns: dict[tuple, Any] = {}
"""Of what is being computed."""


def kept_while_unchanged(topic: str = Topic.FIGURES) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """For functions of the data, the day and the language, and of nothing else but arguments that
    can be hashed. All callers get the same object: nobody may change it. One query a call. Of
    several who ask at once one computes, and the others wait for it: a change of the data has all
    visitors of the moment ask."""

    def decorator(compute: Callable[P, R]) -> Callable[P, R]:
        name = f"{compute.__module__}.{compute.__qualname__}"

        @wraps(compute)
        def kept(*args: P.args, **kwargs: P.kwargs) -> R:
            state = (version(topic).number, localdate(), get_language())
            key = (name, state, args, tuple(sorted(kwargs.items())))
            with _kept.lock:
                if key in _kept:
                    _kept.move_to_end(key)
                    return _kept[key]
                turn = _turns.setdefault(key, RLock())
            with turn:
                if (found := _kept.get(key, turn)) is not turn:
                    return found
                try:
                    value = compute(*args, **kwargs)
                    _kept.keep(key, value)
                    return value
                finally:
                    _turns.pop(key, None)

        return kept

    return decorator


def forget() -> None:
    _kept.forget()

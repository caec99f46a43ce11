"""Whatever takes long is computed once, also where many ask at the same moment."""

import time

import pytest

from occme.freshness.kept import kept_while_unchanged

begun: list[int] = []


@kept_while_unchanged()
def double(number: int) -> int:
    begun.append(number)
    time.sleep(0.3)
    return 2 * number


@kept_while_unchanged()
def refused(number: int) -> int:
    begun.append(number)
    time.sleep(0.1)
    raise ValueError(number)


def test_of_eight_who_ask_at_once_one_computes(at_once):
    begun.clear()
    assert at_once([lambda: double(7)] * 8) == [14] * 8
    assert begun == [7]


def test_what_failed_is_kept_for_nobody(at_once):
    begun.clear()

    def ask() -> None:
        with pytest.raises(ValueError, match="7"):
            refused(7)

    at_once([ask] * 3)
    assert begun == [7, 7, 7]

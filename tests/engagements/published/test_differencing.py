"""Sums that are told together, against every group of few that could be meant by their differences."""

from itertools import combinations
from random import Random

import pytest

from engagements.published.differencing import Sums
from tests.engagements.published.attack import solve


def rank(columns: list[int], told: int) -> int:
    """Over the integers modulo a prime, of the told sums alone."""
    bits = [bit for bit in range(told.bit_length()) if told >> bit & 1]
    return len(solve([[one >> bit & 1 for one in columns] for bit in bits]))


def tells_of_few(sources: list[tuple[int, ...]], told: int, most: int) -> bool:
    whole = rank([bits for one in sources for bits in one], told)
    return any(
        rank([bits for one in sources if one not in group for bits in one], told) < whole
        for number in range(1, most + 1)
        for group in combinations(sources, number)
    )


def a_world(seed: int) -> list[tuple[int, ...]]:
    """Twelve sources with a row or two, each in the total and in any of seven other sums."""
    draw = Random(seed)
    sizes = [draw.randint(1, 2) for _source in range(12)]
    sources = [tuple(sorted({1 | draw.getrandbits(7) << 1 for _row in range(n)})) for n in sizes]
    return [*dict.fromkeys(sources)]


@pytest.mark.parametrize("seed", range(25))
def test_no_difference_of_told_sums_is_about_two(seed):
    sources = a_world(seed)
    told = Sums(8, [(sources, 2)], []).tellable([0], range(1, 8))
    assert told & 1
    assert not tells_of_few(sources, told, 2)


@pytest.mark.parametrize(
    ("sources", "told"),
    [
        ([(0b11,), (0b11,), (0b11,)], 0b11),  # Both are of the same three.
        ([(0b11,), (0b11,), (0b11,), (0b01,)], 0b01),  # The difference is one source.
        ([(0b11,)] * 3 + [(0b01,)] * 3, 0b11),
        ([(0b111,)] * 3 + [(0b101,)] * 3 + [(0b011,)] * 2, 0b011),  # The two in one part alone.
        ([(0b0011, 0b0101)] * 3, 0b0111),  # Each has a row in both parts.
        ([(0b1,), (0b1,)], 0),
    ],
)
def test_what_is_told(sources, told):
    number = max(bits.bit_length() for one in sources for bits in one)
    assert Sums(number, [(sources, 2)], []).tellable([0], range(1, number)) == told


def test_a_half_that_follows_from_three_sums_is_not_told():
    """Three sums, each of two of three groups: half their sum is all; two less one, twice a group."""
    groups = [0b0111, 0b1011, 0b1101]
    sources = [(groups[0],)] * 3 + [(groups[1],)] * 3 + [(groups[2],)]
    told = Sums(4, [(sources, 2)], []).tellable([0], range(1, 4))
    assert (told & 1, told.bit_count()) == (1, 2)

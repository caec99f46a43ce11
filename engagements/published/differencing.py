"""Which sums can be told together so that no sum or difference of them is about few.

A sum is over sources: what each organization, or each person, adds to it. Whoever adds and subtracts
sums, with whatever factors, gets a sum over sources again, and it tells of few where only few are
left in it. Written as a matrix, a row for each told sum and a column for each kind of source, that is
so if and only if its rank falls when these few are taken away. It does not fall where there are more
bases than that without a source in common: one of them is always left.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import shake_128

Source = tuple[int, ...]
"""What an organization or a person adds: for each of its rows, the sums that the row is in, as bits."""
PRIME = 2**31 - 1
INDEPENDENT = 3
"""So many ways to make the same whole never follow from each other; of more, one may."""
TRIES = 400
"""How many bases are looked for at most, before a sum is rather hidden."""


class Sums:
    """`groups`: sources, and how many of them no difference may be about. `wholes`: a sum, and those
    that make it where each of its rows is in one of them; as bits."""

    def __init__(
        self,
        number: int,
        groups: Sequence[tuple[Iterable[Source], int]],
        wholes: Iterable[tuple[int, int]],
    ) -> None:
        self.number, self.left = number, TRIES
        self.groups = [(in_turn(sources), most) for sources, most in groups]
        self.columns = {bits for sources, _most in self.groups for one in sources for bits in one}
        self.wholes = [
            (whole, whole | parts)
            for whole, parts in wholes
            if parts & parts - 1
            and all((bits & parts).bit_count() == bool(bits & whole) for bits in self.columns)
        ]

    def tellable(self, *steps: Iterable[int]) -> int:
        """The sums to tell, as bits: of those that are asked, the earlier rather than the later, and
        those of the first step whatever the next are."""
        told = 0
        for more in steps:
            told = self.with_more(told, list(more))
        return told

    def with_more(self, told: int, more: list[int]) -> int:
        wanted = told | sum(1 << bit for bit in more)
        if not more or self.is_safe(wanted):
            return wanted
        if len(more) == 1:
            return told
        half = len(more) // 2
        return self.with_more(self.with_more(told, more[:half]), more[half:])

    def is_safe(self, told: int) -> bool:
        rank = self.rank(told)
        if rank is None:
            return False
        groups = [(cut(sources, told, most), most) for sources, most in self.groups]
        return all(self.stands(sources, rank, 1) for sources, _most in groups) and all(
            self.stands(sources, rank, most) for sources, most in groups
        )

    def rank(self, told: int) -> int | None:
        """Modulo 2, which is fast; None where it is another one over the rationals."""
        wholes = Counter(whole for whole, all_of_it in self.wholes if told & all_of_it == all_of_it)
        most = told.bit_count() - wholes.total()
        pivots: dict[int, int] = {}
        is_bound = max(wholes.values(), default=0) <= INDEPENDENT
        for bits in self.columns:
            if extend(pivots, bits & told) and len(pivots) == most and is_bound:
                return most
        rank = len(pivots)
        return rank if rank == most or rank == self.true_rank(told) else None

    def true_rank(self, told: int) -> int:
        rank, rows = (
            0,
            [*{tuple(self.drawn[bit]): self.drawn[bit] for bit in bits_in(told)}.values()],
        )
        while rows:
            row = rows.pop()
            at = next((at for at, value in enumerate(row) if value), None)
            if at is None:
                continue
            rank += 1
            inverse = pow(row[at], -1, PRIME)
            for index, other in enumerate(rows):
                if other[at]:
                    times = other[at] * inverse % PRIME
                    rows[index] = [
                        (one - times * mine) % PRIME for one, mine in zip(other, row, strict=True)
                    ]
        return rank

    @cached_property
    def drawn(self) -> list[list[int]]:
        """Of each sum, as many sums of its columns as there are sums, each column with a factor as if
        drawn by lot: they have its rank, but for one chance in a billion."""
        width = 8 * self.number
        lanes = int.from_bytes(PRIME.to_bytes(8, "little") * self.number, "little")
        sums = [0] * self.number
        for bits in self.columns:
            lot = shake_128(bits.to_bytes(width, "little")).digest(width)
            factors = int.from_bytes(lot, "little") & lanes
            for bit in bits_in(bits):
                sums[bit] += factors
        return [
            [value % PRIME for value in memoryview(total.to_bytes(width, "little")).cast("Q")]
            for total in sums
        ]

    def stands(self, sources: list[Source], rank: int, most: int) -> bool:
        """Whether the rank does not fall without `most` of the sources. Those that lower it have one
        in each basis, so that it is enough to try those of the first; and they have all that are
        alike."""
        first, others = self.basis(sources, rank)
        if first is None or not most:
            return first is not None
        found: list[Source] | None = first
        rest = others
        for _more in range(most):
            found, rest = self.basis(rest, rank)
            if found is None:
                break
        else:
            return True
        if most == 1:
            second, _rest = self.basis([*others, *first], rank)
            first = [one for one in second or () if one in first]
        alike = Counter(sources)
        return self.left > 0 and all(
            self.stands([one for one in sources if one is not taken], rank, most - 1)
            for taken in first
            if alike[taken] <= most
        )

    def basis(self, sources: list[Source], rank: int) -> tuple[list[Source] | None, list[Source]]:
        self.left -= 1
        return basis(sources, rank)


def basis(sources: list[Source], rank: int) -> tuple[list[Source] | None, list[Source]]:
    """Sources whose columns have that rank, if there are, and the others."""
    pivots: dict[int, int] = {}
    used: list[Source] = []
    rest: list[Source] = []
    if not rank:
        return used, sources
    for index, one in enumerate(sources):
        added = [extend(pivots, bits) for bits in one]
        if any(added):
            used.append(one)
            if len(pivots) == rank:
                return used, rest + sources[index + 1 :]
        else:
            rest.append(one)
    return None, rest


def extend(pivots: dict[int, int], bits: int) -> bool:
    """Whether the column is no sum of those before, modulo 2; then it is one of them."""
    while bits:
        top = bits.bit_length()
        if top not in pivots:
            pivots[top] = bits
            return True
        bits ^= pivots[top]
    return False


def in_turn(sources: Iterable[Source]) -> list[Source]:
    """One of each rarest sum, then a second of each, so that no basis takes all of one. Always in the
    same order, so that the same rows tell the same."""
    seen: Counter[int] = Counter()
    turns: list[tuple[int, Source]] = []
    for one in sorted(one for one in sources if one):
        rarest = max(bits.bit_length() for bits in one)
        turns.append((seen[rarest], one))
        seen[rarest] += 1
    return [one for _turn, one in sorted(turns, key=lambda turn: turn[0])]


def bits_in(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def cut(sources: list[Source], told: int, most: int) -> list[Source]:
    """As far as they are told; of those that are alike, no more than it takes."""
    seen: Counter[Source] = Counter()
    found = []
    for one in sources:
        told_of = tuple(sorted({bits & told for bits in one} - {0}))
        seen[told_of] += 1
        if told_of and seen[told_of] <= most + 1:
            found.append(told_of)
    return found

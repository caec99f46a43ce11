"""Which published figures are not told, since they would tell of few people or organizations.

Counted are those whose rows nobody reads one by one otherwise. No number, and no sum or difference
of numbers of the same rows and year, is about fewer than five people or three organizations: of two,
each could compute the other's, and everybody knows which organizations a number is of. What is of
fewer is hidden first, then the smallest that it takes; totals are hidden for themselves alone (see
differencing). Numbers, what they are of, and what of them is estimated are looked at together. What
is narrowed to a value is the number that stands in the breakdown. Organizations are in a breakdown
only by what everybody reads of them. Of open figures, what is not public is one group of five
organizations at least, or left out.
A zero is told; that something is hidden tells that somebody is there, and not how many. Not kept
from anybody: how numbers change from one day to the next; that one large sum makes most of a total;
that all of many are alike (“12 of 12”).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from engagements.published.counting import Untold, of_organization
from engagements.published.differencing import Source, Sums, bits_in
from engagements.published.groups import TOTAL, UNLISTED, Key, Places, Tally
from engagements.published.metric import Dimension, Metric, Part

SMALLEST = 5
"""So many people are told of at least."""
Number = tuple[Key, Part]
UNNAMED = {Part.NUMBER: Part.OTHERS, Part.ESTIMATED: Part.COUNTED}
"""What else who reads a number computes; no answer names it."""
PROFILE = (Dimension.KIND, Dimension.LANGUAGE, Dimension.FOCUS_AREA)


def hidden_of(metric: Metric, untold: Iterable[Untold], places: Places) -> dict[Part, set[Key]]:
    """The keys whose numbers of one year are not told: all that a figure counts, the part of a
    share, and what rests on estimates."""
    found: dict[Part, set[Key]] = defaultdict(set)
    for key, part in Hiding(metric, [*untold], places).hidden():
        found[part].add(key)
    return found


class Hiding:
    """Each number is a bit: those that may be told in the order to tell them, then the unnamed."""

    def __init__(self, metric: Metric, untold: list[Untold], places: Places) -> None:
        self.metric, self.untold, self.places = metric, untold, places
        named = self.numbers()
        at: dict[Number, int] = {}
        self.bits = {one: at.setdefault(alike(one), len(at)) for one in named}
        self.named = (1 << len(at)) - 1
        for key, part in named:
            if unnamed := UNNAMED.get(part):
                self.bits[key, unnamed] = at.setdefault(alike((key, unnamed)), len(at))
        self.organizations: dict[Any, Adds] = defaultdict(Adds)
        self.people: dict[Any, Adds] = defaultdict(Adds)
        self.read()
        self.behind = behind(self.organizations), behind(self.people)
        self.sizes = {one: self.size(one) for one in named}

    def hidden(self) -> set[Number]:
        """Few, and what they could be computed from; then one more where all that is hidden of one
        dimension is of one each, for that is told by how many there are."""
        enough = [one for one, size in self.sizes.items() if size >= SMALLEST]
        groups = [(self.organizations, self.metric.organizations_least - 1)]
        if self.metric.person:
            groups.append((self.people, SMALLEST - 1))
        told = Sums(
            self.named.bit_length(),
            [([one.source for one in sources.values()], most) for sources, most in groups],
            self.wholes(),
        ).tellable(
            dict.fromkeys(self.bits[one] for one in enough if one[0] == TOTAL),
            dict.fromkeys(self.bits[one] for one in enough if one[0] != TOTAL),
        )
        gone = {one for one, size in self.sizes.items() if size and not told >> self.bits[one] & 1}
        return gone | {*self.last_told(gone)}

    def numbers(self) -> list[Number]:
        """Totals are rather told than parts, what is counted than what of it is estimated, much
        rather than little."""
        amounts: Counter[Key] = Counter()
        for home, number in Counter(row.organization for row in self.untold).items():
            for key in of_organization(self.metric, home, self.places):
                amounts[key] += number
        for row in self.untold:
            amounts.update([TOTAL, *zip(self.metric.own, row.own, strict=True)])
        order = sorted(amounts, key=lambda key: (key != TOTAL, -amounts[key], key))
        parts = [part for part in (Part.OF, Part.NUMBER) if part in self.metric.parts]
        found = [(key, part) for key in order for part in parts]
        return found + [(key, Part.ESTIMATED) for key in order if self.metric.estimated is not None]

    def read(self) -> None:
        of_home = cache(lambda home: self.masks(of_organization(self.metric, home, self.places)))
        of_own = cache(lambda own: self.masks([TOTAL, *zip(self.metric.own, own, strict=True)]))
        for home, person, own, parts in self.untold:
            theirs, mine = of_home(home), of_own(own)
            # Of a row that everybody reads but for its part, it is unknown also if it is of none.
            unknown = parts if Part.OF in parts else [Part.NUMBER] * len(parts)
            counts = adds = 0
            for part, other in zip(parts, unknown, strict=True):
                counts |= theirs[part] | mine[part]
                adds |= theirs[other] | mine[other]
            for who in (self.organizations[home], self.people[person]):
                who.counts |= counts
                who.columns.add(adds & self.named)

    def masks(self, keys: Iterable[Key]) -> dict[Part, int]:
        """The numbers that a row of a part is in."""
        found = dict.fromkeys(Part, 0)
        for key in keys:
            for part in self.metric.parts:
                found[part] |= 1 << self.bits[key, part]
        return found

    def size(self, number: Number) -> int:
        """At least SMALLEST if and only if enough are behind it, and behind what else it tells; 0
        where nobody is."""
        key, part = number
        both = [number, *([(key, UNNAMED[part])] if part in UNNAMED else [])]
        return min(filter(None, (self.weight(self.bits[one]) for one in both)), default=0)

    def weight(self, bit: int) -> int:
        organizations, people = self.behind
        enough = organizations[bit] * SMALLEST // self.metric.organizations_least
        return min(enough, people[bit]) if self.metric.person else enough

    def wholes(self) -> Iterator[tuple[int, int]]:
        """Each total, and the numbers of one dimension that may make it."""
        parts: dict[tuple[Part, str], int] = defaultdict(int)
        for key, part in self.sizes:
            if key != TOTAL:
                parts[part, key[0]] |= 1 << self.bits[key, part]
        for (part, _dimension), these in parts.items():
            yield 1 << self.bits[TOTAL, part], these

    def last_told(self, gone: set[Number]) -> Iterator[Number]:
        counts = self.behind[1 if self.metric.person else 0]
        for dimension in self.metric.own:
            for part in self.metric.parts:
                mine = [one for one in self.sizes if (one[0][0], one[1]) == (dimension, part)]
                hidden = [one for one in mine if one in gone]
                if hidden and sum(counts[self.bits[one]] for one in hidden) == len(hidden):
                    yield from [one for one in mine if self.sizes[one] and one not in gone][-1:]


@dataclass
class Adds:
    """What somebody adds: the numbers in which they are counted; and for each of their rows the
    numbers in which it is unknown."""

    counts: int = 0
    columns: set[int] = field(default_factory=set)

    @property
    def source(self) -> Source:
        return tuple(sorted(self.columns - {0}))


def behind(sources: Mapping[Any, Adds]) -> Counter[int]:
    """Of how many each number is, by its bit."""
    return Counter(bit for one in sources.values() for bit in bits_in(one.counts))


def alike(number: Number) -> Number:
    """Of whom one thing of a profile is not public, nothing of it is: these are the same rows."""
    (dimension, code), part = number
    is_of_profile = code == UNLISTED and dimension in PROFILE
    return ((PROFILE[0], code), part) if is_of_profile else number


def rest_is_told(metric: Metric, rest: Tally | None) -> bool:
    """Of an open metric: whether what no visitor reads is counted in its total, as one group. Of a
    share, neither the part nor the others may be about few; and where the rows are organizations
    themselves, not about none, for then everybody knew of each."""
    if rest is None or len(set().union(*rest.organizations)) < SMALLEST:
        return False
    if not metric.is_share:
        return True
    least = metric.organizations_least
    is_itself = metric.organization == "pk"
    return all(len(side) >= least or not (side or is_itself) for side in rest.organizations)

"""Pairs of organizations that may be one: by name, website, phone, address and nearness.

Names are judged by the very rule by which an import holds a row back (importing.resembling), places
by importing.sites. Organizations are compared within blocks only: those of a name, a website, a
phone number, an address, or neighboring cells of a grid. With n organizations and blocks of b this
is n·b comparisons, not n²: where many stand at one point or go by one name, b has a limit.

The pairs are read from the records, not from a table of their own, so that they are never out of
date: about a third of a second for 2,000 organizations, once after something has changed, and a
millisecond otherwise (docs/decisions/0030).
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import combinations, islice
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from partners import rights
from partners.enums import Kind
from partners.geography import meters_of_chord, unit_vector
from partners.importing.resembling import KEPT, Names, is_number, name_keys
from partners.importing.sites import NEAR_M, NOWHERE, Relation, Site, relation, site_of
from partners.models import Distinction, Location, Organization

ALIKE = 85
"""Percent of two names, in words whatever stands between them, from which on the same place makes
a pair, or the same website or phone number where no place says otherwise."""
CELL = 0.0012
"""Degrees of a cell of the grid: more than NEAR_M in both directions at any inhabited latitude."""
CROWD = 8
"""More than this many at one website, phone number or address share a landlord or a city
department, which says nothing. Nor is a word, within a crowd, that more than this many have."""
CROWDED = 24
"""More than this many close together are compared where they share a rare word."""
MOST = 500
"""As many pairs as are told at once, the strongest."""


@dataclass(eq=False)
class Facts:
    """What of an organization is compared."""

    pk: int
    names: list[str]
    kind: str = Kind.OTHER
    website: str = ""
    phone: str = ""
    sites: list[Site] = field(default_factory=list)

    @cached_property
    def keys(self) -> set[str]:
        return {key for name in self.names for key in name_keys(name)}

    @cached_property
    def words(self) -> set[str]:
        return {word for key in self.keys for word in key.split()}

    def may_be(self, other: "Facts") -> bool:
        """A garden beside a center that goes by the center’s name is not the center."""
        return self.kind == other.kind or Kind.OTHER in (self.kind, other.kind)


@dataclass(frozen=True)
class Pair:
    """Two organizations that may be one; `score` grows with what speaks for it."""

    first: int
    second: int
    score: int
    percent: int
    is_same_name: bool
    is_same_website: bool
    is_same_phone: bool
    is_same_address: bool
    meters: int | None

    @property
    def reasons(self) -> list[str]:
        told = [_("the same name") if self.is_same_name else self.name_in_words]
        if self.is_same_website:
            told.append(_("the same website"))
        if self.is_same_phone:
            told.append(_("the same phone number"))
        if self.is_same_address:
            told.append(_("the same address"))
        elif self.meters == 0:
            told.append(_("the same point on the map"))
        elif self.meters is not None and self.meters <= NEAR_M:
            told.append(_("%(meters)d m apart") % {"meters": self.meters})
        return told

    @property
    def name_in_words(self) -> str:
        return _("names %(percent)d%% alike") % {"percent": self.percent}


def pairs(user: Any) -> list[Pair]:
    """Strongest first: those that nobody told apart; for who may merge them, else none."""
    if not rights.may_merge(user):
        return []
    apart = {*Distinction.objects.visible_to(user).values_list("first", "second")}
    told = (pair for pair in found(newest()) if (pair.first, pair.second) not in apart)
    return list(islice(told, MOST))


def newest() -> tuple:
    """Differs after each change of an organization or a place. With the moment, for a number may
    come twice where a transaction was given up."""
    last = ("history_id", "history_date")
    return tuple(
        model.history.order_by("-history_id").values_list(*last).first()
        for model in (Organization, Location)
    )


@lru_cache(maxsize=1)
def found(version: tuple) -> list[Pair]:
    facts = on_record()
    named = alike(facts.values())
    near = neighbors(facts)
    judged = (
        judge(facts[first], facts[second], (first, second) in named)
        for first, second in sorted(named | near)
    )
    return sorted(filter(None, judged), key=lambda pair: (-pair.score, pair.first, pair.second))


def on_record() -> dict[int, Facts]:
    columns = ("pk", "name", "alternate_names", "kind", "website", "phone")
    rows = Organization.objects.still_open().order_by("pk").values_list(*columns)
    facts = {
        pk: Facts(pk, [name, *others], kind, website_key(website), phone_key(phone))
        for pk, name, others, kind, website, phone in rows
    }
    at = ("organization_id", "address", "zip", "latitude", "longitude")
    for pk, *place in Location.objects.filter(closed_on=None).order_by("pk").values_list(*at):
        site = site_of(*place)
        if pk in facts and site != NOWHERE:
            facts[pk].sites.append(site)
    return facts


def website_key(address: str) -> str:
    """Host and path: “https://www.example.org/” and “http://example.org” have the same."""
    parts = urlsplit(address.strip().lower())
    return (parts.netloc.removeprefix("www.") + parts.path).rstrip("/")


def phone_key(text: str) -> str:
    """The last ten digits; none where there are fewer."""
    digits = "".join(letter for letter in text if letter.isdecimal())[-10:]
    return digits if len(digits) == 10 else ""


def alike(facts: Iterable[Facts]) -> set[tuple[int, int]]:
    """Pairs whose names are the same or nearly."""
    names: Names[int] = Names()
    for one in facts:
        for name in one.names:
            if len(names.same(name)) <= CROWD:  # Of a crowd of one name, the first stand for all.
                names.add(name, one.pk)
    return {
        (min(one.pk, other), max(one.pk, other))
        for one in facts
        for name in one.names
        for other in names.alike(name)
        if other != one.pk
    }


def neighbors(facts: dict[int, Facts]) -> set[tuple[int, int]]:
    """Pairs that share something, or stand close together."""
    whole: list[set[int]] = []
    for block in blocks(facts.values()):
        whole += [block] if len(block) <= CROWDED else by_word(facts, block)
    return {pair for block in whole for pair in combinations(sorted(block), 2)}


def by_word(facts: dict[int, Facts], block: set[int]) -> list[set[int]]:
    """Those of a crowd that share a word which few of them have."""
    shared: dict[str, set[int]] = defaultdict(set)
    for pk in block:
        for word in facts[pk].words:
            shared[word].add(pk)
    return [some for some in shared.values() if 1 < len(some) <= CROWD]


def blocks(facts: Iterable[Facts]) -> list[set[int]]:
    shared: dict[Hashable, set[int]] = defaultdict(set)
    cells: dict[tuple[int, int], set[int]] = defaultdict(set)
    for one in facts:
        for kind, key in (("website", one.website), ("phone", one.phone)):
            if key:
                shared[kind, key].add(one.pk)
        for site in one.sites:
            if site.address:
                shared["address", site.address].add(one.pk)
            if site.point:
                cells[round(site.point.latitude / CELL), round(site.point.longitude / CELL)].add(
                    one.pk
                )
    near = [
        cells.get((row + north, column + east), set()) | here
        for (row, column), here in [*cells.items()]
        for north, east in ((0, 0), (0, 1), (1, 0), (1, 1), (1, -1))
    ]
    return [block for block in shared.values() if len(block) <= CROWD] + near


def judge(one: Facts, other: Facts, alike: bool) -> Pair | None:
    """None where too little speaks for it. The same name at another place is another organization,
    unless website or phone are the same; a shared website, phone or place takes a name that
    resembles."""
    percent, words = likeness(one, other)
    if not alike and words < ALIKE:
        return None  # Most neighbors; places take longer to compare than names.
    website = bool(one.website) and one.website == other.website
    phone = bool(one.phone) and one.phone == other.phone
    closest = min(
        (relation(a, b) for a in one.sites for b in other.sites), default=Relation.UNKNOWN
    )
    is_there = closest < Relation.UNKNOWN or ((website or phone) and closest < Relation.APART)
    is_named = alike and (closest < Relation.APART or website or phone)
    resembles = words >= ALIKE and is_there and one.may_be(other)
    if not (is_named or resembles):
        return None
    score = percent + 40 * website + 25 * phone + (30, 20, 0, -20)[closest - 1]
    return Pair(
        one.pk, other.pk, score, percent, bool(one.keys & other.keys), website, phone,
        closest == Relation.SAME, meters_between(one, other),
    )  # fmt: skip


def likeness(one: Facts, other: Facts) -> tuple[int, int]:
    """Percent of letters in order, and of words whatever stands between them; the best of all
    names."""
    both = [(a, b) for a in one.keys for b in other.keys if numbers_of(a) == numbers_of(b)]
    letters = max((fuzz.ratio(a, b) for a, b in both), default=0)
    words = max((fuzz.token_set_ratio(a, b) for a, b in both), default=0)
    return int(letters), int(words)


@lru_cache(KEPT)
def numbers_of(key: str) -> tuple[str, ...]:
    """Numbers, and words that tell twins apart: Garden I is not Garden II."""
    return tuple(word for word in key.split() if is_number(word))


def meters_between(one: Facts, other: Facts) -> int | None:
    """Between their nearest points."""
    points = [(a.point, b.point) for a in one.sites for b in other.sites if a.point and b.point]
    chords = (
        sum((x - y) ** 2 for x, y in zip(unit_vector(a), unit_vector(b), strict=True))
        for a, b in points
    )
    chord = min(chords, default=None)
    return None if chord is None else round(meters_of_chord(chord))


def waiting(user: Any) -> int:
    """How many pairs wait for somebody to look at them; as many as the page shows."""
    return len(pairs(user))

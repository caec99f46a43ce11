"""Names and addresses that people write in several ways, and names that are nearly the same.

Abbreviations are brought to one form, words put in order; so “Saint Mary’s Center, Inc.” and
“St. Marys Ctr” have the same key.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from partners.folding import fold
from partners.geocoding.streets import street_key

LIKE = 90
"""Percent of letters that two names share in order, from which on they may be the same."""
SHORTEST = 6
"""Letters that a name has at least for one of them to be a slip."""
MOST_ALIKE = 10
KEPT = 5_000
"""Keys, for a record and its history come one after the other."""

SAME_WORD = {
    "saint": "st", "street": "st", "str": "st", "avenue": "ave", "av": "ave", "road": "rd",
    "drive": "dr", "place": "pl", "terrace": "ter", "square": "sq", "boulevard": "blvd",
    "court": "ct", "lane": "ln", "parkway": "pkwy", "highway": "hwy", "mount": "mt", "north": "n",
    "south": "s", "east": "e", "west": "w", "suite": "unit", "ste": "unit", "apt": "unit",
    "apartment": "unit", "rm": "unit", "room": "unit", "fl": "floor", "ctr": "center",
    "centre": "center", "cntr": "center", "comm": "community", "cmty": "community",
    "assn": "association", "assoc": "association", "org": "organization", "orgs": "organizations",
    "corporation": "corp", "dept": "department", "svc": "services", "svcs": "services",
    "mass": "massachusetts", "neighbourhood": "neighborhood", "nbhd": "neighborhood",
    "dev": "development", "univ": "university", "sch": "school", "hlth": "health", "jr": "junior",
    "reverend": "rev", "doctor": "dr", "first": "1st", "second": "2nd", "third": "3rd",
    "fourth": "4th", "fifth": "5th", "sixth": "6th", "seventh": "7th", "eighth": "8th",
    "ninth": "9th", "tenth": "10th", "eleventh": "11th", "twelfth": "12th",
}  # fmt: skip
"""Where slips are looked for, a long word is better than its abbreviation."""
SILENT = frozenset({"and", "the", "inc", "llc", "incorporated", "a"})
SMALL = SILENT | {"of", "for", "in", "at", "on", "to", "with", "de", "la"}
TWINS = frozenset(
    {
        "ii", "iii", "iv", "vi", "vii", "viii", "ix", "upper", "lower", "old", "new", "junior",
        "senior", "boys", "girls", "men", "mens", "women", "womens", "elementary", "middle", "high",
    }
)  # fmt: skip
"""Words that tell one of two apart."""
INITIALS = re.compile(r"\b[a-z](?: [a-z]\b)+")
HOUSE = re.compile(r"((?:\d+[a-z]? )+)(?=[^\W\d])")
UNIT = re.compile(
    r" (?:\d+(?:st|nd|rd|th) fl(?:oor)?|unit|apt|apartment|suite|ste|room|rm|floor|fl|rear|bldg)\b.*"
)
BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")

Item = TypeVar("Item", bound=Hashable)


def exact_key(name: str) -> str:
    """The same for names that differ in case, blanks or the shape of an apostrophe alone."""
    return " ".join(re.sub("[’‘ʼ`´]", "'", name).casefold().split())


@lru_cache(KEPT)
def name_key(name: str) -> str:
    folded = INITIALS.sub(lambda run: run[0].replace(" ", ""), fold(name))
    words = [SAME_WORD.get(word, word) for word in folded.split()]
    return " ".join(sorted(word for word in words if word not in SILENT)) or fold(name)


@lru_cache(KEPT)
def address_key(address: str) -> str:
    """Number and street: “12 Warren Street, Unit 2, Boston” and “12 warren st.” have the same."""
    for part in re.split(r"[,;#\n]", address):
        line = fold(part)
        if house := HOUSE.match(line):
            return house[0] + street_key(UNIT.sub("", line[house.end() :]))
    return street_key(address)


def name_keys(name: str) -> set[str]:
    """Of the name, of what stands before a bracket, and of an acronym in one."""
    if "(" not in name and "[" not in name:
        return {name_key(name)} - {""}
    inside = [one or other for one, other in BRACKETS.findall(name)]
    short = [text for text in inside if len(text) > 2 and text.isalpha() and text.isupper()]
    return {name_key(part) for part in (name, BRACKETS.sub(" ", name), *short)} - {""}


def acronyms(name: str) -> set[str]:
    """Initials of three words or more, with and without the small ones."""
    words = fold(BRACKETS.sub(" ", name).replace("&", " and ")).split()
    choices = (words, [w for w in words if w not in SILENT], [w for w in words if w not in SMALL])
    return {"".join(word[0] for word in chosen) for chosen in choices if len(chosen) > 2}


class Names(Generic[Item]):
    """Who goes by a name, or by nearly the same."""

    def __init__(self) -> None:
        self.by_key: dict[str, dict[Item, None]] = defaultdict(dict)
        self.by_acronym: dict[str, dict[Item, None]] = defaultdict(dict)
        self.blocks: dict[tuple, dict[str, None]] = defaultdict(dict)

    def add(self, name: str, item: Item) -> None:
        for key in name_keys(name):
            self.by_key[key][item] = None
            for block in blocks(key):
                self.blocks[block][key] = None
        for acronym in acronyms(name):
            self.by_acronym[acronym][item] = None

    def same(self, name: str) -> list[Item]:
        """Those whose name is the same but for abbreviations, accents and the like."""
        return list(self.by_key.get(name_key(name), ()))

    def alike(self, name: str) -> list[Item]:
        """Those of the same name or nearly; acronyms and slips count."""
        found: dict[Item, None] = {}
        for key in name_keys(name):
            found |= self.by_acronym.get(key, {})
            for other in (key, *self.slips(key)):
                found |= self.by_key.get(other, {})
        for acronym in acronyms(name):
            found |= self.by_key.get(acronym, {})
        return list(found)

    def slips(self, key: str) -> Iterator[str]:
        if len(key) >= SHORTEST:
            for block in blocks(key):
                choices = self.blocks.get(block, ())
                for other, _score, _index in process.extract(
                    key, list(choices), scorer=fuzz.ratio, score_cutoff=LIKE, limit=MOST_ALIKE
                ):
                    yield other


def blocks(key: str) -> Iterator[tuple]:
    """Keys are compared within a block: same numbers, and the same beginning or end.

    Numbers are never a slip, nor are words that tell twins apart: Garden I is not Garden II.
    """
    words = key.split()
    numbers = tuple(word for word in words if is_number(word))
    letters = "".join(word for word in words if word not in numbers)
    yield (numbers, "begins", letters[:4])
    yield (numbers, "ends", letters[-4:])


def is_number(word: str) -> bool:
    return len(word) == 1 or word in TWINS or any(letter.isdigit() for letter in word)

"""One key for all the ways in which people spell the name of a street."""

import re

from partners.folding import fold

SHORT = {
    "alley": "aly",
    "av": "ave",
    "aven": "ave",
    "avenue": "ave",
    "blv": "blvd",
    "boul": "blvd",
    "boulevard": "blvd",
    "center": "centre",
    "circ": "cir",
    "circle": "cir",
    "court": "ct",
    "cresc": "cres",
    "crescent": "cres",
    "crt": "ct",
    "drive": "dr",
    "fort": "ft",
    "highway": "hwy",
    "lane": "ln",
    "mount": "mt",
    "parkway": "pkwy",
    "pk": "park",
    "pky": "pkwy",
    "place": "pl",
    "plaza": "plz",
    "road": "rd",
    # “St” is both, so both are one: no two streets differ in that alone.
    "saint": "st",
    "square": "sq",
    "str": "st",
    "street": "st",
    "ter": "ter",
    "terr": "ter",
    "terrace": "ter",
    "wy": "way",
}
"""Words → the Postal Service's abbreviation, the same wherever in the name they stand."""

TYPES = frozenset({*SHORT.values(), "cres", "park", "row", "vale", "walk", "path"}) - {
    "centre",
    "ft",
    "mt",
}

DIRECTIONS = {"n": "north", "no": "north", "s": "south", "so": "south", "e": "east", "w": "west"}

ALIASES = [
    (re.compile(r"\b(?:(?:dr|doctor|rev) )?(?:m ?l ?k(?:ing)?|martin l(?:uther)? king)(?: jr)?\b"), "mlk"),
    (re.compile(r"^mass\b"), "massachusetts"),
    (re.compile(r"^the "), ""),
]  # fmt: skip


def street_words(name: str) -> list[str]:
    """The name in words that are the same however it was abbreviated."""
    text = fold(name)
    for pattern, word in ALIASES:
        text = pattern.sub(word, text)
    words = [SHORT.get(word, word) for word in text.split()]
    # “E Cottage St” is East Cottage; “E St” is a street called E.
    if len(words) > 1 and words[0] in DIRECTIONS and words[1] not in TYPES:
        words[0] = DIRECTIONS[words[0]]
    return words


def street_key(name: str) -> str:
    """Equal for spellings of one street: “Pond View Avenue”, “Pondview Ave.” → “pondviewave”."""
    return "".join(street_words(name))


def bare_name(name: str) -> str:
    """The key without “street”, “avenue” and the like at its end."""
    words = street_words(name)
    return "".join(words[:-1] if len(words) > 1 and words[-1] in TYPES else words)

"""From an address as people write it to its parts. What is no address is refused in words."""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from partners.geocoding.answers import NoPlaceError, RefusedError, elsewhere

LONGEST = 300

PLACES = {
    "boston": "",
    "greater boston": "",
    "suffolk county": "",
    "roxbury": "02119 02120",
    "nubian square": "02119",
    "dudley square": "02119",
    "roxbury crossing": "02120",
    "mission hill": "02120",
    "jamaica plain": "02130",
    "jp": "02130",
    "dorchester": "02121 02122 02124 02125",
    "south end": "02118",
    "roslindale": "02131",
    "mattapan": "02126",
    "hyde park": "02136",
    "west roxbury": "02132",
    "south boston": "02127",
    "east boston": "02128",
    "charlestown": "02129",
    "brighton": "02135",
    "allston": "02134",
}
"""Names that stand where the city does → the ZIP codes they speak for, "" for all of Boston."""

NUMBER_WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]

HOUSE = re.compile(
    r"(?P<low>[0-9]+)[a-z]?(?:[ -]?1/2)?"
    r"(?:\s*(?:[-–—/&+]|\band\b|\bto\b)\s*(?P<high>[0-9]+)[a-z]?)*(?=\s|$)\s*",
    re.IGNORECASE,
)
"""1542 · 722A · 12 1/2 · 1542-1544 · 102R-104A"""

POST_BOX = re.compile(r"\b(?:p\.?\s*o\.?\s*box|p\.?o\.?b\.?|post office box)\b[\s#]*[\w-]*", re.I)

UNIT = re.compile(
    r"(?:^|(?<=\s))(?:#.*|(?:(?:[0-9]+(?:st|nd|rd|th)|first|second|third|ground|top)\s+(?:floor|fl)|"
    r"apt|apartment|unit|suite|ste|room|rm|floor|fl|bldg|building|basement|bsmt|rear|lower|upper|"
    r"penthouse|ph|lobby|attn)\b.*|[0-9]+[a-z]?)$",
    re.IGNORECASE,
)
"""Where inside a building, from there to the end."""

COUNTRY = re.compile(r"\b(?:u\.?s\.?a\.?|u\.s\.|united states(?: of america)?)$", re.I)
ZIP = re.compile(r"(?:^|(?<=[\s,]))(?P<zip>[0-9]{5})(?:-[0-9]{4})?$")
STATE = re.compile(r"(?:^|(?<=[\s,]))(?:ma|mass|massachusetts)$", re.I)
OTHER_STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MI MN MS MO MT NE NV NH NJ NM NY "
    "NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY"
)
OTHER_STATE = re.compile(rf",\s*(?P<state>{OTHER_STATES.replace(' ', '|')})$")
TOWNS = "|".join(sorted(PLACES, key=len, reverse=True))
TOWN = re.compile(rf"(?:^|(?<=[\s,]))(?P<town>{TOWNS})$", re.I)
CORNER = re.compile(r"&|/|\b(?:and|at|corner)\b", re.I)


@dataclass
class Address:
    """Parts of an address. number: None where there is none; high: the end of a range.

    zips: the ZIP codes that were named, or that the neighborhood has; empty for any. place: what
    was named, as it was written.
    """

    street: str
    number: int | None = None
    high: int | None = None
    zips: frozenset[str] = frozenset()
    place: str = ""


def read(text: str) -> Address:
    """Raises RefusedError."""
    line = cleaned(text)
    without_box = POST_BOX.sub(" ", line).strip(" ,")
    has_box = without_box != line.strip(" ,")
    rest, zips, place = without_tail(without_box)
    parts = [part for part in (part.strip(" .") for part in rest.split(",")) if part]
    first = next((i for i, part in enumerate(parts) if HOUSE.match(with_digits(part))), None)
    if first is None and has_box:
        raise NoPlaceError(_("A post office box is not a place on the map."))
    if not parts:
        raise NoPlaceError(_("There is no street in this address."))
    refuse_unknown_town(parts[(first or 0) + 1 :], place)
    number, high, street = split_number(with_digits(parts[first or 0]))
    street = without_unit(street)
    if not any(letter.isalpha() for letter in street):
        raise NoPlaceError(_("There is no street in this address."))
    if first is None and CORNER.search(street):
        raise RefusedError(_("This looks like a corner. Please give a house number on one street."))
    return Address(street, number, high, zips, place)


def cleaned(text: str) -> str:
    """One line with commas where lines, or parts of it, ended."""
    if len(text) > LONGEST:
        raise NoPlaceError(_("This is too long to be an address."))
    plain = unicodedata.normalize("NFKC", text.replace("½", " 1/2")).replace("⁄", "/")
    lines = re.sub(r"[\r\n;|]+", ", ", re.sub(r",\s*(?=jr\b)", " ", plain, flags=re.I))
    return " ".join("".join(c if c.isprintable() else " " for c in lines).split())


def with_town(line: str) -> str:
    """For those who know more towns than Boston; as it is where it names one itself."""
    try:
        rest = without_tail(line)[0]
    except RefusedError:
        return line
    if rest != line.rstrip(" ,."):
        return line
    return f"{line}, MA" if "," in line else f"{line}, Boston, MA"


def without_tail(line: str) -> tuple[str, frozenset[str], str]:
    """The line without country, ZIP code, state and town; the ZIP codes these name; what they say."""
    zip_code, town = "", ""
    while True:
        line = line.rstrip(" ,.")
        if found := ZIP.search(line):
            zip_code = zip_code or found["zip"]
        elif found := OTHER_STATE.search(line):
            raise elsewhere(found["state"])
        elif found := TOWN.search(line):
            # The first one, from the left, is the neighborhood: “Roxbury, Boston”.
            town = found["town"]
        elif not (found := COUNTRY.search(line) or STATE.search(line)):
            break
        line = line[: found.start()]
    # Written-out neighborhoods are looser than ZIP codes, so they count only where there is none.
    codes = zip_code or PLACES.get(town.lower(), "")
    return line, frozenset(codes.split()), zip_code or town


def refuse_unknown_town(after: list[str], place: str) -> None:
    """Refuses another town after the street; without one, what follows has to be a unit."""
    towns = [part for part in after if not UNIT.match(part)]
    if towns and not place:
        sentence = _("“%(part)s” is not known here. Please write number, street and ZIP code only.")
        raise RefusedError(sentence % {"part": towns[-1]})


def with_digits(part: str) -> str:
    """“One Schroeder Plaza” with 1 in front."""
    word, _space, rest = part.partition(" ")
    known = word.lower() in NUMBER_WORDS and rest
    return f"{NUMBER_WORDS.index(word.lower()) + 1} {rest}" if known else part


def split_number(part: str) -> tuple[int | None, int | None, str]:
    """Number, end of the range on the same side, street."""
    found = HOUSE.match(part)
    if not found:
        return None, None, part
    low, tail = found["low"].lstrip("0"), found["high"] or ""
    if not 1 <= len(low) <= 5 or len(tail) > 5:
        raise NoPlaceError(_("“%(number)s” is not a house number.") % {"number": found[0].strip()})
    # “1542-44” ends at 1544.
    high = int(low[: max(0, len(low) - len(tail))] + tail) if tail else None
    same_side = high is not None and high > int(low) and (high - int(low)) % 2 == 0
    return int(low), high if same_side else None, part[found.end() :]


def without_unit(street: str) -> str:
    """The street's name, also where the unit came first: “rear Dudley St”."""
    street = re.sub(r"^(?:rear|r)\.?\s+", "", street.strip(" ."), flags=re.I)
    before = ""
    while before != street:
        before, found = street, UNIT.search(street)
        if found and found.start():
            street = street[: found.start()].strip(" .-")
    return street

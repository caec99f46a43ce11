"""What no text of ours may hold."""

import re
from collections.abc import Iterator
from itertools import chain

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

INVISIBLE = re.compile(
    # Control characters but tab and line ends; zero-width and direction marks; line separators.
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


def plain_text(value: str) -> None:
    """Refuses invisible characters, which break exports and hide what a text says."""
    if INVISIBLE.search(value):
        raise ValidationError(
            _("This holds an invisible control character; please type the text again without it."),
            code="invisible",
        )


LIKE_A_SPACE = (
    "\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
LIKE_A_DASH = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
USUAL = str.maketrans(dict.fromkeys(LIKE_A_SPACE, " ") | dict.fromkeys(LIKE_A_DASH, "-"))
"""Each space and dash as the one that a keyboard has."""

MARK = r"(?: ?[\-/_] ?| {1,2}|\.)?"
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
DATE = r"\d{1,2}(?:st|nd|rd|th)?"
DAY = (
    r"(?:\d{1,4} ?[/.\-] ?\d{1,2} ?[/.\-] ?\d{2,4}"
    rf"|{MONTH}\s+{DATE},?\s+\d{{4}}|{DATE}\s+(?:of\s+)?{MONTH},?\s+\d{{4}})"
)

IN_GROUPS = re.compile(
    r"(?<!\w)(?<!\w-)(?<!\d[/.])(?<!\+\d )(?<!\+\d\d )(?<!\+\d\d\d )"
    r"\d{3}(?: ?[\-/_] ?\d{2} ?[\-/_] ?|-\d{2}(?:\.| {1,2}(?!(?:19|20)\d\d(?!\d))))\d{4}"
    r"(?!\w|[\-/.]\d)"
)
"""Three, two and four digits, whatever stands before and after; pages and a year are not meant."""
IN_SPACES = re.compile(
    r"(?<![\w\-])(?<!\d[ .])(?<!\d  )"
    r"(?:\d{3} {1,2}\d{2} {1,2}\d{4}|\d{3}\.\d{2}\.\d{4})(?!\w|-\d| {0,2}\d|\.\d)"
)
"""The same, alone; a longer row of groups is a telephone number from abroad, or a table."""
LABELED = re.compile(
    r"\b(?:ssns?|itins?|s\. ?s\.(?: ?n\b\.?)?|ss ?(?:#|(?:no|num|number)\b)|soc(?:ial|\.)?[\s\-]+sec(?:urity|\.)?)"
    rf"(?![a-z])[^\d\n]{{0,20}}(\d{{3}}{MARK}\d{{2}}{MARK}\d{{4}})(?!\d)",
    re.IGNORECASE,
)
RECORD = re.compile(
    r"\b(?:mrn|m\.r\.n|mr ?#|medical\s+record|patient\s+(?:id|no|number|record))(?![a-z])"
    r"(?:[\s:.#]|\b(?:number|no|num|id|is)\b){0,6}[a-z]{0,3}-?(\d[\d\-]{3,}\d)\b",
    re.IGNORECASE,
)
BORN = re.compile(
    r"\b(?:dob|d\.o\.b|date\s+of\s+birth|birth\s*date|born)(?![a-z])"
    rf"(?:[\s:.\-]|\b(?:is|was|on)\b){{0,5}}{DAY}",
    re.IGNORECASE,
)
CARD = re.compile(
    r"(?<!\w)(?<!\w-)(?:\d{14,19}|\d{4}([ .\-])\d{4}\1\d{4}\1\d{4}|\d{4}([ .\-])\d{6}\2\d{4,5})"
    r"(?!\w|[\-.]\d)"
)
ISSUED = re.compile(
    r"(?:3[47]\d{13}|3[0689]\d{12}|4\d{15}(?:\d{3})?|5[1-5]\d{14}|2[2-7]\d{14}|35\d{14}|6\d{15,18})"
)
"""How cards begin, and how many digits they have."""

EXPLAINED = {
    "social_security": _(
        "This looks like a social security number (…-%(last)s). The tracker never keeps those, nor "
        "anything about patients; please take it out."
    ),
    "taxpayer": _(
        "This looks like a taxpayer number of a person (…-%(last)s). The tracker never keeps those, "
        "nor anything about patients; please take it out."
    ),
    "medical_record": _(
        "This looks like the number of a medical record (…%(last)s). The tracker keeps nothing about "
        "patients; please take it out."
    ),
    "birth": _(
        "This looks like somebody’s date of birth. The tracker never keeps those, nor anything about "
        "patients; please take it out."
    ),
    "card": _(
        "This looks like the number of a payment card (…%(last)s). The tracker never keeps those; "
        "please take it out."
    ),
}
"""By what was found. The last digits are told, so that it is found again; never all of them."""


def no_identity_numbers(value: str) -> None:
    """Refuses social security numbers and the like: of persons and patients nothing of it is kept."""
    for kind, last in identity_numbers(value):
        raise ValidationError(EXPLAINED[kind], code=kind, params={"last": last})


NO_PATIENTS = _("No patient data, please: no names, diagnoses or numbers of patients.")
"""Said beside every field that refuses such numbers, on pages and in the description of the API."""

no_identity_numbers.described = NO_PATIENTS  # type: ignore[attr-defined]


def identity_numbers(text: str) -> Iterator[tuple[str, str]]:
    """What a text holds of them: the kind, and the last two or four digits."""
    text = text.translate(USUAL)
    for found in chain(*(form.finditer(text) for form in (IN_GROUPS, IN_SPACES, LABELED))):
        digits = digits_of(found[0])[-9:]
        if kind := kind_of_number(digits):
            yield kind, digits[-4:]
    for found in RECORD.finditer(text):
        yield "medical_record", digits_of(found[1])[-2:]
    if BORN.search(text):
        yield "birth", ""
    for found in CARD.finditer(text):
        digits = digits_of(found[0])
        if ISSUED.fullmatch(digits) and adds_up(digits):
            yield "card", digits[-4:]


def unfit(text: str) -> list[str]:
    """What keeps a text from being kept, as sentences: for texts that no field checks."""
    problems: list[str] = []
    for check in (plain_text, no_identity_numbers):
        try:
            check(text)
        except ValidationError as error:
            problems += error.messages
    return problems


def digits_of(text: str) -> str:
    return "".join(character for character in text if character.isdecimal())


def kind_of_number(digits: str) -> str:
    """Of nine digits, whose they are; nothing where nobody was ever given them."""
    area, group, serial = digits[:3], digits[3:5], digits[5:]
    if area in ("000", "666") or group == "00" or serial == "0000":
        return ""
    if area < "900":
        return "social_security"
    return "taxpayer" if group >= "50" else ""


def adds_up(digits: str) -> bool:
    """The check of card numbers (Luhn): every second digit from the right counts double."""
    doubled = [sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2]]
    return (sum(doubled) + sum(int(digit) for digit in digits[-1::-2])) % 10 == 0

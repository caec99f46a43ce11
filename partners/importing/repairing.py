"""What spreadsheets and hurried hands do to a cell, undone; or why it cannot be.

Nothing is repaired in silence but blanks: each repair says what it did.
"""

import html
import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from occme.accounts.validators import INVISIBLE
from partners.quoting import unquoted

LONGEST = {"source_as_of": 80, "phone": 40}
LONGEST_TEXT = 5_000

SEVERAL_LINES = frozenset({"description", "source"})

EMPTY_WORDS = frozenset({"n/a", "na", "none", "null", "nil", "tbd", "-", "–", "—", "--", "?", "."})
ERRORS = re.compile(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!)\Z", re.IGNORECASE)
QUOTED_FORMULA = re.compile(r'="([^"=]*)"\Z')
"""How some programs keep the zeros of `="02119"`."""
FORMULA = re.compile(r"=|[+\-@][^|!]*[|!]|[+\-@]\w+\(|[+\-]\d[\d.]*[+\-*/]|[+\-@]$")
MARKUP = re.compile(r"<\s*/?\s*[A-Za-z!][^<>]*>?|\bjavascript\s*:", re.IGNORECASE)
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
UNSEEN = re.compile(
    # Marks of no width. Between Latin letters a joiner is one of them; in other scripts it spells.
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2060-\u2064\u3164\ufeff\uffa0"
    "\U000e0000-\U000e007f]|(?<=[A-Za-z\u00c0-\u024f])[\u200c\u200d\ufe00-\ufe0f]"
)
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?\Z")
SHORTENED = re.compile(r"\d([.,]\d+)?E\+?\d+\Z", re.IGNORECASE)

STATES = {
    "massachusetts": "MA", "mass": "MA", "connecticut": "CT", "maine": "ME", "new hampshire": "NH",
    "rhode island": "RI", "vermont": "VT", "new york": "NY",
}  # fmt: skip


class Repair(NamedTuple):
    """text: what to take. remark: what was done. problem: why nothing can be taken."""

    text: str
    remark: str = ""
    problem: str = ""


def readable(column: str, text: str) -> Repair:
    """Any cell: letters that were lost, and marks that nobody sees."""
    if "\ufffd" in text:
        return Repair(text, problem=_("A letter could not be read (shown as “�”)."))
    bare = unicodedata.normalize("NFC", UNSEEN.sub("", text.replace("\u00a0", " "))).strip()
    if INVISIBLE.search(bare):
        return Repair(text, problem=_("It holds an invisible control character."))
    if garbled := ungarbled(bare):
        shown = {"text": bare[:60], "likely": garbled[:60]}
        return Repair(
            text, problem=_("“%(text)s” looks garbled; it was probably “%(likely)s”.") % shown
        )
    return Repair(bare, _("Invisible marks were removed.") if UNSEEN.search(text) else "")


def ungarbled(text: str) -> str:
    """What a text was before its UTF-8 was once read as Windows-1252: “CafÃ©” → “Café”."""
    if text.isascii() or not any(sign in text for sign in "ÃÂâ"):
        return ""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


def plain(column: str, text: str) -> Repair:
    """Any cell: what would run or be drawn elsewhere, what stands for nothing, and line breaks."""
    if quoted := QUOTED_FORMULA.match(text):
        text = quoted[1].strip()
    text = unquoted(text)  # Our own exports quote it.
    if ERRORS.match(text):
        return Repair(text, problem=_("%s is an error of the spreadsheet.") % text)
    if column != "name" and text.casefold() in EMPTY_WORDS:
        return Repair("", _("“%s” was read as nothing.") % text)
    if column not in ("latitude", "longitude") and FORMULA.match(text):
        return Repair(text, problem=_("It is a formula: please paste its value instead."))
    remark = ""
    while ENTITY.search(text):
        text, remark = html.unescape(text).strip(), _("Signs written as in HTML were put right.")
    if "\ufffd" in text or INVISIBLE.search(text):
        return Repair(text, problem=_("It holds an invisible control character."))
    if MARKUP.search(text):
        return Repair(text, problem=_("It holds markup or a script: please give plain text."))
    if column not in SEVERAL_LINES and "\n" in text.replace("\r", "\n"):
        remark = _("Its lines were joined into one.")
    if column not in SEVERAL_LINES:
        text = " ".join(text.split())
    return Repair(text, remark)


def of_fitting_sort(column: str, text: str) -> Repair:
    """Any cell: too long, or turned into a date or a short number by the spreadsheet."""
    longest = LONGEST.get(column, LONGEST_TEXT)
    if len(text) > longest:
        counts = {"length": len(text), "longest": longest}
        sentence = _("It has %(length)d characters; %(longest)d are the most.")
        return Repair("", problem=sentence % counts)
    if column not in ("source_as_of", "description", "source") and ISO_DATE.match(text):
        return Repair(text, problem=_("It is a date: the spreadsheet may have changed it."))
    if column in ("phone", "zip", "name", "address") and SHORTENED.match(text):
        return Repair(text, problem=_("The spreadsheet shortened this number and lost digits."))
    return Repair(text)


def zip_code(column: str, text: str) -> Repair:
    """Zeros that were lost, and what stands beside the digits."""
    bare = re.sub(r"[‐‑–—]", "-", re.sub(r"^[A-Za-z]{2}[ ,]+", "", text))
    bare = re.sub(r"(?<=\d)\.0+\Z", "", bare).removesuffix("-").strip()
    digits = re.fullmatch(r"([0-9]{4,5})(?: ?[- ]? ?([0-9]{4}))?", bare)
    if not bare.isascii() or bare.startswith("000"):
        return Repair(text, problem=_("A ZIP code has five digits, such as 02119."))
    if not digits:
        return Repair(text)
    first, more = digits.groups()
    whole = first.zfill(5) + (f"-{more}" if more else "")
    if whole == text:
        return Repair(text)
    return Repair(whole, _("“%(text)s” was read as %(whole)s.") % {"text": text, "whole": whole})


def state(column: str, text: str) -> Repair:
    bare = text.rstrip(".").replace(".", "").strip()
    return Repair(STATES.get(bare.casefold(), bare.upper() if len(bare) == 2 else text))


def website(column: str, text: str) -> Repair:
    """An address of the web, with its beginning where that is missing."""
    if "://" not in text and ":" not in text.split("/")[0]:
        return Repair(f"https://{text}", _("“https://” was put before it: please try it."))
    scheme, _colon, rest = text.partition("://")
    is_plain = "@" not in rest.split("/")[0]
    if scheme.casefold() not in ("http", "https") or not is_plain:
        return Repair(text, problem=_("A web address starts with https:// or http://."))
    return Repair(f"{scheme.casefold()}://{rest}")


def email(column: str, text: str) -> Repair:
    if text.casefold().startswith("mailto:"):
        return Repair(text[7:], _("“mailto:” was removed."))
    return Repair(text)


def phone(column: str, text: str) -> Repair:
    if sum(letter.isalnum() for letter in text) < 7:
        return Repair(text, problem=_("“%s” is too short for a phone number.") % text)
    return Repair(text)


def as_of(column: str, text: str) -> Repair:
    """Days since the end of 1899, as spreadsheets keep dates; 40000 is in 2009."""
    if not re.fullmatch(r"[2-6]\d{4}(\.\d+)?", text):
        return Repair(text)
    day = date(1899, 12, 30) + timedelta(days=int(float(text)))
    shown = {"text": text, "day": day.isoformat()}
    return Repair(day.isoformat(), _("“%(text)s” was read as the date %(day)s.") % shown)


Step = Callable[[str, str], Repair]
ALWAYS: tuple[Step, ...] = (of_fitting_sort, readable, plain)
STEPS: dict[str, Step] = {
    "zip": zip_code,
    "state": state,
    "website": website,
    "email": email,
    "phone": phone,
    "source_as_of": as_of,
}


def repaired(column: str, text: str) -> tuple[str, list[str], str]:
    """The text to take, what was done to it, and what is wrong with it: one sentence each."""
    remarks = []
    for step in (*ALWAYS, STEPS.get(column)):
        if not (step and text):
            break
        text, remark, problem = step(column, text)
        if problem:
            return "", [], problem
        remarks += [remark] if remark else []
    return text, remarks, ""

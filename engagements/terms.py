"""The text of an agreement as one document: what both sides read, compare and sign.

It is plain data, so that a round of the negotiation can be kept as it was, two rounds can be
compared, and a hash can be computed over exactly what was shown.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.enums import CommitmentKind, Maker, Rhythm
from engagements.rhythms import due_days
from occme.accounts.validators import INVISIBLE, unfit
from occme.numbers import plain_number

SECTIONS = {
    "purpose": gettext_lazy("What we want to do together"),
    "values": gettext_lazy("What matters to both of us"),
    "decisions": gettext_lazy("How we decide"),
    "conflict": gettext_lazy("What we do when we disagree"),
    "data": gettext_lazy("Data, stories and credit"),
    "closure": gettext_lazy("How it ends well"),
}
"""The parts of the text, in order."""

TITLE_MOST, SECTION_MOST, PROMISE_MOST, UNIT_MOST = 200, 5_000, 500, 40
PROMISES_MOST = 40
TERM_MOST_YEARS = 10
YEARS = range(1900, 2200)
"""In which a term can be: days are counted on from it, and calendars end."""
PLAIN = re.compile(r"[0-9]{1,20}(\.[0-9]{1,20})?")
GROUPED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
"""Thousands set apart, as in 1,250."""


def new_key() -> str:
    """What a promise is known by, from one version to the next."""
    return uuid4().hex[:12]


@dataclass(frozen=True)
class Promise:
    """One line of a column. `quantity` is a number written plainly, such as 12 or 2.5; `due_on` the
    day of the first time, or of the only one."""

    key: str
    by: str = Maker.STAFF
    text: str = ""
    kind: str = CommitmentKind.OTHER
    quantity: str = ""
    unit: str = ""
    due_on: date | None = None
    every: str = Rhythm.ONCE

    @property
    def amount(self) -> Decimal | None:
        return Decimal(self.quantity) if self.quantity else None


@dataclass(frozen=True)
class Terms:
    title: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    review_months: int | None = 6
    sections: dict[str, str] = field(default_factory=dict)
    promises: tuple[Promise, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """As JSON holds it; days as ISO 8601."""
        return json.loads(json.dumps(asdict(self), default=str))

    def canonical(self) -> bytes:
        """The bytes that the hash is computed over: JSON in UTF-8, keys sorted, no spaces."""
        shape = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
        return json.dumps(self.as_data(), **shape).encode()  # type: ignore[arg-type]

    def digest(self) -> str:
        """SHA-256 of `canonical`, in hexadecimal."""
        return hashlib.sha256(self.canonical()).hexdigest()

    def of(self, maker: str) -> list[Promise]:
        """A column."""
        return [promise for promise in self.promises if promise.by == maker]

    def due_days(self, promise: Promise) -> list[date]:
        """The days on which it is due in this term; without a day of its own, the last one."""
        if not (self.starts_on and self.ends_on):
            return []
        first = promise.due_on or (self.ends_on if promise.every == Rhythm.ONCE else None)
        return due_days(promise.every, first, self.starts_on, self.ends_on)

    def shifted(self, starts_on: date, ends_on: date) -> "Terms":
        """The same for another term; days that are due move with it."""
        by = starts_on - self.starts_on if self.starts_on else None
        moved = tuple(
            replace(promise, due_on=promise.due_on + by if by and promise.due_on else None)
            for promise in self.promises
        )
        return replace(self, starts_on=starts_on, ends_on=ends_on, promises=moved)

    def gaps(self) -> Iterator[tuple[str, str]]:
        """What still has to be said before the other side can be asked: where, and a sentence."""
        if not self.title:
            yield "title", _("Give it a title.")
        if not self.sections.get("purpose"):
            yield "sections/purpose", _("Say what you want to do together.")
        yield from self.gaps_of_term()
        if not self.promises:
            yield "promises", _("Write at least one promise: what one side gives the other.")
        for number, promise in enumerate(self.promises):
            for name, sentence in self.gaps_of(promise):
                yield f"promises/{number}/{name}", sentence

    def gaps_of_term(self) -> Iterator[tuple[str, str]]:
        for name in ("starts_on", "ends_on"):
            day = getattr(self, name)
            if day is None:
                yield name, _("Say from when until when it holds.")
            elif day.year not in YEARS:
                yield name, _("Look at the year of this day: it is too far away.")
        if self.starts_on and self.ends_on:
            if self.ends_on < self.starts_on:
                yield "ends_on", _("It ends on or after the day it starts.")
            elif self.ends_on.year - self.starts_on.year > TERM_MOST_YEARS:
                most = {"years": TERM_MOST_YEARS}
                yield "ends_on", _("It holds for at most %(years)d years; renew it then.") % most

    def holds_on(self, day: date) -> bool:
        """Whether a day is in the term, as far as the term is known."""
        is_before = self.starts_on is not None and day < self.starts_on
        return not is_before and not (self.ends_on is not None and day > self.ends_on)

    def gaps_of(self, promise: Promise) -> Iterator[tuple[str, str]]:
        if not promise.text:
            yield "text", _("Say in plain words what is promised.")
        if promise.unit and not promise.quantity:
            yield "quantity", _("Say how many %(unit)s.") % {"unit": promise.unit}
        if promise.due_on and not self.holds_on(promise.due_on):
            yield "due_on", _("This day is outside of the term of the agreement.")

    @classmethod
    def read(cls, data: Any) -> "Terms":
        """From JSON, or from what a form sent. Raises ValidationError with every problem by path,
        such as `promises/0/due_on`; what is only missing is told by `gaps`."""
        return Reader(data).terms()

    @classmethod
    def written(cls, data: Any) -> "Terms":
        """As `read`, from what somebody writes now: what is on record already is read as it is."""
        return Reader(data, is_new=True).terms()


def in_columns(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """One column after the other, so that the same text has the same hash however it was sent."""
    return tuple(sorted(promises, key=lambda promise: Maker.values.index(promise.by)))


class Reader:
    """Takes data apart; collects what is wrong with it."""

    def __init__(self, data: Any, *, is_new: bool = False):
        self.data, self.is_new, self.problems = data, is_new, dict[str, list[str]]()

    def terms(self) -> Terms:
        data = self.an_object(self.data, "terms", set(Terms.__dataclass_fields__))
        sections = self.an_object(data.get("sections") or {}, "sections", set(SECTIONS))
        rows = data.get("promises") or []
        if not isinstance(rows, list | tuple) or len(rows) > PROMISES_MOST:
            most = {"most": PROMISES_MOST}
            self.tell("promises", _("It takes a list of at most %(most)d promises.") % most)
            rows = []
        read = Terms(
            title=self.text(data, "title", TITLE_MOST),
            starts_on=self.day(data, "starts_on"),
            ends_on=self.day(data, "ends_on"),
            review_months=self.months(data.get("review_months")),
            sections={
                name: text
                for name in SECTIONS
                if (text := self.text(sections, name, SECTION_MOST, "sections/"))
            },
            promises=in_columns(self.promise(row, n) for n, row in enumerate(rows)),
        )
        keys = [promise.key for promise in read.promises]
        if len({*keys}) < len(keys):
            self.tell("promises", _("Two promises have the same key."))
        if self.problems:
            raise ValidationError(self.problems)
        return read

    def promise(self, row: Any, number: int) -> Promise:
        at = f"promises/{number}/"
        row = self.an_object(row, at.rstrip("/"), set(Promise.__dataclass_fields__))
        return Promise(
            key=self.text(row, "key", 12, at) or new_key(),
            by=self.choice(row, "by", Maker, at),
            text=self.text(row, "text", PROMISE_MOST, at),
            kind=self.choice(row, "kind", CommitmentKind, at),
            quantity=self.number(row, at),
            unit=self.text(row, "unit", UNIT_MOST, at),
            due_on=self.day(row, "due_on", at),
            every=self.choice(row, "every", Rhythm, at),
        )

    def tell(self, path: str, sentence: str) -> None:
        self.problems.setdefault(path, []).append(sentence)

    def an_object(self, data: Any, path: str, names: set[str]) -> dict:
        if not isinstance(data, dict):
            self.tell(path, _("It takes an object."))
            return {}
        for name in sorted(map(str, set(data) - names)):
            self.tell(path, _("“%(name)s” is not a part of it.") % {"name": name[:40]})
        return data

    def text(self, data: dict, name: str, most: int, at: str = "") -> str:
        value = data.get(name)
        value = "" if value is None else value
        if not isinstance(value, str):
            self.tell(at + name, _("It takes a text."))
            return ""
        value = value.replace("\r\n", "\n").strip()
        if len(value) > most:
            self.tell(at + name, _("It takes at most %(most)d letters.") % {"most": most})
        if INVISIBLE.search(value):
            self.tell(at + name, _("This holds an invisible control character."))
        for sentence in unfit(value) if self.is_new and not INVISIBLE.search(value) else ():
            self.tell(at + name, sentence)
        return value

    def day(self, data: dict, name: str, at: str = "") -> date | None:
        value = data.get(name) or None
        if isinstance(value, date):
            return value
        try:
            return value if value is None else date.fromisoformat(value)
        except (TypeError, ValueError):
            self.tell(at + name, _("It takes a day, such as 2027-07-01."))
            return None

    def months(self, value: Any) -> int | None:
        if value in (None, ""):
            return None
        text = str(value)
        number = plain_number(text, 4)
        if number is None or not 1 <= number <= 60:
            self.tell("review_months", _("It takes a number of months, from 1 to 60."))
            return None
        return number

    def number(self, row: dict, at: str) -> str:
        """A quantity, written the shortest way."""
        value = row.get("quantity")
        if value in (None, ""):
            return ""
        text = str(value).strip()
        text = text.replace(",", "") if GROUPED.fullmatch(text) else text
        amount = Decimal(text) if PLAIN.fullmatch(text) else Decimal()
        if not 0 < amount < 10**9 or amount != round(amount, 2):
            self.tell(f"{at}quantity", _("It takes a number above 0, such as 12 or 2.5."))
            return ""
        return f"{amount.normalize():f}"

    def choice(self, row: dict, name: str, choices: Any, at: str) -> str:
        value = row.get(name) or getattr(Promise, name)
        if value in choices.values:
            return str(value)
        allowed = {"codes": ", ".join(choices.values)}
        self.tell(at + name, _("It is one of: %(codes)s.") % allowed)
        return str(choices.values[0])

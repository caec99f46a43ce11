"""What is different between two texts of an agreement, in plain words and as marked text."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements.enums import CommitmentKind, Maker, Rhythm
from engagements.terms import SECTIONS, Promise, Terms

WORK_MOST = 2_000_000
"""Pairs of words that are looked at in one text; what the same few words fill takes hours else."""


class Piece(NamedTuple):
    """A stretch of text; `how` is “same”, “gone” or “new”."""

    how: str
    text: str


@dataclass(frozen=True)
class Difference:
    """At a line (the name of a section or the key of a promise; empty for the whole): what changed
    in a sentence, and both texts as one, with the pieces marked."""

    line: str
    label: str
    sentence: str
    pieces: list[Piece]


FIELDS = {
    "title": gettext_lazy("The title"),
    "starts_on": gettext_lazy("The first day"),
    "ends_on": gettext_lazy("The last day"),
    "review_months": gettext_lazy("How often we look at it again"),
}


def differences(before: Terms | None, after: Terms) -> list[Difference]:
    """From one text to the next, in the order of the text; from nothing, none."""
    if before is None:
        return []
    return [*of_fields(before, after), *of_sections(before, after), *of_promises(before, after)]


def of_fields(before: Terms, after: Terms) -> Iterator[Difference]:
    for name, label in FIELDS.items():
        old, new = (in_words(name, getattr(terms, name)) for terms in (before, after))
        if old != new:
            yield Difference("", str(label), changed(str(label), old, new), marked(old, new))


def of_sections(before: Terms, after: Terms) -> Iterator[Difference]:
    for name, label in SECTIONS.items():
        old, new = (terms.sections.get(name, "") for terms in (before, after))
        if old != new:
            told = {"label": f"“{label}”"}
            sentence = _("%(label)s reads differently.") % told
            if not old:
                sentence = _("%(label)s is new.") % told
            elif not new:
                sentence = _("%(label)s was taken out.") % told
            yield Difference(name, str(label), sentence, marked(old, new))


def of_promises(before: Terms, after: Terms) -> Iterator[Difference]:
    old_by_key = {promise.key: promise for promise in before.promises}
    new_by_key = {promise.key: promise for promise in after.promises}
    for key, promise in new_by_key.items():
        old = old_by_key.get(key)
        if old is None:
            sentence = _("New: %(who)s.") % {"who": promises_that(promise)}
            yield Difference(key, promise.text, sentence, marked("", line_of(promise)))
        elif old != promise:
            yield Difference(
                key,
                promise.text,
                of_one_promise(old, promise),
                marked(line_of(old), line_of(promise)),
            )
    for key, promise in old_by_key.items():
        if key not in new_by_key:
            sentence = _("Taken out: %(who)s.") % {"who": promises_that(promise)}
            yield Difference(key, promise.text, sentence, marked(line_of(promise), ""))


def of_one_promise(old: Promise, new: Promise) -> str:
    """Which promise it is, as it was called, and its changes, each a sentence."""
    told = {"promise": Truncator(old.text).chars(60), "changes": " ".join(changes_of(old, new))}
    return _("“%(promise)s”: %(changes)s") % told


def changes_of(old: Promise, new: Promise) -> Iterator[str]:
    if old.text != new.text:
        yield _("The words changed.")
    parts = {
        "by": gettext_lazy("Who promises it"),
        "kind": gettext_lazy("Its kind"),
        "quantity": gettext_lazy("How many"),
        "unit": gettext_lazy("Of what"),
        "due_on": gettext_lazy("When it is due"),
        "every": gettext_lazy("How often"),
    }
    for name, label in parts.items():
        before, after = (in_words(name, getattr(one, name)) for one in (old, new))
        if before != after:
            yield changed(str(label), before, after)


def changed(label: str, before: str, after: str) -> str:
    told = {"label": label, "before": before, "after": after}
    if not before:
        return _("%(label)s is now “%(after)s”.") % told
    if not after:
        return _("%(label)s was “%(before)s”, and is left open now.") % told
    return _("%(label)s was “%(before)s”, and is now “%(after)s”.") % told


def in_words(name: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    match name:
        case "starts_on" | "ends_on" | "due_on":
            return date_format(value)
        case "review_months":
            return ngettext("every month", "every %(count)d months", value) % {"count": value}
        case "by":
            return str(Maker(value).label)
        case "kind":
            return str(CommitmentKind(value).label)
        case "every":
            return str(Rhythm(value).label)
    return str(value)


def line_of(promise: Promise) -> str:
    """The promise and its figures, as one line of text."""
    return " · ".join(filter(None, (promise.text, figures_of(promise))))


def figures_of(promise: Promise) -> str:
    """How many of what, how often, and from when."""
    many = " ".join(filter(None, (promise.quantity, promise.unit)))
    when = in_words("every", promise.every)
    if promise.due_on:
        when = f"{when}, {date_format(promise.due_on)}"
    return " · ".join(filter(None, (many, when)))


def promises_that(promise: Promise) -> str:
    return f"{Maker(promise.by).label}: {promise.text.rstrip('.')}"


class Matcher(SequenceMatcher[str]):
    """Gives up after WORK_MOST: what is left is gone, and new."""

    left = WORK_MOST

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        known: Any = self  # Its texts and index are told in its manual, and to mypy not.
        self.left -= sum(1 + len(known.b2j.get(word, ())) for word in known.a[alo:ahi])
        if self.left < 0:
            return Match(alo, blo, 0)
        return super().find_longest_match(alo, ahi, blo, bhi)


def marked(before: str, after: str) -> list[Piece]:
    """Both texts as one, word by word, with what is gone and what is new."""
    old, new = words(before), words(after)
    pieces: list[Piece] = []
    for how, a, b, c, d in Matcher(None, old, new).get_opcodes():
        if how == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        if a < b:
            pieces.append(Piece("gone", "".join(old[a:b])))
        if c < d:
            pieces.append(Piece("new", "".join(new[c:d])))
    return pieces


def words(text: str) -> list[str]:
    """With the spaces that follow them, so that nothing is lost when they are put together."""
    found: list[str] = []
    for part in text.split(" "):
        for number, line in enumerate(part.split("\n")):
            if number:
                found.append("\n")
            if line:
                found.append(line)
        found.append(" ")
    return found[:-1]

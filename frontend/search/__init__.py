"""Everything that staff may see, searched from one box: by kind, the best of each first."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from engagements.matching import words_of
from frontend.search.exact import exact
from frontend.search.kinds import KINDS, Found, Kind
from frontend.search.marking import Piece, marked, snippet

FEW = 5
LONGEST = 200


@dataclass(frozen=True)
class Hit:
    """A record that was found, with the words marked."""

    url: str
    title: list[Piece]
    text: list[Piece]
    facts: list[list[Piece]]


def hit(found: Found, words: list[str]) -> Hit:
    title = marked(found.title, words)
    told = snippet(found.text, words) if found.text != found.title else []
    return Hit(found.url, title, told, [marked(str(fact), words) for fact in found.facts if fact])


@dataclass(frozen=True)
class Group:
    """What was found of one kind: how many, the few best, and the list of all where there is one."""

    label: Promise | str
    count: int
    hits: list[Hit]
    href: str

    @property
    def more(self) -> int:
        return self.count - len(self.hits)


class Search:
    """A fixed number of queries, however much is found."""

    def __init__(self, asked: str, user: Any):
        self.asked, self.user = " ".join(asked.split())[:LONGEST], user
        self.words = words_of(self.asked)

    @cached_property
    def exact(self) -> list[Hit]:
        """Records with just this number, email address or phone."""
        return [hit(found, self.words) for found in exact(self.asked, self.user)]

    @cached_property
    def groups(self) -> list[Group]:
        groups = [self.group(kind) for kind in KINDS] if self.words else []
        return [group for group in groups if group.count]

    def group(self, kind: Kind) -> Group:
        rows = kind.rows(self.asked, self.user)
        found = [kind.shown(row) for row in kind.best(rows, self.asked)[:FEW]]
        count = len(found) if len(found) < FEW and not kind.page else rows.order_by().count()
        href = f"{reverse(kind.page)}?{kind.query(self.asked)}" if kind.page else ""
        return Group(kind.label, count, [hit(one, self.words) for one in found], href)

    @property
    def problem(self) -> str:
        if self.asked and not self.words:
            return _("Type a word: signs alone are not searched for.")
        return ""

"""What a step is: from where, to where, whose it is, and whom the record then waits on.

OCCME's staff may take a partner's or a student's step on behalf, after a call; it is kept that way.
Nobody takes the step of another side otherwise.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from engagements.enums import Party
from engagements.lifecycle.problems import Problem
from engagements.models import StatusChange

WHY = _("Why?")


@dataclass(frozen=True)
class Taking:
    """A step as it is being taken. `side` is whose step it is; `details` is what was sent with it."""

    record: Any
    change: StatusChange
    side: Party
    details: dict[str, Any]

    @property
    def act(self) -> dict[str, Any]:
        """Who, through what and when, as an Act keeps it."""
        change = self.change
        return {"by": change.by, "link": change.link, "through": change.through, "at": change.at}


@dataclass(frozen=True)
class Step:
    """`sides`: whose step it is, of some steps by the record. `after`: where it leads, unless `then`,
    which does what else belongs to it, says otherwise. `tells`: who hears of it, though nothing
    waits on them; `tells_other`: the other of two sides does. `applies`: whether a record has it at all. `asks_why`: a reason is needed, asked for by
    `question`.
    `on_behalf`: whether staff may take it for another side after a call, of some steps by the record. `is_final`: it is not
    taken back. `asks_partner`: it asks something of the organization, and takes a reason where that
    is more than it can take just now; `brings_students`, also where it has no place for more of them.
    `by_text`: what matters is the text that was read, and not that nobody else acted.
    `stands_in_the_way` gives the problems of a record before the step."""

    name: str
    label: Promise | str
    before: tuple[str, ...]
    after: str
    sides: tuple[Party, ...] | Callable[[Any], tuple[Party, ...]]
    waits_on: Party = Party.NOBODY
    tells: tuple[Party, ...] = ()
    asks_why: bool = False
    question: Promise | str = WHY
    applies: Callable[[Any], bool] = lambda _record: True
    stands_in_the_way: tuple[Callable[[Any], Iterable[Problem]], ...] = field(default=())
    then: Callable[["Taking"], str | None] | None = None
    on_behalf: bool | Callable[[Any], bool] = True
    is_final: bool = False
    tells_other: bool = False
    by_text: bool = False
    asks_partner: bool = False
    brings_students: bool = False

    def sides_of(self, record: Any) -> set[Party]:
        return {*(self.sides(record) if callable(self.sides) else self.sides)}

    def may_be_on_behalf(self, record: Any) -> bool:
        return self.on_behalf(record) if callable(self.on_behalf) else self.on_behalf

    def problems(self, record: Any) -> list[Problem]:
        return [problem for rule in self.stands_in_the_way for problem in rule(record)]

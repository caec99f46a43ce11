"""Promises: the ledger as a list, and one of them with what was said of it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict

from engagements.enums import CommitmentKind, Party
from engagements.ledger import SHEET, LedgerFilter, Standing
from engagements.lifecycle import Choice
from engagements.metrics import Kept, kept_by_side
from engagements.models import Judgement, Occurrence
from engagements.models.acts import SIDES
from engagements.policies import OccurrenceFields
from frontend.lists import FilteredList
from frontend.steps import Steps
from frontend.timeline import WORDS, Event

ONE_TAP = ("kept", "partly", "late", "not_kept")
"""Verdicts that stand beside each other; the two others are for other cases."""


@dataclass(frozen=True)
class Row:
    """A promise as the reader may see it: what both sides said of it is theirs alone."""

    promise: Occurrence
    is_inner: bool


class PromiseList(FilteredList):
    filter_class = LedgerFilter
    page_size = 50
    sheet = SHEET
    standings, kinds, sides = Standing.choices, CommitmentKind.choices, SIDES

    def for_reading(self, rows: Any) -> Any:
        return rows.for_reading()

    @cached_property
    def rows(self) -> list[Row]:
        readable = OccurrenceFields(self.user)
        return [Row(row, "version" in readable.of(row)) for row in self.page or ()]

    @cached_property
    def kept(self) -> list[tuple[str, Kept]]:
        """By side, over all rows of this address."""
        if self.page is None:
            return []
        counted = kept_by_side(self.filters.qs)
        return [(side, counted[side]) for side in (Party.STAFF, Party.PARTNER)]


class PromisePage:
    """One promise on one of its days. Takes a row of `for_reading()`."""

    def __init__(self, promise: Occurrence, user: Any):
        self.promise, self.user = promise, user
        self.steps = Steps(promise, user)
        self.is_inner = "judgements" in OccurrenceFields(user).of(promise)

    @property
    def verdicts(self) -> list[Choice]:
        """Words that the reader may give now: first those of one tap."""
        steps = {one.step.name: one for one in self.steps.choices}
        return [steps[name] for name in ONE_TAP if name in steps and not steps[name].problems]

    @property
    def other_steps(self) -> list[Choice]:
        return [one for one in self.steps.choices if one.step.name not in ONE_TAP]

    @cached_property
    def judgements(self) -> list[Judgement]:
        """Newest first, those that were given before too."""
        rows = Judgement.objects.visible_to(self.user).filter(occurrence=self.promise)
        return list(rows.for_reading().order_by("-pk"))

    @cached_property
    def timeline(self) -> list[Event]:
        """Newest first; nothing for who reads the verdict alone."""
        taken = self.steps.past if self.is_inner else []
        return [
            Event(one.change, one.by, WORDS.get(one.change.step, one.label), None) for one in taken
        ]

    @property
    def days(self) -> list[Occurrence]:
        """The same promise on its other days, as far as the reader sees them."""
        rows = Occurrence.objects.visible_to(self.user).filter(
            commitment=self.promise.commitment_id, giver=self.promise.giver
        )
        rows = rows.exclude(pk=self.promise.pk).for_reading()
        return list(rows.order_by("due_on")[:24])

    def send(self, data: QueryDict) -> str:
        return self.steps.send(data)

"""Steps as buttons: what somebody may do here, what stands in the way, and what was done."""

from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise

from engagements.lifecycle import STEPS, Choice, available_steps, take, undo, undoable
from engagements.models import StatusChange
from occme.refusals import Stale, WrongStep
from partners.editing import version_of


class Taken(NamedTuple):
    """A step that was taken, and what its button says."""

    change: StatusChange
    label: Promise | str


class Steps:
    """Of one record, for one person."""

    def __init__(self, record: Any, user: Any):
        self.record, self.user = record, user

    @property
    def seen(self) -> str:
        return version_of(self.record)

    @property
    def choices(self) -> list[Choice]:
        return available_steps(self.record, self.user)

    @property
    def undoable(self) -> StatusChange | None:
        return undoable(self.record, self.user)

    @property
    def past(self) -> list[Taken]:
        """Newest first."""
        steps = STEPS[type(self.record)]
        return [
            Taken(change, steps[change.step].label if change.step in steps else change.step)
            for change in self.record.changes.select_related("by")
        ]

    def send(self, data: QueryDict) -> str:
        """Takes the step that was sent, or the last one back; returns what is wrong, or nothing."""
        try:
            if "undo" in data:
                undo(self.record, by=self.user)
            else:
                reason, seen = data.get("reason", ""), data.get("seen", "")
                take(self.record, data.get("step", ""), by=self.user, reason=reason, seen=seen)
        except (WrongStep, Stale) as refusal:
            return str(refusal)
        except ValidationError as error:
            return " ".join(error.messages)
        return ""

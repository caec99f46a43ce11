"""Steps as buttons: what somebody may do here, what stands in the way, and what was done."""

from collections import defaultdict
from functools import cached_property
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from engagements import policies
from engagements.enums import Party
from engagements.lifecycle import STEPS, Choice, available_steps, sides_of, stands, take, undo
from engagements.models import HourEntry, Placement, StatusChange
from occme.refusals import Stale, WrongStep
from partners.editing import version_of


class Taken(NamedTuple):
    """A step that was taken, what its button says, and who took it."""

    change: StatusChange
    label: Promise | str
    by: str


class Steps:
    """Of one record, for one person. `sides` and `changes`, where they are known, spare queries."""

    def __init__(
        self,
        record: Any,
        user: Any,
        *,
        sides: set[Party] | None = None,
        changes: list[StatusChange] | None = None,
    ):
        self.record, self.user, self.sides = record, user, sides
        if changes is not None:
            self.changes = changes

    @cached_property
    def changes(self) -> list[StatusChange]:
        return list(self.record.changes.select_related("by"))

    @property
    def seen(self) -> str:
        return version_of(self.record)

    @cached_property
    def choices(self) -> list[Choice]:
        return available_steps(self.record, self.user, self.sides)

    @property
    def undoable(self) -> bool:
        last = next((change for change in self.changes if not change.undone_at), None)
        return stands(last, self.record, self.user)

    @property
    def past(self) -> list[Taken]:
        """Newest first."""
        steps = STEPS[type(self.record)]
        return [
            Taken(
                change,
                steps[change.step].label if change.step in steps else change.step,
                self.name_of(change),
            )
            for change in self.changes
        ]

    def name_of(self, change: StatusChange) -> str:
        """Not a student's, where a partner reads no name."""
        placement = self.record if isinstance(self.record, Placement) else None
        if placement and not policies.may_name(self.user, placement, change.by_id):
            return _("the student")
        return str(change.by)

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


def steps_of_hours(entries: list[HourEntry], user: Any) -> list[Steps]:
    """Of all entries of one placement, with one look at who the user is, and one at their steps."""
    if not entries:
        return []
    changes: dict[int, list[StatusChange]] = defaultdict(list)
    for change in StatusChange.objects.filter(hours__in=entries).select_related("by"):
        changes[change.hours_id].append(change)  # type: ignore[index]
    sides = sides_of(user, entries[0])
    return [Steps(e, user, sides=sides, changes=changes[e.pk]) for e in entries]

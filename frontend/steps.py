"""Steps as buttons: what somebody may do here, what stands in the way, and what was done."""

from collections import defaultdict
from collections.abc import Callable
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from engagements import policies
from engagements.asks import ASKED
from engagements.editing import confirm_hours, unconfirm
from engagements.enums import Party
from engagements.lifecycle import STEPS, Choice, available_steps, sides_of, stands, take, undo
from engagements.linked import is_link
from engagements.models import Actor, HourEntry, StatusChange
from occme.numbers import plain_number
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
        """Newest first; who holds a link reads what was done through it."""
        rows = self.record.changes.select_related("by")
        return list(rows.taken_by(self.user) if is_link(self.user) else rows)

    @property
    def seen(self) -> str:
        return version_of(self.record)

    @cached_property
    def choices(self) -> list[Choice]:
        return available_steps(self.record, self.user, self.sides)

    @property
    def last(self) -> StatusChange | None:
        """The newest that was not taken back."""
        return next((change for change in self.changes if not change.undone_at), None)

    @property
    def undoable(self) -> bool:
        return stands(self.last, self.record, self.user)

    @property
    def past(self) -> list[Taken]:
        """Newest first."""
        steps = STEPS[type(self.record)]
        return [
            Taken(
                change,
                steps[change.step].label
                if change.step in steps
                else ASKED.get(change.step, change.step),
                self.name_of(change),
            )
            for change in self.changes
        ]

    def name_of(self, change: StatusChange) -> str:
        """Not a student's, where a partner reads no name; of a link, not to whom it was sent."""
        if change.by is None:
            return _("the partner")
        if not policies.may_name(self.user, self.record, change.by_id):
            return _("the student")
        return str(change.by)

    def done(self, data: QueryDict) -> str:
        """What was done with what was sent, in the words of its button."""
        step = STEPS[type(self.record)].get(data.get("step", ""))
        if "undo" in data or step is None:
            return _("Taken back.")
        words = _("Done: “%(step)s”. Thank you.")
        if not step.is_final:
            words = _("Done: “%(step)s”. You can take it back below.")
        return words % {"step": step.label}

    def send(self, data: QueryDict) -> str:
        """Takes the step that was sent, or the last one back; returns what is wrong, or nothing."""
        if "undo" in data:
            return problem_of(lambda: undo(self.record, by=self.user))
        name, reason, seen = (data.get(part, "") for part in ("step", "reason", "seen"))
        details = {"evidence": data.get("evidence", "")}
        return problem_of(
            lambda: take(self.record, name, by=self.user, reason=reason, seen=seen, details=details)
        )


def problem_of(act: Callable[[], Any]) -> str:
    """What keeps it from being done, as a sentence; nothing where it is done."""
    try:
        act()
    except (WrongStep, Stale) as refusal:
        return str(refusal)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def confirm_ticked(data: QueryDict, by: Actor) -> UUID:
    """Confirms the hours that were ticked as they were read, all of them or none. Each is sent as
    “number:version”; who sends the same again is told so."""
    seen: dict[int, str] = {}
    for text in data.getlist("entry"):
        number, _colon, version = text.partition(":")
        if (pk := plain_number(number)) is not None:
            seen[pk] = version
    rows = HourEntry.objects.visible_to(by).filter(pk__in=seen)
    if rows.exists() and not rows.to_confirm().exists():
        raise WrongStep(_("None of these hours waits any more."))
    return confirm_hours(rows.to_confirm(), by=by, seen=seen)


def take_back(batch: str, by: Actor) -> None:
    """Takes a confirmation of several hours back."""
    try:
        number = UUID(batch)
    except ValueError:
        raise WrongStep(_("There is nothing to take back.")) from None
    if not unconfirm(number, by=by):
        raise WrongStep(_("There is nothing to take back."))


def steps_of_hours(entries: list[HourEntry], user: Any) -> list[Steps]:
    """Of entries that the user stands on one side of: with one look at which, and one at their steps."""
    if not entries:
        return []
    changes: dict[int, list[StatusChange]] = defaultdict(list)
    for change in StatusChange.objects.filter(hours__in=entries).select_related("by"):
        changes[change.hours_id].append(change)  # type: ignore[index]
    sides = sides_of(user, entries[0])
    return [Steps(e, user, sides=sides, changes=changes[e.pk]) for e in entries]

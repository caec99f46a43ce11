"""What a check-in shows once both sides have answered: where they see it alike, and where not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from engagements.enums import Party
from engagements.models import CheckIn, CheckInSheet
from engagements.models.checkins import QUESTIONS

A_LITTLE = 1
"""Sides that are no further apart see it almost alike."""


@dataclass(frozen=True)
class View:
    """What one side says to a question: as it is, and as it wishes it, from 1 to 5."""

    name: str
    now: int
    wish: int

    @property
    def words(self) -> str:
        name = {"name": self.name}
        if self.wish > self.now:
            return _("%(name)s wishes for more.") % name
        if self.wish < self.now:
            return _("%(name)s wishes for less.") % name
        return _("%(name)s wishes it as it is.") % name


@dataclass(frozen=True)
class Gap:
    """A question, and both sides beside one another. It is no score: nothing is summed."""

    question: str
    label: Promise | str
    staff: View
    partner: View

    @property
    def distance(self) -> int:
        return abs(self.staff.now - self.partner.now)

    @property
    def words(self) -> str:
        """How far apart they see it, and what each wishes."""
        return " ".join((self.of_now, self.staff.words, self.partner.words))

    @property
    def of_now(self) -> str:
        higher, lower = self.staff, self.partner
        if lower.now > higher.now:
            higher, lower = lower, higher
        names = {"higher": higher.name, "lower": lower.name}
        if self.distance == 0:
            return _("Both see it alike.")
        if self.distance <= A_LITTLE:
            return _("%(higher)s sees it a little better than %(lower)s.") % names
        return _("%(higher)s sees it much better than %(lower)s: talk about this one.") % names


def sheets_by_side(check_in: CheckIn, user: Any) -> dict[str, CheckInSheet]:
    """As far as the user may see them."""
    rows = CheckInSheet.objects.visible_to(user).filter(check_in=check_in)
    return {sheet.side: sheet for sheet in rows}


def gaps(sheets: dict[str, CheckInSheet], organization: Any) -> list[Gap]:
    """In the order of the questions; nothing unless both sides are there."""
    if len(sheets) < 2:
        return []
    staff, partner = sheets[Party.STAFF], sheets[Party.PARTNER]
    return list(compared(staff, partner, str(organization)))


def compared(staff: CheckInSheet, partner: CheckInSheet, name: str) -> Iterator[Gap]:
    for question, label in QUESTIONS.items():
        yield Gap(
            question,
            label,
            view(_("OCCME"), staff, question),
            view(name, partner, question),
        )


def view(name: str, sheet: CheckInSheet, question: str) -> View:
    return View(name, getattr(sheet, f"{question}_now"), getattr(sheet, f"{question}_wish"))

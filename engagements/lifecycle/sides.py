"""On which side of a record somebody stands."""

from typing import Any

from engagements import policies
from engagements.enums import Party, Through
from engagements.lifecycle.steps import Step
from engagements.linked import LINKED_STEPS, acts_by_link, is_link
from engagements.models import (
    AgreementVersion,
    CheckIn,
    Engagement,
    HourEntry,
    Occurrence,
    Placement,
)
from partners.policies import is_staff


def sides_of(user: Any, record: Any) -> set[Party]:
    """Those that the user may act for, by account; staff act for the others on behalf. Whoever
    holds a keyed link acts for the partner, where the link opens the record. Between OCCME and a
    partner, staff stand on OCCME's side alone, also where they belong to the partner."""
    if is_link(user):
        return {Party.PARTNER} if acts_by_link(user, record) else set()
    if isinstance(record, BETWEEN) and is_staff(user):
        return {Party.STAFF}
    sides = {Party.STAFF} if is_staff(user) else set()
    if policies.acts_as_partner(user, organization_of(record)):
        sides.add(Party.PARTNER)
    placement = placement_of(record)
    if placement is not None and policies.acts_as_student(user, placement):
        sides.add(Party.STUDENT)
    if isinstance(record, Engagement) and policies.proposed(user, record):
        sides.add(Party.STUDENT)
    return sides


def through(user: Any, sides: set[Party], step: Step, record: Any) -> Through | None:
    """How somebody on these sides would take the step; None where it is not theirs to take."""
    whose = step.sides_of(record)
    if is_link(user):
        is_for_it = step.name in LINKED_STEPS[user.purpose]
        return Through.LINK if is_for_it and sides & whose else None
    if sides & whose:
        return Through.ACCOUNT
    may_stand_in = Party.STAFF in sides and whose and step.may_be_on_behalf(record)
    return Through.ON_BEHALF if may_stand_in else None


def organization_of(record: Any) -> int:
    placement = placement_of(record)
    return record.organization_id if placement is None else placement.organization_id


def placement_of(record: Any) -> Placement | None:
    match record:
        case Placement():
            return record
        case HourEntry():
            return record.placement
        case _:
            return None


BETWEEN = (AgreementVersion, Occurrence, CheckIn)
"""What is between OCCME and a partner; each side stands for itself."""

SUBJECTS: dict[type, str] = {
    Engagement: "engagement",
    Placement: "placement",
    HourEntry: "hours",
    AgreementVersion: "version",
    Occurrence: "occurrence",
    CheckIn: "check_in",
}
"""What a StatusChange calls its record."""

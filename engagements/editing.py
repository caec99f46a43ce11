"""Making and changing what steps do not: applications, hours, reflections, engagements.

The verbs of partners.editing by this app's rules; they raise the same refusals.
"""

from datetime import timedelta
from functools import partial
from secrets import token_hex
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from engagements import policies, rights
from engagements.enums import HourKind, HourStatus, Party
from engagements.lifecycle import take, undo
from engagements.lifecycle.problems import Problem, missing, of_seats
from engagements.mail import tell_on_commit
from engagements.models import (
    Actor,
    Engagement,
    HourEntry,
    Placement,
    Reflection,
    StatusChange,
    StudentProfile,
)
from occme.accounts.models import User
from occme.refusals import NotYours, WrongStep
from partners import editing
from partners.consequences import Values
from partners.drafts import Draft, Problems
from partners.editing import in_one_piece, locked
from partners.enums import Stage
from partners.models import Location, Organization
from partners.models.organization import slug_base
from partners.policies import is_staff

change = partial(editing.change, rules=rights)
version_of, with_version = editing.version_of, editing.with_version

SENT_MOST = 500
"""Entries that are confirmed at once."""


@in_one_piece
def create(
    model: type,
    *,
    by: User,
    values: Values,
    problems: Problems | None = None,
    reason: str = "",
) -> Any:
    """As partners.editing.create. An engagement that a student makes is a proposal: a draft that
    waits on OCCME's staff, who propose it to the organization."""
    is_proposal = model is Engagement and policies.is_student(by) and not is_staff(by)
    if is_proposal:
        values = values | {"proposed_by": by.student_profile}
    made = editing.create(
        model, by=by, values=values, problems=problems, reason=reason, rules=rights
    )
    if is_proposal:
        tell_on_commit(made, by, (Party.STAFF,))
    return made


SITE = frozenset({"name", "slug", "stage"})


@in_one_piece
def propose_site(
    name: str, address: str, *, by: User, values: Values, problems: Problems, reason: str
) -> Any:
    """A student's proposal for an organization that is not on record: it comes on record with it,
    as a prospect that nobody but staff sees."""
    if not policies.is_student(by):
        raise NotYours
    # Its people read its history one day: it does not name the student, nor does its short name
    # tell whether there is another of that name.
    slug = f"{slug_base(name)}-{token_hex(3)}"
    draft = Draft(Organization(), by=None, reason=_("Proposed by a student"))
    draft.take({"name": name, "slug": slug, "stage": Stage.PROSPECT}, allowed=SITE)
    organization = draft.write()
    if address:
        place = Draft(Location(organization=organization), by=None)
        place.take({"address": address}, allowed={"address"})
        place.write()
    values = values | {"organization": organization}
    return create(Engagement, by=by, values=values, problems=problems, reason=reason)


A_YEAR = timedelta(weeks=52)
COPIED = ("organization", "location", "priority", "title", "description", "designation", "kind",
          "curricular", "weekly_hours", "schedule", "seats", "is_paid", "travel_note",
          "access_note", "educators", "adviser")  # fmt: skip


@in_one_piece
def copy(engagement: Engagement, *, by: User) -> Engagement:
    """A draft of the same for another term: the same weekdays a year later, nobody placed."""
    if not is_staff(by):
        raise NotYours
    values: Values = {name: getattr(engagement, name) for name in COPIED}
    values |= {
        name: list(getattr(engagement, name).all()) for name in ("languages", "prerequisites")
    }
    values |= {name: getattr(engagement, name) + A_YEAR for name in ("starts_on", "ends_on")}
    values["slots"] = list(engagement.slots.values(*Engagement.PARTS["slots"]))
    values["copied_from"] = engagement
    return create(Engagement, by=by, values=values, reason=_("Copied from an earlier term"))


def problems_of_applying(engagement: Engagement, user: Any) -> list[Problem]:
    """What keeps a student from applying; prerequisites can still be sent in, and are said apart."""
    if not policies.is_student(user):
        return [Problem("not_a_student", _("Only students apply."))]
    placement = Placement(engagement=engagement, student=user.student_profile)
    found = list(of_seats(placement))
    if Placement.objects.live().filter(engagement=engagement, student=placement.student).exists():
        found.append(Problem("applied", _("You have applied for this one already.")))
    return found


def missing_prerequisites(engagement: Engagement, user: Any) -> list[Any]:
    """Those that a student does not have on file for the first day."""
    if not policies.is_student(user):
        return []
    return missing(Placement(engagement=engagement, student=user.student_profile))


@in_one_piece
def apply(engagement: Engagement, *, by: User, values: Values, problems: Problems | None = None):
    """A student's application; it waits on the partner."""
    held = locked(engagement)
    # That there is one already is the database's to say, with all else that is wrong.
    found = [p.sentence for p in problems_of_applying(held, by) if p.code != "applied"]
    if found:
        problems = {**(problems or {}), "__all__": found}
    student = by.student_profile if policies.is_student(by) else None
    own = {"engagement": held, "student": student}
    made = create(Placement, by=by, values=values | own, problems=problems)
    tell_on_commit(made, by, (made.waits_on,))
    return made


@in_one_piece
def log_hours(
    placement: Placement,
    *,
    by: User,
    values: Values,
    problems: Problems | None = None,
    reason: str = "",
):
    """Hours on a day of a placement that has a seat. One person's hours are written one after the
    other, so that no day gets more than it has."""
    locked(placement.student)
    found: Problems = dict(problems or {})
    if not placement.has_seat:
        found["__all__"] = [_("Hours belong to a placement that was confirmed.")]
    if problem := kind_problem(placement, by, values.get("kind", HourKind.DIRECT)):
        found.setdefault("kind", []).append(problem)
    values = values | {"placement": placement}
    return create(HourEntry, by=by, values=values, problems=found, reason=reason)


def kind_problem(placement: Placement, by: User, kind: str) -> str:
    """Each side logs its own time; staff log for both."""
    if is_staff(by):
        return ""
    if (kind == HourKind.SUPERVISION) == policies.acts_as_student(by, placement):
        return _("Supervision is the partner’s time, and all other hours are the student’s.")
    return ""


@in_one_piece
def change_hours(
    entry: HourEntry,
    *,
    by: User,
    values: Values,
    seen: str,
    problems: Problems | None = None,
    reason: str = "",
):
    """Until they are confirmed. Other figures for what was disputed are the answer to the dispute:
    they wait on the partner again."""
    locked(entry.placement.student)
    held = locked(entry)
    if held.status == HourStatus.CONFIRMED:
        raise WrongStep(_("Confirmed hours stay as they are; ask the partner to take that back."))
    if problem := kind_problem(held.placement, by, values.get("kind", held.kind)):
        problems = {**(problems or {}), "kind": [problem]}
    changed = change(entry, by=by, values=values, seen=seen, problems=problems, reason=reason)
    if held.status != HourStatus.DISPUTED:
        return changed
    if version_of(changed) == seen:
        sentence = _("Nothing is changed. To explain instead, use “Correct or explain”.")
        raise ValidationError({"__all__": [sentence]})
    return take(changed, "correct", by=by, reason=reason or _("Other figures."))


@in_one_piece
def confirm_hours(entries: Any, *, by: Actor, seen: dict[int, str] | None = None) -> UUID:
    """All of these entries, which the user may see, or none; `unconfirm` takes them back together.
    `seen`: the version of each that was read, where that is known."""
    batch, rows = uuid4(), list(entries.visible_to(by).order_by("pk")[: SENT_MOST + 1])
    if not rows or len(rows) > SENT_MOST:
        sentence = _("Choose at least one entry, and at most %(most)d.") % {"most": SENT_MOST}
        raise ValidationError({"__all__": [sentence]})
    for entry in rows:
        version = seen.get(entry.pk, "") if seen is not None else None
        take(entry, "confirm", by=by, batch=batch, seen=version)
    return batch


@in_one_piece
def unconfirm(batch: UUID, *, by: Actor) -> int:
    """Takes a bulk confirmation back; returns how many entries it was."""
    standing = StatusChange.objects.standing().taken_by(by).filter(batch=batch)
    changes = standing.select_related("hours").order_by("hours")  # As they were confirmed.
    for row in changes:
        undo(row.hours, by=by)
    return len(changes)


@in_one_piece
def hide_name(student: StudentProfile, *, by: User, hidden: bool) -> None:
    """The student's own choice, kept in the history."""
    held = locked(student)
    if held.user_id != by.pk:
        raise NotYours
    if held.is_name_hidden != hidden:
        held.is_name_hidden = hidden
        held._history_user = by
        held.save()


@in_one_piece
def reflect(placement: Placement, *, by: User, values: Values, problems: Problems | None = None):
    """The student's answer to a prompt."""
    if not policies.acts_as_student(by, placement):
        raise NotYours
    return create(Reflection, by=by, values=values | {"placement": placement}, problems=problems)

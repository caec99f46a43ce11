"""The one door: nothing else sets a status."""

from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements import policies
from engagements.enums import VERDICTS, OccurrenceStatus, Party, PlacementStatus, Through
from engagements.lifecycle.problems import Problem
from engagements.lifecycle.sides import SUBJECTS, sides_of, through
from engagements.lifecycle.steps import Step, Taking
from engagements.lifecycle.tables import STEPS
from engagements.linked import is_link, taker
from engagements.load import load_of, say_why
from engagements.mail import tell_on_commit
from engagements.models import Actor, Engagement, Occurrence, Placement, StatusChange
from engagements.models.acts import Revised, other_side
from engagements.retelling import is_telling
from occme.accounts.validators import unfit
from occme.refusals import NotYours, Stale, WrongStep
from partners.editing import in_one_piece, locked, refuse_stale
from partners.models import Organization

REASON_MOST = 500


class Choice(NamedTuple):
    """A step that somebody may take from here, how, what stands in its way, and what speaks
    against it, so that it takes a reason."""

    step: Step
    through: Through
    problems: list[Problem]
    warnings: list[str]


def legal(record: Any) -> list[Step]:
    """The steps that lead on from here, whoever takes them."""
    steps = STEPS[type(record)].values()
    return [step for step in steps if record.status in step.before and step.applies(record)]


def available_steps(record: Any, user: Any, sides: set[Party] | None = None) -> list[Choice]:
    """What the user may do here, for buttons; problems are said before the click. `sides`, where
    they are known, spare the look at each of many records."""
    known = sides_of(user, record) if sides is None else sides
    return [
        Choice(step, how, step.problems(record), warnings_of(step, record, how, known))
        for step in legal(record)
        if (how := through(user, known, step, record))
    ]


@in_one_piece
def take(
    record: Any,
    name: str,
    *,
    by: Actor,
    reason: str = "",
    seen: str | None = None,
    batch: UUID | None = None,
    details: dict[str, Any] | None = None,
) -> Any:
    """Takes a step on the record as it is now; returns it. Writes the row, its line of history and
    a StatusChange together, or nothing. `details` is what some steps take besides a reason.

    Raises NotYours, WrongStep (which names the steps that are legal), Stale where somebody changed
    the record after `seen`, and ValidationError with every problem.
    """
    held = held_with_its_engagement(record)
    step = STEPS[type(held)].get(name)
    if step is None or step not in legal(held):
        raise WrongStep(not_from_here(held), [one.name for one in legal(held)])
    sides = sides_of(by, held)
    how = through(by, sides, step, held)
    if how is None:
        raise NotYours
    if seen is not None and not step.by_text:
        refuse_unread(held, seen, by)
    refuse_problems(step, held, reason, warnings_of(step, held, how, sides))
    change = change_of(held, step, by, reason)
    change.through, change.batch = how, batch
    change.save()
    if step.then:
        change.after = step.then(taking(held, step, change, details)) or change.after
        change.save(update_fields=["after"])
    move(held, change.after, step.waits_on, by, change)
    told = other_of(held, step, change)
    if is_telling():
        tell_on_commit(held, by, (step.waits_on, *step.tells, *told), step.name, change)
    return held


def other_of(record: Any, step: Step, change: StatusChange) -> tuple[Party, ...]:
    """The other side, where it hears of the step."""
    return (other_side(taking(record, step, change, None).side),) if step.tells_other else ()


def taking(record: Any, step: Step, change: StatusChange, details: dict | None) -> Taking:
    """Staff who stand in take the step of the side that has it."""
    is_staffs = change.through == Through.ACCOUNT and sides_of(change.by, record) == {Party.STAFF}
    return Taking(record, change, Party.STAFF if is_staffs else Party.PARTNER, details or {})


def refuse_unread(record: Any, seen: str, by: Actor) -> None:
    """As refuse_stale, which tells who was faster; but not a student, to whom reads no name."""
    if isinstance(record, Revised):
        refuse_revised(record, seen)
        return
    try:
        refuse_stale(record, seen)
    except Stale as stale:
        last = type(record).history.filter(id=record.pk).latest("history_id")
        if policies.may_name(by, record, last.history_user_id):
            raise
        raise Stale("", stale.at) from None


def refuse_revised(record: Revised, seen: str) -> None:
    if record.version != seen:
        raise Stale(str(record.revised_by or ""), record.revised_at)


def change_of(record: Any, step: Step, by: Actor, reason: str) -> StatusChange:
    return StatusChange(
        **{SUBJECTS[type(record)]: record},
        step=step.name,
        before=record.status,
        after=step.after or record.status,
        waited_on=getattr(record, "waits_on", ""),
        reason=reason.strip(),
        **taker(by),
    )


def held_with_its_engagement(record: Any) -> Any:
    """Locked; of a placement the engagement first, so that two never count the same free seat."""
    if isinstance(record, Placement):
        locked(record.engagement)
    held = locked(record)
    if isinstance(held, Placement):
        held.engagement = locked(record.engagement)
    return held


def not_from_here(record: Any) -> str:
    names = ", ".join(step.name for step in legal(record)) or _("none")
    return _("It is “%(status)s” now; from here these steps are legal: %(steps)s.") % {
        "status": record.get_status_display(),
        "steps": names,
    }


def warnings_of(step: Step, record: Any, how: Through, sides: set[Party]) -> list[str]:
    """What speaks against asking the organization for more just now, where OCCME asks: steps that
    staff take on behalf of the organization are its own."""
    if not step.asks_partner or how != Through.ACCOUNT or Party.STAFF not in sides:
        return []
    load = load_of(Organization.objects.get(pk=record.organization_id))
    return load.warnings(brings_students=step.brings_students)


def problems_of_reason(reason: str) -> list[str]:
    if unfits := unfit(reason):
        return unfits
    if len(reason.strip()) > REASON_MOST:
        return [_("It takes at most %(most)d letters.") % {"most": REASON_MOST}]
    return []


def refuse_problems(step: Step, record: Any, reason: str, warnings: list[str]) -> None:
    problems: dict[str, list[str]] = {}
    if told := problems_of_reason(reason):
        problems["reason"] = told
    elif not reason.strip():
        asked = [_("Please say why.")] if step.asks_why else []
        if told := say_why(warnings) or asked:
            problems["reason"] = told
    if found := step.problems(record):
        problems["__all__"] = [f"{p.sentence} {p.fix}".strip() for p in found]
    if problems:
        raise ValidationError(problems)


def move(record: Any, status: str, waits_on: str, by: Actor, change: StatusChange) -> None:
    record.status = status
    record.moved(change, waits_on)
    record._history_user = None if is_link(by) else by
    record._change_reason = change.reason or change.step
    record.save()


def undoable(record: Any, user: Any) -> StatusChange | None:
    """The last step, where the user took it and nobody acted on it since."""
    last = StatusChange.objects.standing().filter(**{SUBJECTS[type(record)]: record}).first()
    return last if stands(last, record, user) else None


def stands(last: StatusChange | None, record: Any, user: Any) -> bool:
    """Whether the last step that was not undone is the user's own, and the record is where it led."""
    if last is None or not last.is_by(user) or record.status != last.after:
        return False
    step = STEPS[type(record)].get(last.step)
    return step is not None and not step.is_final


@in_one_piece
def undo(record: Any, *, by: Actor) -> Any:
    """Takes one's own last step back, as long as nobody acted on it. Raises WrongStep."""
    held = held_with_its_engagement(record)
    last = undoable(held, by)
    if last is None or acted_on(held, last):
        raise WrongStep(_("There is no step of yours to take back here, or somebody acted on it."))
    if through(by, sides_of(by, held), STEPS[type(held)][last.step], held) is None:
        raise NotYours
    last.undone_at = timezone.now()
    last.save(update_fields=["undone_at"])
    move(held, last.before, last.waited_on, by, last)
    return held


def is_over_by(promise: Occurrence, status: str) -> bool:
    """Whether it would be promised again, though its version is over on its day."""
    stopped_on = promise.commitment.version.stopped_on
    is_open = status == OccurrenceStatus.OPEN
    return is_open and stopped_on is not None and stopped_on <= promise.due_on


def acted_on(record: Any, last: StatusChange) -> bool:
    """Whether something rests on the step by now."""
    match record:
        case Engagement():
            return record.placements.filter(since_at__gt=last.at).exists()
        case Occurrence():
            was_answered = last.after in VERDICTS and bool(last.judgement.answer)
            return was_answered or is_over_by(record, last.before)
        case Placement():
            return record.hours.exists() and last.after != PlacementStatus.COMPLETED
        case _:
            return False

"""Writing an agreement together: each side in its turn, nothing lost, nobody overwritten."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from engagements import policies
from engagements.agreements.template import starting_terms
from engagements.enums import (
    OPEN_VERSIONS,
    AgreementKind,
    Party,
    Remark,
    Rhythm,
    VersionOrigin,
    VersionStatus,
)
from engagements.lifecycle import sides_of
from engagements.lifecycle.taking import refuse_revised
from engagements.linked import act_of, is_link, taker
from engagements.models import Actor, Agreement, AgreementVersion, Comment
from engagements.terms import SECTIONS, Terms
from occme.refusals import NotYours, WrongStep
from partners.editing import in_one_piece, locked
from partners.models import Organization
from partners.policies import is_staff

WRITABLE = (VersionStatus.DRAFT, VersionStatus.REVIEW)
"""While its turn lasts, a side writes."""


def side_of(user: Any, organization_id: int) -> Party:
    """On which side the user makes an agreement with this organization; raises NotYours."""
    if is_link(user):
        raise NotYours
    if is_staff(user):
        return Party.STAFF
    if policies.acts_as_partner(user, organization_id):
        return Party.PARTNER
    raise NotYours


@in_one_piece
def begin(
    organization: Organization,
    *,
    by: Any,
    kind: str = AgreementKind.MEMORANDUM,
    terms: Terms | None = None,
) -> AgreementVersion:
    """A new agreement, its first version a draft of this side: from the template unless told."""
    side = side_of(by, organization.pk)
    if organization.closed_on is not None:
        raise WrongStep(_("This organization is closed."))
    agreement: Any = Agreement(organization=organization, kind=kind)
    agreement.full_clean()
    agreement._history_user = by
    agreement.save()
    text = terms or starting_terms(organization, localdate())
    return drafted(agreement, VersionOrigin.FIRST, side, text, by)


@in_one_piece
def next_version(agreement: Agreement, origin: str, *, by: Any) -> AgreementVersion:
    """A draft of the next version: `renewal` for another term, `amendment` for the rest of this
    one. What is in force stays so until both have signed the new one."""
    side = side_of(by, agreement.organization_id)
    held = locked(agreement)
    if held.versions.filter(status__in=OPEN_VERSIONS).exists():
        raise WrongStep(_("Another version of it is being written already."))
    last = held.versions.exclude(status=VersionStatus.DROPPED).select_related("round").first()
    if last is None or last.terms is None:
        raise WrongStep(_("There is no version yet that could be renewed."))
    renewed = origin == VersionOrigin.RENEWAL
    text = renewal_of(last.terms) if renewed else amendment_of(last.terms, localdate())
    return drafted(held, origin, side, text, by)


def drafted(
    agreement: Agreement, origin: str, side: str, terms: Terms, by: Any
) -> AgreementVersion:
    number = agreement.versions.aggregate(last=Max("number"))["last"] or 0
    return AgreementVersion.objects.create(
        agreement=agreement,
        number=number + 1,
        origin=origin,
        turn=side,
        draft=terms.as_data(),
        draft_side=side,
        title=terms.title,
        revised_by=by,
    )


def renewal_of(terms: Terms) -> Terms:
    """The same for as long again, from the day after; never from a day that is over."""
    starts: Any = terms.starts_on
    ends: Any = terms.ends_on
    first = max(ends + timedelta(days=1), localdate())
    return terms.shifted(first, first + (ends - starts))


def amendment_of(terms: Terms, today: date) -> Terms:
    """For the rest of the term, without what was due once before today."""
    starts = max(terms.starts_on or today, today)
    ends = max(terms.ends_on or today, starts)
    rest = replace(terms, starts_on=starts, ends_on=ends)
    promises = []
    for promise in terms.promises:
        days = [day for day in terms.due_days(promise) if day >= starts]
        if promise.every == Rhythm.ONCE and not days:
            continue
        first = days[0] if days and promise.due_on else None
        promises.append(replace(promise, due_on=first))
    return replace(rest, promises=tuple(promises))


@in_one_piece
def save_draft(version: AgreementVersion, data: Any, *, by: Actor, seen: str) -> AgreementVersion:
    """Keeps what a side has written in its turn, whole or not; the other side does not see it.
    Raises Stale where somebody of the same side saved after `seen`, and ValidationError."""
    held = writable(version, by)
    refuse_revised(held, seen)
    terms = Terms.written(data)
    if held.draft != terms.as_data():
        held.draft = terms.as_data()
        held.draft_side = Party.STAFF if Party.STAFF in sides_of(by, held) else Party.PARTNER
        if held.round is None:
            held.title = terms.title
        held.revise(None if is_link(by) else by)
        held.save()
    return held


@in_one_piece
def discard_draft(version: AgreementVersion, *, by: Actor, seen: str) -> AgreementVersion:
    """Back to what was sent last."""
    held = writable(version, by)
    refuse_revised(held, seen)
    if held.round is None:
        raise WrongStep(_("Nothing was sent yet that you could go back to."))
    held.draft, held.draft_side = None, ""
    held.revise(None if is_link(by) else by)
    held.save()
    return held


def writable(version: AgreementVersion, by: Actor) -> AgreementVersion:
    """The version, locked, where it is this person's turn to write. Staff write for a partner what
    it says on the phone."""
    held = locked(version)
    if held.status not in WRITABLE:
        raise WrongStep(_("The text is agreed: say first that you want to change something."))
    if not may_write(held, by):
        raise NotYours
    return held


def may_write(version: AgreementVersion, user: Any) -> bool:
    """Whether it is the turn of a side that the user writes for. Staff write in the partner's turn,
    on its behalf, once something was sent, unless the partner has begun to write itself."""
    if version.status not in WRITABLE:
        return False
    sides = sides_of(user, version)
    stands_in = version.round is not None and version.draft_side in ("", Party.STAFF)
    return version.turn in sides or (Party.STAFF in sides and stands_in)


def draft_of(version: AgreementVersion, user: Any) -> Terms | None:
    """What is written and not sent, where the user may write on; None where there is nothing."""
    if version.draft is None or not may_write(version, user):
        return None
    return Terms.read(version.draft)


@in_one_piece
def comment(version: AgreementVersion, *, by: Actor, line: str, remark: str, text: str) -> Comment:
    """Said on a line of what was sent, by either side, whoever's turn it is."""
    held = locked(version)
    sides = sides_of(by, held)
    if not sides:
        raise NotYours
    if not held.is_open or held.terms is None:
        raise WrongStep(_("Comments are made while a text is being written together."))
    lines = {*SECTIONS, *(promise.key for promise in held.terms.promises), ""}
    problems: dict[str, list[str]] = {}
    if line not in lines:
        problems["line"] = [_("There is no such line in the text that was sent last.")]
    if not text.strip() and remark in (Remark.NOTE, Remark.QUESTION):
        problems["text"] = [_("Say what you think of it.")]
    made = Comment(
        version=held,
        side=next(iter(sides)),
        line=line,
        remark=remark,
        text=text.strip(),
        **act_of(by),
    )
    try:
        made.full_clean(exclude=["by", "link", "line"], validate_constraints=False)
    except ValidationError as error:
        problems = {**error.message_dict, **problems}
    if problems:
        raise ValidationError(problems)
    sent_before = {"line": line, "remark": remark, "text": made.text, "settled_at": None}
    twin = held.comments.filter(**sent_before, **taker(by)).first()
    if twin is None:  # Sent twice, it is said once.
        made.save()
    return twin or made


@in_one_piece
def settle(remark: Comment, *, by: Actor) -> Comment:
    """It is dealt with: said by the side that made it."""
    held = locked(remark)
    if held.side not in sides_of(by, held.version):
        raise NotYours
    if held.settled_at is None:
        held.settled_at = timezone.now()
        held.save(update_fields=["settled_at"])
    return held

"""Asking how it goes between the two, and carrying what both agreed to into the agreement."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from engagements.agreements.writing import may_write, next_version, save_draft, side_of
from engagements.asks import ASK, ASKED_BY_THEM
from engagements.enums import (
    OPEN_VERSIONS,
    CheckInStatus,
    Maker,
    Party,
    Through,
    VersionOrigin,
    VersionStatus,
)
from engagements.lifecycle.taking import problems_of_reason
from engagements.load import load_of, say_why
from engagements.mail import tell_on_commit
from engagements.models import Agreement, AgreementVersion, CheckIn, StatusChange
from engagements.models.acts import other_side
from engagements.terms import Promise, Terms
from occme.refusals import WrongStep
from partners.editing import in_one_piece, locked
from partners.models import Organization


@in_one_piece
def ask(organization: Organization, *, by: Any, reason: str = "") -> CheckIn:
    """Asks both sides the five questions; the other side is told by mail. Raises NotYours,
    WrongStep while another check-in of the organization waits for answers, and ValidationError
    where OCCME asks for more than the organization can take just now and does not say why."""
    side = side_of(by, organization.pk)
    held = locked(organization)
    if held.closed_on is not None:
        raise WrongStep(_("This organization is closed."))
    if CheckIn.objects.filter(organization=held, status=CheckInStatus.OPEN).exists():
        raise WrongStep(_("A check-in is under way already."))
    refuse_load(held, side, reason)
    check_in = CheckIn(organization=held, revised_by=by)
    check_in.full_clean()
    check_in.save()
    StatusChange.objects.create(
        check_in=check_in,
        step=ASK if side == Party.STAFF else ASKED_BY_THEM,
        after=check_in.status,
        reason=reason.strip(),
        through=Through.ACCOUNT,
        by=by,
        at=check_in.asked_at,
    )
    tell_on_commit(check_in, by, (other_side(side),))
    return check_in


def refuse_load(organization: Organization, side: str, reason: str) -> None:
    """What OCCME asks beyond the load takes a reason, which the organization reads too."""
    problems = problems_of_reason(reason)
    if side == Party.STAFF and not reason.strip():
        problems += say_why(load_of(organization).warnings())
    if problems:
        raise ValidationError({"reason": problems})


def promise_key(check_in: CheckIn) -> str:
    """By which the promise that came of a check-in is found again, in this version and the next."""
    return f"c{check_in.pk}"


def agreements_to_change(check_in: CheckIn, user: Any) -> list[Agreement]:
    """Those of the organization in which the user could write the change down now."""
    if check_in.status != CheckInStatus.SETTLED:
        return []
    rows = Agreement.objects.visible_to(user).filter(organization=check_in.organization_id)
    return [one for one in rows.for_reading(user).order_by("pk") if can_take(one, user)]


def can_take(agreement: Agreement, user: Any) -> bool:
    """Whether a version is open in which it is the user's side's turn, or one is in force that can
    be amended."""
    versions: list[AgreementVersion] = list(agreement.versions.all())
    if is_written := [one for one in versions if one.status in OPEN_VERSIONS]:
        return is_own_turn(is_written[0], user)
    return any(one.status == VersionStatus.IN_FORCE and not one.is_over() for one in versions)


def is_own_turn(version: AgreementVersion, user: Any) -> bool:
    own = side_of(user, version.agreement.organization_id)
    return version.turn == own and may_write(version, user)


@in_one_piece
def put_into_agreement(check_in: CheckIn, agreement: Agreement, *, by: Any) -> AgreementVersion:
    """Writes the change that both agreed to into the draft of the next version, once, as a promise
    of both together, to be completed there. Raises NotYours and WrongStep."""
    side_of(by, check_in.organization_id)
    is_theirs = agreement.organization_id == check_in.organization_id
    if check_in.status != CheckInStatus.SETTLED or not is_theirs:
        raise WrongStep(_("Both sides have not agreed to a change yet."))
    held = locked(agreement)
    version = held.versions.filter(status__in=OPEN_VERSIONS).first()
    if version is None:
        version = next_version(held, VersionOrigin.AMENDMENT, by=by)
    if not is_own_turn(version, by):
        raise WrongStep(_("It is the other side’s turn to write. They can put it in."))
    draft = Terms.read(version.draft) if version.draft else version.terms or Terms()
    key = promise_key(check_in)
    if any(promise.key == key for promise in draft.promises):
        return version
    promise = Promise(key=key, by=Maker.JOINT, text=check_in.change)
    terms = replace(draft, promises=(*draft.promises, promise))
    return save_draft(version, terms.as_data(), by=by, seen=version.version)

"""The steps of a version of an agreement: sent back and forth, agreed, signed, kept, ended.

What was sent is kept as a round. Both sides sign the same round; the second signature puts it in
force, and makes its promises.
"""

from collections.abc import Iterator

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from engagements.enums import Party
from engagements.enums import VersionStatus as V
from engagements.lifecycle.activation import put_in_force, stop
from engagements.lifecycle.problems import Problem
from engagements.lifecycle.signing import sign
from engagements.lifecycle.steps import Step, Taking
from engagements.models import AgreementVersion, AgreementWords, Round
from engagements.models.acts import other_side
from engagements.terms import Terms

STAFF, PARTNER = Party.STAFF, Party.PARTNER


def whose_turn(version: AgreementVersion) -> tuple[Party, ...]:
    return (Party(version.turn),) if version.turn else ()


def unsigned(version: AgreementVersion) -> tuple[Party, ...]:
    signed = version.signed_sides()
    return tuple(side for side in (STAFF, PARTNER) if side not in signed)


def of_sending(version: AgreementVersion) -> Iterator[Problem]:
    """The draft is whole, and says something else than what was sent last."""
    if version.draft is None:
        if version.round is None:
            yield Problem("no_text", _now("Nothing is written yet."), _now("Write it first."))
        else:
            yield unchanged()
        return
    terms = Terms.read(version.draft)
    for _path, sentence in terms.gaps():
        yield Problem("gap", sentence)
    if version.round and version.round.digest == terms.digest():
        yield unchanged()


def unchanged() -> Problem:
    return Problem(
        "unchanged",
        _now("You have changed nothing."),
        _now("Agree to it, or write what should be different."),
    )


def of_agreeing(version: AgreementVersion) -> Iterator[Problem]:
    """Agreeing is to what was sent, and not to one's own draft."""
    if is_changed(version):
        yield Problem(
            "changed",
            _now("You have changed something that the other side has not read."),
            _now("Send it to them, or throw your changes away."),
        )


def is_changed(version: AgreementVersion) -> bool:
    """Whether the draft says something else than what was sent last."""
    if version.draft is None or version.round is None:
        return version.draft is not None
    return Terms.read(version.draft).digest() != version.round.digest


def is_not_partners(version: AgreementVersion) -> bool:
    """What a partner drafts staff do not send, drop or replace for it, nor read what is missing in
    it."""
    return version.draft_side in ("", STAFF)


def send(taking: Taking) -> None:
    """Keeps what is sent, as it is, and passes the turn on."""
    version = taking.record
    terms = Terms.read(version.draft)
    last = version.rounds.aggregate(last=Max("number"))["last"] or 0
    version.round = Round.objects.create(
        version=version,
        number=last + 1,
        side=taking.side,
        terms=terms.as_data(),
        digest=terms.digest(),
        reason=taking.change.reason,
        **taking.act,
    )
    version.draft, version.draft_side = None, ""
    version.title, version.starts_on, version.ends_on = terms.title, terms.starts_on, terms.ends_on
    version.review_months = terms.review_months
    version.turn = other_side(taking.side)
    AgreementWords.keep(version.agreement, terms)


def agree(taking: Taking) -> None:
    taking.record.draft, taking.record.draft_side = None, ""
    taking.record.turn = ""


def reopen(taking: Taking) -> None:
    """A signature was given to a text, and not to the next one: it is void."""
    version = taking.record
    version.signatures.filter(voided_at=None).update(voided_at=timezone.now())
    version.turn = taking.side


def signed(taking: Taking) -> str | None:
    """In force, if both have signed; the first signature leaves it waiting on the other side."""
    version = taking.record
    sign(taking)
    if version.signed_sides() < {STAFF, PARTNER}:
        version.turn = other_side(taking.side)
        return None
    version.turn = ""
    put_in_force(version, taking)
    return str(V.IN_FORCE)


def suspend(taking: Taking) -> None:
    taking.record.turn = taking.side


def resume(taking: Taking) -> None:
    taking.record.turn = ""


def end(taking: Taking) -> None:
    taking.record.turn = ""
    stop(taking.record, taking.change.at)


def drop(taking: Taking) -> None:
    """What nobody sent stays unseen by the other side."""
    taking.record.draft, taking.record.draft_side = None, ""
    if taking.record.round:
        taking.record.turn = ""


READ = _("Why? The other side reads it.")

AGREEMENT = [
    Step("send", _("Send it to the other side"), (V.DRAFT,), V.REVIEW, whose_turn,
         stands_in_the_way=(of_sending,), then=send, is_final=True, asks_partner=True,
         tells_other=True, on_behalf=is_not_partners),
    Step("counter", _("Send your changes back"), (V.REVIEW,), V.REVIEW, whose_turn, asks_why=True,
         stands_in_the_way=(of_sending,), then=send, is_final=True,
         tells_other=True, on_behalf=is_not_partners),
    Step("agree", _("Agree to this text"), (V.REVIEW,), V.AGREED, whose_turn,
         stands_in_the_way=(of_agreeing,), then=agree, is_final=True,
         tells_other=True, on_behalf=is_not_partners),
    Step("change", _("Change something first"), (V.AGREED, V.SIGNED), V.REVIEW, (STAFF, PARTNER),
         asks_why=True, question=READ, then=reopen, is_final=True,
         tells_other=True),
    Step("sign", _("Sign"), (V.AGREED, V.SIGNED), V.SIGNED, unsigned, then=signed, is_final=True,
         tells_other=True, by_text=True),
    Step("drop", _("Drop it"), (V.DRAFT, V.REVIEW, V.AGREED, V.SIGNED), V.DROPPED,
         lambda version: whose_turn(version) if version.status == V.DRAFT else (STAFF, PARTNER),
         asks_why=True, question=READ, then=drop, is_final=True,
         tells_other=True, on_behalf=is_not_partners),
    Step("suspend", _("Suspend it for now"), (V.IN_FORCE,), V.SUSPENDED, (STAFF, PARTNER),
         asks_why=True, question=READ, then=suspend, is_final=True,
         tells_other=True),
    Step("resume", _("Go on with it"), (V.SUSPENDED,), V.IN_FORCE, whose_turn, then=resume,
         is_final=True,
         tells_other=True),
    Step("end", _("End it, with a plan"), (V.IN_FORCE, V.SUSPENDED), V.ENDED, (STAFF, PARTNER),
         asks_why=True, question=_("How does it end? Who does what until when?"), then=end, is_final=True,
         tells_other=True),
]  # fmt: skip

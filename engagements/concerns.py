"""What is done with concerns: raised, followed by a code, taken in hand, answered, closed.

Each verb is one transaction. Mail says that something waits, and nothing else; it goes to those who
are named to read concerns. Nothing here is written into a history, and nothing is logged.
"""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from engagements.confidence import reads_concerns
from engagements.enums import Party
from engagements.mail import deliver
from engagements.models import Concern, ConcernMessage, News
from engagements.models.concerns import ConcernAct, ConcernStatus
from engagements.models.secrets import digest_of, read_code
from engagements.reach import Reach
from engagements.retelling import is_telling
from occme.accounts.models import User
from occme.refusals import NotYours, Stale, WrongStep
from partners.editing import in_one_piece

OPEN = (ConcernStatus.NEW, ConcernStatus.IN_HAND)
ACTS = {
    ConcernAct.TAKEN: ((ConcernStatus.NEW,), ConcernStatus.IN_HAND),
    ConcernAct.SAID: (OPEN, ConcernStatus.IN_HAND),
    ConcernAct.READ: ((ConcernStatus.IN_HAND, ConcernStatus.CLOSED), None),
    ConcernAct.CLOSED: (OPEN, ConcernStatus.CLOSED),
    ConcernAct.REOPENED: ((ConcernStatus.CLOSED,), ConcernStatus.IN_HAND),
}
"""What a recipient does: from which status, and to which."""

WITH_WORDS = (ConcernAct.SAID, ConcernAct.CLOSED)
"""What takes an answer that the sender reads."""


@sensitive_variables()
@in_one_piece
def raise_concern(
    *, code: str, values: dict[str, Any], by: User | None = None
) -> tuple[Concern, bool]:
    """The concern, and whether it is new: with the same code it is raised once. `by` is who wants
    to be known. Raises ValidationError with every problem."""
    digest = digest_of(code)
    if earlier := Concern.objects.filter(digest=digest).first():
        return earlier, False
    concern = Concern(**values, raised_by=by, digest=digest)
    concern.full_clean()
    concern.save()
    tell_recipients(concern, "raise")
    return concern, True


def concern_of(code: str) -> Concern | None:
    """What a code opens, as somebody typed it."""
    return Concern.objects.filter(digest=digest_of(read_code(code))).first()


@sensitive_variables()
@in_one_piece
def add_message(concern: Concern, text: str, *, seen: str) -> ConcernMessage:
    """The sender says something more; sent twice, it is said once. `seen` is the version that they
    read: what was said since does not keep them from it. While something is unread already,
    another mail would say nothing new."""
    held = locked(concern)
    last = held.messages.order_by("pk").last()
    if last and last.is_from_sender and last.text == text and seen != held.version:
        return last
    message = ConcernMessage(concern=held, text=text)
    message.full_clean()
    message.save()
    if not held.is_unread:
        held.is_unread = True
        held.save(update_fields=["is_unread"])
        tell_recipients(held, "add")
    return message


@sensitive_variables()
@in_one_piece
def act_on(concern: Concern, act: str, *, by: User, text: str = "", seen: str) -> ConcernMessage:
    """What a recipient does. Raises NotYours, WrongStep, Stale where somebody said or did something
    after `seen`, and ValidationError."""
    if not reads_concerns(by):
        raise NotYours
    held = locked(concern)
    last = held.messages.order_by("pk").last()
    if last and held.version != seen:
        if (last.by_id, last.act, last.text) == (by.pk, act, text):
            return last  # The same form came twice.
        raise Stale(str(last.by or _("the sender")), None)
    if act not in legal(held):
        raise WrongStep(_("That cannot be done now: it is “%s”.") % held.get_status_display())
    if act in WITH_WORDS and not text:
        raise ValidationError({"text": [_("Please write an answer: the sender reads it.")]})
    message = ConcernMessage(concern=held, act=act, by=by, text=text)
    message.full_clean()
    message.save()
    held.status = ACTS[ConcernAct(act)][1] or held.status
    held.is_unread = False
    held.save(update_fields=["status", "is_unread"])
    return message


def legal(concern: Concern) -> list[str]:
    """What a recipient may do now; to say that it is read, only where something is unread."""
    return [
        act
        for act, (before, _after) in ACTS.items()
        if concern.status in before and (act != ConcernAct.READ or concern.is_unread)
    ]


def locked(concern: Concern) -> Concern:
    return Concern.objects.select_for_update().get(pk=concern.pk)


def tell_recipients(concern: Concern, said: str) -> None:
    """At once, and with `send_due` where they could not be reached. Where nobody is named yet, the
    office hears that somebody has to be."""
    if not is_telling():
        return
    if not Reach([]).concerns():
        said = "nobody"
    news = News.objects.create(
        party=Party.STAFF, kind="concern", number=concern.pk, said=said, status=concern.status
    )
    transaction.on_commit(partial(deliver, news, concern))

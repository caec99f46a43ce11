"""Handing mail over, once: to the mail server, and never to an address that failed for good."""

import logging
from collections.abc import Callable, Iterable, Iterator
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import NamedTuple

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from engagements.enums import NoticeKind
from engagements.models import FailedMail, Notice
from engagements.models.mails import WHY_MOST
from occme.accounts.models import User
from partners.models import Organization

logger = logging.getLogger(__name__)

AT_ONCE = 900
About = tuple[str, str]
"""A kind of notice, and what it is about."""


class Refusal(NamedTuple):
    """Why an address was not written to, as the mail server or a report says it."""

    code: str
    why: str
    is_permanent: bool


def post(address: str, subject: str, body: str) -> bool:
    """Whether the mail server took it. What it refuses is kept for staff; where it cannot be
    reached, nothing is."""
    if is_blocked(address):
        return False
    questions = _("Questions? Write to %(contact)s.") % {"contact": settings.CONTACT_EMAIL}
    one_line = " ".join(subject.split())
    try:
        EmailMessage(one_line, f"{body}\n\n{questions}", to=[address]).send()
    except (OSError, ValueError) as error:  # All that smtplib raises is an OSError.
        logger.exception("Mail could not be sent.")
        if refusal := refusal_of(error):
            keep_failure(address, refusal, subject=one_line)
        return False
    mine = FailedMail.objects.unsettled().filter(address=address.lower())
    mine.update(settled_at=timezone.now())
    return True


def refusal_of(error: Exception) -> Refusal | None:
    """What the error says of this address; None where it says nothing of it, such as a server that
    is down, or does not know us."""
    why: str | bytes
    match error:
        case SMTPRecipientsRefused() if error.recipients:
            code, why = next(iter(error.recipients.values()))
        case SMTPDataError():
            code, why = error.smtp_code, error.smtp_error
        case ValueError():
            return Refusal("", _("No mail can have this address."), is_permanent=True)
        case _:
            return None
    text = why.decode(errors="replace") if isinstance(why, bytes) else str(why)
    # 5.7: a rule of the server, about us or the text; the address may be good.
    is_rule = isinstance(error, SMTPDataError) or text.lstrip().startswith("5.7.")
    return Refusal(str(code), text, 500 <= code < 600 and not is_rule)


def keep_failure(
    address: str, refusal: Refusal, *, subject: str = "", message_id: str = ""
) -> bool:
    """Whether it is new; of an address that is listed already, only that it failed for good is."""
    why = " ".join("".join(c if c.isprintable() else " " for c in refusal.why).split())
    fields = {
        "organization": organization_at(address),
        "subject": "" if is_of_office(address) else subject[:200],
        "why": why[:WHY_MOST],
        "code": refusal.code[:12],
        "is_permanent": refusal.is_permanent,
        "message_id": message_id,
    }
    held, is_new = FailedMail.objects.get_or_create(
        address=address.lower(), settled_at=None, defaults=fields
    )
    if not is_new and refusal.is_permanent and not held.is_permanent:
        FailedMail.objects.filter(pk=held.pk).update(**fields)
        return True
    return is_new


def is_of_office(address: str) -> bool:
    """Of these no subject is kept: it would tell other staff who reads concerns, and when."""
    staff = User.objects.filter(email=address.lower(), is_staff=True)
    return address.lower() == settings.CONTACT_EMAIL.lower() or staff.exists()


def organization_at(address: str) -> Organization | None:
    """Whose address it is, where that is known."""
    of_contact = Q(contacts__email__iexact=address)
    rows = Organization.objects.filter(of_contact | Q(memberships__user__email__iexact=address))
    return rows.order_by("pk").first()


def is_blocked(address: str) -> bool:
    return FailedMail.objects.permanent().filter(address=address.lower()).exists()


def untold(about: Iterable[About], address: str) -> list[About]:
    """What this address was not written to about yet."""
    about = [*dict.fromkeys(about)]
    mine = Notice.objects.filter(address=address.lower())
    known: set[About] = set()
    for some in batched([one for _kind, one in about]):
        known.update(mine.filter(about__in=some).values_list("kind", "about"))
    return [one for one in about if one not in known]


def batched(values: list[str]) -> Iterator[list[str]]:
    """As many at a time as a query takes."""
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]


def send_once(
    address: str,
    about: Iterable[About],
    send: Callable[[list[About]], bool],
    *,
    is_urgent: bool = False,
) -> list[About]:
    """What it was written to about now: nothing where all of that was told before, where it could
    not be sent, or, unless it is urgent, where it has had its mail of the day. Each notice is kept
    before the mail leaves, so that two at once never tell the same."""
    day = (NoticeKind.DAY, localdate().isoformat())
    is_first = claim(day, address)
    if not (is_first or is_urgent):
        return []
    claimed = [day] if is_first else []
    fresh: list[About] = []
    is_sent = False
    try:
        fresh += claim_all(untold(about, address), address)
        is_sent = bool(fresh) and send(fresh)
    finally:
        if not is_sent:
            release(claimed + fresh, address)
    return fresh if is_sent else []


def claim_all(about: list[About], address: str) -> list[About]:
    """Those that were not told before. All at once; one by one where somebody else tells some."""
    rows = [Notice(kind=kind, about=one, address=address.lower()) for kind, one in about]
    try:
        with transaction.atomic():
            Notice.objects.bulk_create(rows)
    except IntegrityError:
        return [one for one in about if claim(one, address)]
    return about


def claim(about: About, address: str) -> bool:
    """Whether it was not told before, and nobody else is telling it."""
    kind, one = about
    _notice, is_new = Notice.objects.get_or_create(kind=kind, about=one, address=address.lower())
    return is_new


def release(about: list[About], address: str) -> None:
    for kind, one in about:
        Notice.objects.filter(kind=kind, about=one, address=address.lower()).delete()

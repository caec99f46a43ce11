"""Mail that came back: the reports that mail servers send (RFC 3464), read and kept for staff."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from hashlib import sha256
from typing import Any, NamedTuple

from django.db.models import Q

from engagements.models import FailedMail
from engagements.posting import Refusal, keep_failure
from occme.accounts.models import User
from partners.models import Contact

FAILED = "failed"
ID_MOST = 200


class Bounce(NamedTuple):
    """One address of a report."""

    address: str
    refusal: Refusal
    subject: str
    message_id: str


def record_bounce(raw: bytes) -> list[str]:
    """The addresses that are listed as failed because of this report: those that somebody here has,
    each once. A message that is no report gives none."""
    return [one.address for one in bounces_in(raw) if is_ours(one.address) and keep(one)]


def keep(bounce: Bounce) -> bool:
    seen = FailedMail.objects.filter(message_id=bounce.message_id, address=bounce.address)
    if seen.exists():
        return False
    return keep_failure(
        bounce.address, bounce.refusal, subject=bounce.subject, message_id=bounce.message_id
    )


def bounces_in(raw: bytes) -> Iterator[Bounce]:
    """Delivery that failed; that it is only late says nothing yet."""
    message: Any = message_from_bytes(raw, policy=policy.default)
    subject, message_id = subject_of(message), id_of(message, raw)
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status":
            for fields in part.iter_parts() if part.is_multipart() else ():
                if text(fields, "Action").lower() == FAILED and (address := address_of(fields)):
                    yield Bounce(address, refusal_of(fields), subject, message_id)


def text(fields: Message, name: str) -> str:
    return " ".join(str(fields.get(name, "")).split())


def address_of(fields: Message) -> str:
    """The one that we wrote to, also where it forwards to another."""
    original = text(fields, "Original-Recipient").rpartition(";")[2].strip()
    # RFC 3461 writes unusual letters there as + and two digits.
    original = re.sub(r"\+([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), original)
    final = text(fields, "Final-Recipient").rpartition(";")[2].strip()
    return (original if "@" in original else final).strip("<>").lower()


def refusal_of(fields: Message) -> Refusal:
    """For good where the status begins with 5, unless it is a rule about us or the text (5.7)."""
    status = text(fields, "Status").partition(" ")[0]
    why = text(fields, "Diagnostic-Code").partition(";")[2].strip() or text(fields, "Action")
    return Refusal(status, why, status.startswith("5.") and not status.startswith("5.7."))


def subject_of(message: EmailMessage) -> str:
    """Of the mail that came back, where the report holds it."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            return text(part.get_payload(0), "Subject")  # type: ignore[arg-type]
        if part.get_content_type() == "text/rfc822-headers":
            payload: Any = part.get_payload(decode=True) or b""
            return text(message_from_bytes(payload, policy=policy.default), "Subject")
    return ""


def id_of(message: Message, raw: bytes) -> str:
    """By which the same report is known again."""
    return text(message, "Message-ID")[:ID_MOST] or sha256(raw).hexdigest()


def is_ours(address: str) -> bool:
    """Whether it is on record here; who makes a report up blocks no other address."""
    users = User.objects.filter(email__iexact=address)
    return Contact.objects.filter(Q(email__iexact=address)).exists() or users.exists()

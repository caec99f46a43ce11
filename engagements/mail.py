"""Mail to whom a record waits on, once the step is committed: one plain message, with the page.

A person's own words, names of students and notes stay out of mail. Mail that cannot be sent is
logged; the step stands all the same.
"""

import logging
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from engagements.enums import Party
from engagements.models import Engagement, HourEntry, Placement
from partners.enums import ContactRank
from partners.models import Contact, Organization

logger = logging.getLogger(__name__)


def tell_on_commit(record: Any, by: Any, waits_on: str) -> None:
    """Nobody is written to about a step of their own, nor where nobody is waited for."""
    placement = record.placement if isinstance(record, HourEntry) else record
    if waits_on == Party.NOBODY:
        return
    transaction.on_commit(partial(send, placement, waits_on, by))


def send(record: Engagement | Placement, party: str, by: Any) -> None:
    to = [address for address in addresses(record, party) if address != by.email]
    if not to:
        return
    engagement = record if isinstance(record, Engagement) else record.engagement
    subject = _("OCCME: “%(title)s” waits on you") % {"title": engagement.title}
    page = f"{settings.SITE_URL}{record.get_absolute_url()}"
    body = _(
        "Something about “%(title)s” waits on you. What it is, and what you can do, is on its "
        "page:\n\n%(page)s\n\nQuestions? Write to %(contact)s."
    ) % {"title": engagement.title, "page": page, "contact": settings.CONTACT_EMAIL}
    for address in to:
        try:
            EmailMessage(subject, body, to=[address]).send()
        except OSError:
            logger.exception("Mail about a step could not be sent.")


def addresses(record: Engagement | Placement, party: str) -> list[str]:
    """The student; OCCME's office; or the organization's people, unless it wants quiet."""
    match party:
        case Party.STUDENT if isinstance(record, Placement):
            return [record.student.user.email]
        case Party.STAFF:
            return [settings.CONTACT_EMAIL]
        case Party.PARTNER:
            return of_partner(record.organization_id)
    return []


def of_partner(organization: int) -> list[str]:
    """Its primary contact, and those who sign in for it; nobody in its quiet days."""
    today = localdate()
    quiet = Q(do_not_contact_until__gte=today) | Q(
        quiet_periods__starts_on__lte=today, quiet_periods__ends_on__gte=today
    )
    if Organization.objects.filter(quiet, pk=organization).exists():
        return []
    rows = Contact.objects.current().filter(organization=organization, rank=ContactRank.PRIMARY)
    found = [contact.email for contact in rows if contact.email]
    members = Organization.objects.get(pk=organization).memberships.current()
    found += members.filter(user__is_active=True).values_list("user__email", flat=True)
    return list(dict.fromkeys(address.lower() for address in found))

"""Mail to whom a record waits on, once the step is committed: one plain message, with the page.

Somebody with an account gets the page's address; a partner's contact without one a keyed link. A
person's own words, names of students and notes stay out of mail. Mail that cannot be sent is
logged; the step stands all the same.
"""

import logging
from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.enums import EngagementStatus, LinkPurpose, Party
from engagements.models import (
    Actor,
    AgreementVersion,
    CheckIn,
    Engagement,
    HourEntry,
    KeyedLink,
    Occurrence,
    Placement,
)
from engagements.models.links import SUBJECTS
from partners.enums import ContactRank
from partners.models import Contact, Organization

logger = logging.getLogger(__name__)


def tell_on_commit(record: Any, by: Actor, parties: tuple[str, ...], step: str = "") -> None:
    """Nobody is written to about a step of their own, nor where nobody is waited for."""
    tellers = {Party.STUDENT: to_student, Party.STAFF: to_staff, Party.PARTNER: to_partner}
    for party in parties:
        if teller := tellers.get(party):  # type: ignore[call-overload]
            transaction.on_commit(partial(teller, record, by))


def to_student(record: Any, by: Actor) -> None:
    """Whose placement it is; of an engagement, who proposed it, if a student did."""
    if isinstance(record, Engagement):
        if record.proposed_by:
            tell_proposer(record, by, record.proposed_by.user.email)
        return
    placement = record.placement if isinstance(record, HourEntry) else record
    tell(placement, by, [placement.student.user.email])


def tell_proposer(engagement: Engagement, by: Actor, address: str) -> None:
    """What became of it."""
    told = {"title": engagement.title, "page": on_site(engagement.get_absolute_url())}
    if engagement.status == EngagementStatus.OPEN:
        subject = _("OCCME: “%(title)s” is open") % told
        body = _("The people there said yes to what you proposed. You can apply now:\n\n%(page)s")
    else:
        subject = _("OCCME: “%(title)s” does not come about") % told
        body = _("What you proposed was cancelled:\n\n%(page)s")
    if address != by.email:
        post(address, subject, body % told)


def to_staff(record: Any, by: Actor) -> None:
    """OCCME's office."""
    tell(record, by, [settings.CONTACT_EMAIL])


def to_partner(record: Any, by: Actor) -> None:
    """Those who sign in for it, and its primary contact by a link; nobody in its quiet days."""
    placement = record.placement if isinstance(record, HourEntry) else record
    organization = Organization.objects.get(pk=placement.organization_id)
    if is_quiet(organization):
        return
    tell(placement, by, members_of(organization))
    purpose, of = purpose_of(record)
    for contact in contacts_of(organization):
        if contact.email != by.email and not was_sent_today(contact, purpose, of):
            send_link(contact, purpose, of)


def tell(record: Any, by: Actor, addresses: list[str]) -> None:
    title = title_of(record)
    subject = _("OCCME: “%(title)s” waits on you") % {"title": title}
    body = _(
        "Something about “%(title)s” waits on you. What it is, and what you can do, is on its "
        "page:\n\n%(page)s"
    ) % {"title": title, "page": on_site(record.get_absolute_url())}
    for address in addresses:
        if address != by.email:
            post(address, subject, body)


def title_of(record: Any) -> str:
    """What a mail calls it by."""
    match record:
        case Placement() as placement:
            return placement.engagement.title
        case CheckIn():
            return _("Our check-in")
    return str(record)


def purpose_of(record: Any) -> tuple[str, Any]:
    """What a link is for that answers what waits, and the record that it opens."""
    match record:
        case Engagement():
            return LinkPurpose.ENGAGEMENT, record
        case Placement():
            return LinkPurpose.PLACEMENT, record
        case AgreementVersion():
            return LinkPurpose.AGREEMENT, record.agreement
        case CheckIn():
            return LinkPurpose.CHECK_IN, None
        case Occurrence():
            return LinkPurpose.PROMISES, None
    return LinkPurpose.HOURS, None


ASKED = {
    LinkPurpose.ENGAGEMENT: gettext_lazy(
        "OCCME proposes “%(title)s” to %(organization)s. Nothing opens without your yes."
    ),
    LinkPurpose.PLACEMENT: gettext_lazy(
        "A student has applied for “%(title)s” at %(organization)s. You decide."
    ),
    LinkPurpose.HOURS: gettext_lazy(
        "Students have noted hours at %(organization)s. Please say whether they are right."
    ),
    LinkPurpose.REFLECTIONS: gettext_lazy(
        "Students share with %(organization)s what they learned there."
    ),
    LinkPurpose.AGREEMENT: gettext_lazy(
        "The agreement “%(title)s” between OCCME and %(organization)s waits on you."
    ),
    LinkPurpose.PROMISES: gettext_lazy(
        "Did OCCME keep what it promised %(organization)s? You say how it went."
    ),
    LinkPurpose.CHECK_IN: gettext_lazy(
        "How is it going between OCCME and %(organization)s? Five questions, answered by both sides."
    ),
    LinkPurpose.LISTING: gettext_lazy(
        "Is what OCCME says about %(organization)s still right? You decide what the public sees."
    ),
}


def asked_of(organization: Organization, purpose: str, title: str = "") -> str:
    """What is asked, in a sentence."""
    return str(ASKED[LinkPurpose(purpose)]) % {"organization": organization, "title": title}


def was_sent_today(contact: Contact, purpose: str, record: Any = None) -> bool:
    """Whether a link that still works went to them today for the same."""
    mine = KeyedLink.objects.working().filter(contact=contact, purpose=purpose)
    of = {SUBJECTS[LinkPurpose(purpose)]: record} if record else {}
    return mine.filter(made_at__date=localdate(), **of).exists()


def send_link(contact: Contact, purpose: str, record: Any = None) -> bool:
    """Whether it went out; a link that nobody was sent does not stay."""
    link, path = KeyedLink.made_for(contact, purpose, record)
    asked = asked_of(contact.organization, purpose, link.title)
    body = _(
        "Dear %(name)s,\n\n%(asked)s\n\nThis link opens the page, without an account:\n\n"
        "%(page)s\n\nIt works until %(day)s, for this and nothing else. You may forward it to "
        "somebody at your organization whom it concerns. You are not %(name)s? The page has a "
        "button that says so."
    ) % {
        "name": contact.name,
        "asked": asked,
        "page": on_site(path),
        "day": date_format(link.expires_at),
    }
    is_sent = post(contact.email, _("OCCME: %(asked)s") % {"asked": asked}, body)
    if not is_sent:
        link.delete()
    return is_sent


def tell_that_link_came_to_somebody_else(link: KeyedLink) -> None:
    """OCCME's office, which then looks for the right address."""
    body = _(
        "Whoever opened the link that was sent to %(email)s for %(organization)s says that they "
        "are not %(name)s. The link is ended. What was done through it before stands; please look "
        "at it, and find out whom to write to:\n\n%(page)s"
    ) % {
        "email": link.address,
        "organization": link.organization,
        "name": link.contact,
        "page": on_site(reverse("link_list", args=[link.organization.slug])),
    }
    post(settings.CONTACT_EMAIL, _("OCCME: a link came to somebody else"), body)


def post(address: str, subject: str, body: str) -> bool:
    """Whether the mail server took it."""
    questions = _("Questions? Write to %(contact)s.") % {"contact": settings.CONTACT_EMAIL}
    try:
        one_line = " ".join(subject.split())
        EmailMessage(one_line, f"{body}\n\n{questions}", to=[address]).send()
    except (OSError, ValueError):  # The network; an address or a header that no mail can have.
        logger.exception("Mail could not be sent.")
        return False
    return True


def on_site(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def is_quiet(organization: Organization) -> bool:
    """Whether it does not wish to be written to today, or is closed."""
    today = localdate()
    quiet = Q(do_not_contact_until__gte=today) | Q(closed_on__isnull=False)
    quiet |= Q(quiet_periods__starts_on__lte=today, quiet_periods__ends_on__gte=today)
    return Organization.objects.filter(quiet, pk=organization.pk).exists()


def members_of(organization: Organization) -> list[str]:
    """Addresses of those who sign in for it."""
    members = organization.memberships.current().filter(user__is_active=True)
    return list(members.order_by("pk").values_list("user__email", flat=True))


def contacts_of(organization: Organization) -> list[Contact]:
    """Its primary contact, unless they sign in for it."""
    rows = Contact.objects.current().filter(organization=organization, rank=ContactRank.PRIMARY)
    signing_in = set(members_of(organization))
    return [row for row in rows if row.email and row.email.lower() not in signing_in]

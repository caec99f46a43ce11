"""The keyed links that an organization was sent, and sending one anew."""

from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q
from django.http import Http404, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.enums import CheckInStatus, LinkPurpose, Party
from engagements.mail import send_link, was_sent_today
from engagements.models import (
    Agreement,
    AgreementVersion,
    CheckIn,
    FailedMail,
    HourEntry,
    KeyedLink,
    Occurrence,
)
from engagements.reach import contacts_of, is_quiet
from occme.numbers import plain_number
from partners.models import Contact, Organization
from partners.policies import acts_for, is_staff

LATEST = 50

NOTHING: dict[str, Promise | str] = {
    LinkPurpose.HOURS: gettext_lazy("No hours wait to be confirmed there."),
    LinkPurpose.PROMISES: gettext_lazy("No promise waits there to be judged or reported."),
    LinkPurpose.CHECK_IN: gettext_lazy("No check-in waits on an answer from there."),
    LinkPurpose.AGREEMENT: gettext_lazy("No agreement is being written with them."),
}
"""Why there is nothing to send a link for."""


class Offer(NamedTuple):
    """What a link can be sent for now; of an agreement, which."""

    purpose: LinkPurpose
    record: Agreement | None = None

    @property
    def key(self) -> str:
        return f"{self.purpose}:{self.record.pk}" if self.record else self.purpose.value

    @property
    def label(self) -> str:
        return f"{self.purpose.label}: {self.record}" if self.record else str(self.purpose.label)


class SentLinks:
    """For OCCME's staff and the organization's own people; for others there is no such page."""

    def __init__(self, slug: str, user: Any):
        self.user = user
        found = Organization.objects.visible_to(user).filter(slug=slug).first()
        if found is None or not (is_staff(user) or acts_for(user, found.pk)):
            raise Http404
        self.organization = found

    @cached_property
    def links(self) -> list[KeyedLink]:
        """Newest first."""
        rows = KeyedLink.objects.visible_to(self.user).filter(organization=self.organization)
        shown = rows.select_related(
            "contact", "engagement", "placement__engagement", "agreement", "ended_by"
        )
        return list(shown.with_works()[:LATEST])

    @property
    def may_send(self) -> bool:
        return is_staff(self.user)

    @cached_property
    def contacts(self) -> list[Contact]:
        """Those whom a link can be sent to."""
        return contacts_of(self.organization)

    @property
    def is_quiet(self) -> bool:
        return is_quiet(self.organization)

    @cached_property
    def offers(self) -> list[Offer]:
        """What waits on the organization now; its listing can be looked at always."""
        found = [Offer(purpose) for purpose, rows in self.waiting().items() if rows.exists()]
        open_ones = Agreement.objects.filter(
            organization=self.organization,
            versions__in=AgreementVersion.objects.open().filter(round__isnull=False),
        )
        found += [Offer(LinkPurpose.AGREEMENT, one) for one in open_ones.order_by("pk")]
        return [*found, Offer(LinkPurpose.LISTING)]

    def waiting(self) -> dict[LinkPurpose, Any]:
        mine = {"organization": self.organization}
        hours = HourEntry.objects.waiting_on_partners()
        received = Occurrence.objects.to_judge().filter(giver=Party.STAFF, **mine)
        given = (Occurrence.objects.due() | Occurrence.objects.overdue()).filter(
            giver=Party.PARTNER, **mine
        )
        answered = Q(status=CheckInStatus.ANSWERED)
        unanswered = Q(status=CheckInStatus.OPEN) & ~Q(sheets__side=Party.PARTNER)
        return {
            LinkPurpose.HOURS: hours.filter(placement__engagement__organization=self.organization),
            LinkPurpose.PROMISES: received | given,
            LinkPurpose.CHECK_IN: CheckIn.objects.filter(unanswered | answered, **mine),
        }

    def send(self, data: QueryDict) -> str:
        """Sends a link, one a day for the same; returns what is wrong, or nothing."""
        number = plain_number(data.get("contact", ""))
        contact = next((row for row in self.contacts if row.pk == number), None)
        if contact is None:
            return _("Choose one of the people whom a link can be sent to.")
        if self.is_quiet:
            return _("%(name)s does not wish to be written to now.") % {"name": self.organization}
        asked = data.get("for", LinkPurpose.HOURS)
        offer = next((one for one in self.offers if one.key == asked), None)
        if offer is None:
            nothing = NOTHING.get(asked.partition(":")[0])
            return str(nothing or _("Choose what the link is for."))
        return self.send_for(offer, contact)

    def send_for(self, offer: Offer, contact: Contact) -> str:
        if was_sent_today(contact, offer.purpose, offer.record):
            return _("%(name)s was sent one today already.") % {"name": contact}
        if FailedMail.objects.permanent().filter(address=contact.email.lower()).exists():
            return _("Mail to this address came back. Correct it first, or say that it is settled.")
        if not send_link(contact, offer.purpose, offer.record):
            return _("The mail could not be sent; nothing else happened. Try again later.")
        return ""

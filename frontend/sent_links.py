"""The keyed links that an organization was sent, and sending one anew."""

from functools import cached_property
from typing import Any

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from engagements.enums import LinkPurpose
from engagements.mail import contacts_of, is_quiet, send_link, was_sent_today
from engagements.models import HourEntry, KeyedLink
from occme.numbers import plain_number
from partners.models import Contact, Organization
from partners.policies import acts_for, is_staff

LATEST = 50


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
        shown = rows.select_related("contact", "engagement", "placement__engagement", "ended_by")
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

    def send(self, data: QueryDict) -> str:
        """Sends a link for hours, one a day; returns what is wrong, or nothing."""
        number = plain_number(data.get("contact", ""))
        contact = next((row for row in self.contacts if row.pk == number), None)
        if contact is None:
            return _("Choose one of the people whom a link can be sent to.")
        if self.is_quiet:
            return _("%(name)s does not wish to be written to now.") % {"name": self.organization}
        waiting = HourEntry.objects.waiting_on_partners()
        if not waiting.filter(placement__engagement__organization=self.organization).exists():
            return _("No hours wait to be confirmed there.")
        if was_sent_today(contact, LinkPurpose.HOURS):
            return _("%(name)s was sent one today already.") % {"name": contact}
        if not send_link(contact, LinkPurpose.HOURS):
            return _("The mail could not be sent; nothing else happened. Try again later.")
        return ""

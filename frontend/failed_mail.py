"""Mail that was refused or came back, with the people whose address it is."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models.functions import Lower
from django.http import QueryDict
from django.utils.translation import gettext as _

from engagements.models import FailedMail
from occme.numbers import plain_number
from partners.models import Contact

MOST = 200


@dataclass
class Failed:
    mail: FailedMail
    contacts: list[Contact] = field(default_factory=list)


class FailedMails:
    def __init__(self, user: Any):
        self.user = user

    @cached_property
    def rows(self) -> list[Failed]:
        """Oldest first: who waits longest hears from nobody longest."""
        rows = FailedMail.objects.visible_to(self.user).unsettled().select_related("organization")
        found = {mail.address: Failed(mail) for mail in rows.order_by("at", "pk")[:MOST]}
        contacts = Contact.objects.visible_to(self.user).current().annotate(key=Lower("email"))
        for contact in contacts.filter(key__in=found).select_related("organization").order_by("pk"):
            found[contact.key].contacts.append(contact)
        return list(found.values())

    def settle(self, data: QueryDict) -> str:
        """Returns what is wrong, or nothing."""
        number = plain_number(data.get("mail", ""))
        rows = FailedMail.objects.visible_to(self.user)
        held = rows.filter(pk=number).first() if number is not None else None
        if held is None:
            return _("Choose one of the addresses.")
        held.settle(self.user)
        return ""

"""Who is written to: those who sign in for an organization, its primary contact, OCCME's office."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q
from django.utils.timezone import localdate

from engagements.confidence import NAMED
from occme.accounts.models import User
from partners.enums import ContactRank
from partners.models import Contact, Membership, Organization


class Recipient(NamedTuple):
    """Somebody who signs in; or a contact, who is sent a keyed link."""

    address: str
    contact: Contact | None = None


def quiet() -> Q:
    """Organizations that do not wish to be written to today, or are closed."""
    today = localdate()
    silent = Q(do_not_contact_until__gte=today) | Q(closed_on__isnull=False)
    return silent | Q(quiet_periods__starts_on__lte=today, quiet_periods__ends_on__gte=today)


class Reach:
    """Of many organizations in a fixed number of queries, each made where it is asked for."""

    def __init__(self, organizations: Iterable[int]):
        self.ids = {*organizations}

    @cached_property
    def quiet(self) -> set[int]:
        rows = Organization.objects.filter(quiet(), pk__in=self.ids)
        return {*rows.values_list("pk", flat=True)}

    @cached_property
    def names(self) -> dict[int, str]:
        return dict(Organization.objects.filter(pk__in=self.ids).values_list("pk", "name"))

    @cached_property
    def stewards(self) -> dict[int, str]:
        rows = Organization.objects.filter(
            pk__in=self.ids, steward__is_active=True, steward__is_staff=True
        )
        return dict(rows.values_list("pk", "steward__email"))

    @cached_property
    def members(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = defaultdict(list)
        rows = Membership.objects.current().filter(organization__in=self.ids, user__is_active=True)
        for pk, email in rows.order_by("pk").values_list("organization", "user__email"):
            found[pk].append(email)
        return found

    @cached_property
    def contacts(self) -> dict[int, list[Contact]]:
        found: dict[int, list[Contact]] = defaultdict(list)
        rows = Contact.objects.current().filter(organization__in=self.ids, rank=ContactRank.PRIMARY)
        for row in rows.exclude(email="").select_related("organization", "language"):
            signing_in = {email.lower() for email in self.members.get(row.organization_id, ())}
            if row.email.lower() not in signing_in:
                found[row.organization_id].append(row)
        return found

    def partner(self, organization: int) -> list[Recipient]:
        """Those who sign in for it, and its primary contact unless they do; nobody in quiet days."""
        if organization in self.quiet:
            return []
        members = [Recipient(email) for email in self.members.get(organization, ())]
        return members + [Recipient(row.email, row) for row in self.contacts.get(organization, ())]

    def concerns(self) -> list[Recipient]:
        """Those who are named to read concerns."""
        named = User.objects.filter(NAMED).order_by("pk").distinct()
        return [Recipient(email) for email in named.values_list("email", flat=True)]

    def office(self, organization: int | None = None) -> list[Recipient]:
        """Who speaks for OCCME there: the organization's steward, or else the office."""
        return [Recipient(self.stewards.get(organization or 0, settings.CONTACT_EMAIL))]


def is_quiet(organization: Organization) -> bool:
    """Whether it does not wish to be written to today, or is closed."""
    return organization.pk in Reach([organization.pk]).quiet


def contacts_of(organization: Organization) -> list[Contact]:
    """Its primary contact, unless they sign in for it."""
    return Reach([organization.pk]).contacts[organization.pk]

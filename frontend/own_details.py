"""What an organization says of itself, on the partner's page and through a link: read here, changed
by the acts of frontend.own_acts."""

from functools import cached_property
from typing import Any, cast

from django.http import QueryDict
from django.utils.timezone import localdate

from engagements import listing
from engagements.models import Agreement
from partners.editing import version_of, with_version
from partners.enums import PriorityStatus, Publication
from partners.forms import (
    AddressForm,
    CapacityForm,
    InvolvementForm,
    ProfileForm,
    PublicationForm,
    RecordForm,
)
from partners.forms.organizations import SEEN
from partners.models import Location, Organization, Priority
from partners.verifying import Checked, state_of

FORMS: dict[str, type[RecordForm]] = {
    "profile": ProfileForm,
    "capacity": CapacityForm,
    "involvement": InvolvementForm,
    "publication": PublicationForm,
}
"""Each a part of the organization, by the name of the act that sends it."""


def in_order(rows: list[Any]) -> str:
    return " ".join(f"{row.pk}:{row.version}" for row in rows)


STANDING = (PriorityStatus.OPEN, PriorityStatus.BEING_ANSWERED)
FEW = 5


class OwnDetails:
    """For somebody who acts for the organization, with an account or through a link. `refused` is
    the act that was not carried out, `typed` what was sent with it."""

    def __init__(self, organization: Organization, actor: Any):
        self.organization, self.actor = organization, actor
        self.refused, self.typed = "", cast(QueryDict, QueryDict())
        self.sent_forms: dict[str, RecordForm] = {}

    @cached_property
    def seen(self) -> str:
        return version_of(self.organization)

    def reread(self) -> None:
        """As it is now, where somebody was faster."""
        self.organization = Organization.objects.get(pk=self.organization.pk)
        for name in (
            "seen",
            "checked",
            "priorities",
            "past_priorities",
            "quiet_periods",
            "agreements",
        ):
            self.__dict__.pop(name, None)

    def rows(self, model: Any) -> Any:
        return listing.rows_of(model, self.actor, self.organization)

    # Priorities

    @cached_property
    def priorities(self) -> list[Any]:
        """Those that wait or are being answered, in their own order, each with its version."""
        rows = with_version(self.rows(Priority).filter(status__in=STANDING))
        return list(rows.order_by("rank", "stated_on", "pk"))

    @property
    def order(self) -> str:
        """All that stand in the list, each as it was read: who moves one, moves it in this list."""
        return in_order(self.priorities)

    @property
    def past_order(self) -> str:
        return in_order(self.past_priorities)

    @cached_property
    def past_priorities(self) -> list[Any]:
        """The last ones that were answered or withdrawn."""
        rows = with_version(self.rows(Priority).exclude(status__in=STANDING))
        return list(rows.order_by("-answered_on", "-pk")[:FEW])

    # Wishes

    @cached_property
    def quiet_periods(self) -> list[Any]:
        """Those that are not over."""
        rows = self.organization.quiet_periods.all()
        return [row for row in rows if row.ends_on >= localdate()]

    def form(self, name: str) -> RecordForm:
        """As it was sent, where it was refused; else as things are."""
        if name not in self.sent_forms:
            self.sent_forms[name] = FORMS[name](by=self.actor, record=self.organization)
        return self.sent_forms[name]

    @property
    def profile(self) -> RecordForm:
        return self.form("profile")

    @property
    def capacity(self) -> RecordForm:
        return self.form("capacity")

    @property
    def involvement(self) -> RecordForm:
        return self.form("involvement")

    @property
    def publication(self) -> RecordForm:
        return self.form("publication")

    # What the public sees

    @property
    def public_words(self) -> str:
        """What the public sees of it, in a sentence."""
        return str(SEEN[Publication(self.organization.publication)])

    @property
    def is_listed(self) -> bool:
        return self.organization.publication != Publication.HIDDEN

    @cached_property
    def agreements(self) -> list[Agreement]:
        """Those with promises that the public may read, if this side says so; with their titles."""
        rows = with_version(listing.signed_agreements(self.organization))
        return list(rows.order_by("-pk"))

    @property
    def agreements_order(self) -> str:
        return in_order(self.agreements)

    # What is still right

    @cached_property
    def checked(self) -> list[Checked]:
        """Each field and place that they may read, with who confirmed it last."""
        places = self.rows(Location).filter(closed_on=None).order_by("pk")
        return state_of(self.organization, places)

    @property
    def is_all_confirmed(self) -> bool:
        return all(one.last for one in self.checked)

    # Places

    @cached_property
    def places(self) -> list[tuple[Location, RecordForm]]:
        """Those that are not closed, each with its form."""
        rows = with_version(self.rows(Location).filter(closed_on=None)).order_by("pk")
        return [(row, self.place_form(row)) for row in rows]

    def place_form(self, place: Location) -> RecordForm:
        name = f"place-{place.pk or 'new'}"
        form = self.sent_forms.get(name) or AddressForm(by=self.actor, record=place)
        form.auto_id = f"{name}-%s"
        return form

    @property
    def new_place(self) -> RecordForm:
        return self.place_form(Location(organization=self.organization))

    @property
    def last_rank(self) -> int:
        return max((row.rank for row in self.priorities), default=0)

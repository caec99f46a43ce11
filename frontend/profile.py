"""What an organization's page shows beside the organization itself."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from engagements.enums import OVER
from engagements.load import Load, load_of
from engagements.models import Agreement, CheckIn, Engagement, Occurrence
from frontend.reading import Shown
from partners import policies, rights
from partners.editing import with_version
from partners.models import Contact, Interaction, Organization, Priority
from partners.verifying import Checked, state_of

LAST = 5
"""Contacts on the page of an organization."""


class Profile:
    """One organization for one reader. Takes a row of `for_reading(user)`."""

    def __init__(self, organization: Organization, user: Any):
        self.organization = organization
        self.user = user
        self.shown = Shown(organization)

    @cached_property
    def may_change(self) -> bool:
        return self.user.has_perm("partners.change_organization", self.organization)

    @property
    def may_change_relationship(self) -> bool:
        return self.may_change and "stage" in rights.changeable_fields(self.user, Organization)

    @cached_property
    def places(self) -> list:
        """Places that the reader may see, with the languages spoken there."""
        return [] if self.shown.is_area_only else self.shown.locations

    @property
    def points(self) -> list[dict]:
        """What the small map draws: {"at": [latitude, longitude], "name"}."""
        return [
            {"at": list(place.point), "name": str(place)} for place in self.places if place.point
        ]

    @cached_property
    def engagements(self) -> list[Engagement]:
        """Those that the reader may see and that are not over, the next first."""
        rows = Engagement.objects.visible_to(self.user).filter(organization=self.organization)
        return list(rows.exclude(status__in=OVER).order_by("starts_on", "pk"))

    @property
    def is_staff(self) -> bool:
        return policies.is_staff(self.user)

    @property
    def may_add_engagement(self) -> bool:
        return self.user.has_perm("engagements.add_engagement")

    @cached_property
    def priorities(self) -> QuerySet[Priority]:
        mine = Priority.objects.visible_to(self.user).filter(organization=self.organization)
        return mine.for_reading(self.user)

    @cached_property
    def contacts(self) -> QuerySet[Contact]:
        mine = Contact.objects.visible_to(self.user).filter(organization=self.organization)
        return mine.current().select_related("language")

    @cached_property
    def agreements(self) -> list[Agreement]:
        """Those that the reader may see, with their versions."""
        rows = Agreement.objects.visible_to(self.user).filter(organization=self.organization)
        return list(rows.for_reading(self.user))

    @cached_property
    def check_ins(self) -> list[CheckIn]:
        """The last few that the reader may see."""
        rows = CheckIn.objects.visible_to(self.user).filter(organization=self.organization)
        return list(rows.order_by("-asked_at", "-pk")[:3])

    @cached_property
    def load(self) -> Load | None:
        """What is on its hands, for those who read inner records."""
        return load_of(self.organization) if self.shown.is_inner else None

    @cached_property
    def interactions(self) -> list[Interaction]:
        """The last few contacts; of what staff noted the templates show the organization's own
        people policies.INTERACTION_OWN_FIELDS alone."""
        rows = Interaction.objects.visible_to(self.user).filter(organization=self.organization)
        return list(with_version(rows.standing().for_reading())[:LAST])

    @property
    def has_promises(self) -> bool:
        """Whether the reader may see any."""
        rows = Occurrence.objects.visible_to(self.user)
        return bool(rows.filter(organization=self.organization).exists())

    @property
    def source_age_years(self) -> int:
        """How many calendar years ago the source speaks of at the latest; 0 when unknown."""
        year = self.shown.source_year
        return localdate().year - year if year else 0

    @property
    def sources(self) -> list[str]:
        return self.shown.source.split(" ; ")

    @cached_property
    def checked(self) -> list[Checked]:
        """Each field and place with who confirmed it last, for those who read inner records."""
        open_places = [place for place in self.shown.locations if not place.closed_on]
        return state_of(self.organization, open_places) if self.shown.is_inner else []

    @cached_property
    def last_change(self) -> Any:
        """The newest line of the history, for those who read inner records; else None."""
        if not self.shown.is_inner:
            return None
        return self.organization.history.select_related("history_user").first()

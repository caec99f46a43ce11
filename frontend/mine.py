"""What “My page” shows of a person's own records; each part is empty where the role is not theirs."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise

from engagements.enums import EngagementStatus
from engagements.models import (
    Engagement,
    Placement,
    SavedSearch,
    StudentProfile,
)
from frontend.reading import Shown
from frontend.seats import Seat
from partners import policies
from partners.enums import Publication
from partners.facets import Facet, facets
from partners.filters import OrganizationFilter
from partners.models import Organization
from partners.querysets import OrganizationQuerySet

FEW = 12


@dataclass(frozen=True)
class Worklist:
    """A figure with the organizations behind it: how many, and the first few by name."""

    label: Promise | str
    rows: QuerySet[Organization]

    @cached_property
    def count(self) -> int:
        return self.rows.count()

    @cached_property
    def first(self) -> list[Organization]:
        return list(self.rows[:FEW])

    @property
    def more(self) -> int:
        return max(0, self.count - FEW)


class Mine:
    def __init__(self, user: Any):
        self.user = user

    @property
    def is_staff(self) -> bool:
        return policies.is_staff(self.user)

    @cached_property
    def student(self) -> StudentProfile | None:
        rows = StudentProfile.objects.prefetch_related("languages", "interests")
        return rows.filter(user=self.user).first()

    @cached_property
    def organizations(self) -> list[Organization]:
        """Those that the person may act for today; each has a page of its own."""
        own = policies.own_organizations(self.user)
        return list(Organization.objects.visible_to(self.user).filter(pk__in=own))

    @property
    def is_partner_alone(self) -> bool:
        """Whether the partner's page holds all that there is for this person."""
        return bool(self.organizations) and not (self.is_staff or self.student)

    @property
    def is_nobody_yet(self) -> bool:
        return not (self.is_staff or self.student or self.organizations)

    @cached_property
    def accepting(self) -> list[Shown]:
        """Partners with room for students now, as the person may see them."""
        rows = Organization.objects.profile_visible_to(self.user).accepting_students()
        return [Shown(row) for row in rows.for_reading(self.user)]

    @cached_property
    def seats(self) -> list[Seat]:
        """A student's own applications and placements, in their own order of choice."""
        if not self.student:
            return []
        rows = Placement.objects.visible_to(self.user).filter(student=self.student)
        return [Seat(row, self.user) for row in rows.for_reading().order_by("rank", "pk")]

    @cached_property
    def searches(self) -> list[SavedSearch]:
        """A student's saved searches."""
        return list(SavedSearch.objects.visible_to(self.user))

    @cached_property
    def proposals(self) -> list[Engagement]:
        """What waits on the partners' yes, for staff."""
        rows = Engagement.objects.visible_to(self.user).filter(status=EngagementStatus.PROPOSED)
        return list(rows.select_related("organization"))

    @cached_property
    def own_proposals(self) -> list[Engagement]:
        """What a student proposed, newest first."""
        rows = Engagement.objects.visible_to(self.user).filter(proposed_by=self.student)
        return list(rows.order_by("-pk")) if self.student else []

    @cached_property
    def everything(self) -> OrganizationQuerySet:
        return Organization.objects.visible_to(self.user)

    @property
    def stages(self) -> list[Facet]:
        """Organizations by stage, those with any."""
        filters = OrganizationFilter(QueryDict(), user=self.user)
        filters.is_valid()
        return [facet for facet in facets(filters)["stage"] if facet.count]

    @property
    def publications(self) -> list[Worklist]:
        return [
            Worklist(level.label, self.everything.filter(publication=level))
            for level in Publication
        ]

"""What “My page” shows of a person's own records; each part is empty where the role is not theirs."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.models import StudentProfile
from frontend.profile import Profile
from frontend.reading import Shown
from partners import policies
from partners.enums import Publication
from partners.facets import Facet, facets
from partners.filters import OrganizationFilter
from partners.models import Organization
from partners.querysets import OrganizationQuerySet

FEW = 12
YEAR = timedelta(days=365)


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
    def organizations(self) -> list[Profile]:
        """Those that the person may act for today."""
        own = policies.own_organizations(self.user)
        rows = Organization.objects.visible_to(self.user).filter(pk__in=own)
        return [Profile(row, self.user) for row in rows.for_reading(self.user)]

    @property
    def is_nobody_yet(self) -> bool:
        return not (self.is_staff or self.student or self.organizations)

    @cached_property
    def accepting(self) -> list[Shown]:
        """Partners with room for students now, as the person may see them."""
        rows = Organization.objects.profile_visible_to(self.user).accepting_students()
        return [Shown(row) for row in rows.for_reading(self.user)]

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

    @property
    def to_do(self) -> list[Worklist]:
        """What somebody should look at."""
        rows = self.everything.still_open()
        return [
            Worklist(_("not verified for a year"), rows.unverified_since(localdate() - YEAR)),
            Worklist(_("without a point on the map"), rows.without_point(user=self.user)),
        ]

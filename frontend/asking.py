"""Who asks organizations, and how much, as a list."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.urls import reverse

from engagements.asked import SHEET, Asked, AskFilter, asked
from engagements.asks import Ask, AskKind
from frontend.lists import FilteredList
from occme.accounts.models import User
from partners.models import Organization, ServiceArea
from partners.policies import is_staff

PAGES = {
    AskKind.PROPOSAL: "engagement_detail",
    AskKind.AGREEMENT: "agreement_detail",
    AskKind.CHECK_IN: "check_in_detail",
}


def ask_url(ask: Ask, organization: Organization) -> str:
    """Where the record stands that asks."""
    if ask.kind in PAGES:
        return reverse(PAGES[ask.kind], args=[ask.record])
    return (
        f"{reverse('interaction_list')}?organization={organization.slug}#interaction-{ask.record}"
    )


class AskList(FilteredList):
    """For OCCME's staff. Of one organization alone each ask is told."""

    filter_class = AskFilter
    page_size = 100
    sheet = SHEET

    def __init__(self, data: QueryDict, user: Any):
        if not is_staff(user):
            raise PermissionDenied
        super().__init__(data, user)

    @cached_property
    def rows(self) -> list[Asked]:
        return [] if self.problems else asked(self.filters)

    @property
    def listed(self) -> list[Asked]:
        return self.rows

    @property
    def exported(self) -> list[Asked]:
        return self.rows

    @property
    def days(self) -> tuple[Any, Any]:
        """The first and the last."""
        return self.filters.first, self.filters.last

    @property
    def sums(self) -> dict[str, int]:
        return {
            "asks": sum(row.number for row in self.rows),
            "minutes": sum(row.minutes for row in self.rows),
            "organizations": len(self.rows),
            "over": sum(row.load.is_over for row in self.rows),
        }

    @property
    def single(self) -> list[tuple[Ask, str]]:
        """Each ask and its address, where the list is about one organization."""
        if not self.asked.get("organization") or len(self.rows) != 1:
            return []
        row = self.rows[0]
        return [(ask, ask_url(ask, row.organization)) for ask in row.asks]

    @property
    def one_of(self) -> str:
        """The same days, to be followed by an organization."""
        days = [(name, self.asked.get(name)) for name in ("after", "before")]
        return "".join(f"{name}={value}&" for name, value in days if value)

    @cached_property
    def people(self) -> list[User]:
        return list(User.objects.visible_to(self.user).at_work())

    @cached_property
    def neighborhoods(self) -> list[ServiceArea]:
        rows = ServiceArea.objects.visible_to(self.user).neighborhoods().in_force()
        return list(rows.defer("geometry").order_by("name"))

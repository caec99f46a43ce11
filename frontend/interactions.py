"""What was noted of contacts with organizations, as a list."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import QueryDict

from engagements.noting import step_done
from frontend.lists import FilteredList
from frontend.steps import problem_of
from occme.accounts.models import User
from partners.editing import with_version
from partners.enums import InteractionKind
from partners.models import Interaction, Organization
from partners.noted import SHEET, InteractionFilter
from partners.policies import is_staff


class InteractionList(FilteredList):
    """For OCCME's staff."""

    filter_class = InteractionFilter
    page_size = 50
    sheet = SHEET
    kinds = InteractionKind.choices

    def __init__(self, data: QueryDict, user: Any):
        if not is_staff(user):
            raise PermissionDenied
        super().__init__(data, user)

    def for_reading(self, rows: Any) -> Any:
        return with_version(rows.for_reading())

    @cached_property
    def people(self) -> list[User]:
        return list(User.objects.visible_to(self.user).at_work())

    @cached_property
    def organization(self) -> Organization | None:
        """The one that the list is about, where it is about one."""
        slugs = self.data.getlist("organization")
        if self.problems or len(slugs) != 1:
            return None
        return Organization.objects.visible_to(self.user).filter(slug=slugs[0]).first()


def next_step_done(interaction: Interaction, seen: str, by: User) -> str:
    """Returns what is wrong, or nothing."""
    return problem_of(lambda: step_done(interaction, by=by, seen=seen))

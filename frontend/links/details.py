"""A link for an organization's own details, places, priorities and wishes."""

from functools import cached_property
from typing import Any

from django.http import QueryDict

from frontend.links.page import LinkPage
from frontend.own_acts import carried_out
from frontend.own_details import OwnDetails


class DetailsPage(LinkPage):
    """Nothing that passed between the organization and OCCME, and nobody's name."""

    template = "link/details.html"
    styles = ("css/partner.css",)
    problem = ""

    @cached_property
    def own(self) -> OwnDetails:
        return OwnDetails(self.link.organization, self.link)

    @property
    def is_refused(self) -> bool:
        """Then the page is shown again, with what was typed."""
        return bool(self.own.refused)

    def act(self, data: QueryDict, files: Any) -> str:
        self.problem, self.done = carried_out(self.own, data)
        return self.problem

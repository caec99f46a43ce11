"""A link for promises: each judged with one tap, and one's own reported."""

from functools import cached_property
from typing import Any

from django.http import QueryDict

from frontend.links.page import LinkPage
from frontend.partner import PartnerPage


class PromisesLink(LinkPage):
    """What the partner's own page says of promises, and nothing else of it."""

    template = "link/promises.html"
    styles = ("css/partner.css",)

    @cached_property
    def own(self) -> PartnerPage:
        return PartnerPage(self.link.organization, self.link, most=50)

    def act(self, data: QueryDict, files: Any) -> str:
        steps = self.own.chosen(data)
        self.done = steps.done(data)
        return steps.send(data)

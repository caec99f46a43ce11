"""Links that ask for an answer to one record: a proposal, or an application."""

from functools import cached_property
from typing import Any

from django.http import QueryDict

from engagements.models import Engagement, Placement
from frontend.finder import Found
from frontend.links.page import LinkPage
from frontend.seats import Seat
from frontend.steps import Steps


class OfEngagement(LinkPage):
    steps: Any

    @property
    def has_record(self) -> bool:
        return self.steps is not None

    def act(self, data: QueryDict, files: Any) -> str:
        self.done = self.steps.done(data)
        return self.steps.send(data)

    def found_of(self, engagement: Any) -> Found | None:
        """The engagement that it is about, while it is its organization's."""
        rows = Engagement.objects.filter(organization=self.link.organization_id, pk=engagement)
        row = rows.for_reading(self.link).first()
        return Found(row) if row else None


class ProposalPage(OfEngagement):
    template = "link/proposal.html"

    @cached_property
    def found(self) -> Found | None:
        return self.found_of(self.link.engagement_id)

    @cached_property
    def steps(self) -> Steps | None:
        return Steps(self.found.engagement, self.link) if self.found else None


class ApplicationPage(OfEngagement):
    template = "link/application.html"

    @cached_property
    def seat(self) -> Seat | None:
        rows = Placement.objects.visible_to(self.link).filter(pk=self.link.placement_id)
        found = rows.for_reading().first()
        return Seat(found, self.link) if found else None

    @cached_property
    def found(self) -> Found | None:
        return self.found_of(self.seat.placement.engagement_id) if self.seat else None

    @cached_property
    def steps(self) -> Steps | None:
        return self.seat.steps if self.seat else None

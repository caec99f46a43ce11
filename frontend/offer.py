"""One engagement's page for one reader: the offer, applying, and for both sides who applied."""

from functools import cached_property
from http import HTTPStatus
from typing import Any, NamedTuple
from uuid import uuid4

from django.http import QueryDict

from engagements import policies
from engagements.editing import apply, missing_prerequisites, problems_of_applying
from engagements.forms import ApplicationForm
from engagements.models import Engagement, Outcome, Placement, StudentProfile
from frontend.editing import sent_form
from frontend.finder import Found
from frontend.seats import Seat
from frontend.steps import Steps
from partners.models import Organization
from partners.policies import is_staff


class Proposed(NamedTuple):
    """Who proposed an engagement, and what they said of it."""

    student: StudentProfile
    why: str


class Offer:
    """Takes a row of `for_reading(user)`."""

    def __init__(self, engagement: Engagement, user: Any):
        self.engagement, self.user = engagement, user
        self.found, self.steps = Found(engagement), Steps(engagement, user)
        self.key, self.status = uuid4().hex, HTTPStatus.OK
        self.form = self.fresh()

    def fresh(self, data: QueryDict | None = None) -> ApplicationForm:
        rank = self.user.student_profile.placements.live().count() + 1 if self.is_student else 1
        return ApplicationForm(
            data, by=self.user, record=Placement(engagement=self.engagement), initial={"rank": rank}
        )

    @property
    def is_student(self) -> bool:
        return policies.is_student(self.user)

    @cached_property
    def names_people(self) -> bool:
        """Whether the reader may know who teaches: staff, its own people, those placed there."""
        return policies.reads_people(self.user, self.engagement)

    @cached_property
    def links_organization(self) -> bool:
        """Whether the reader may open the organization's page."""
        rows = Organization.objects.visible_to(self.user)
        return rows.filter(pk=self.engagement.organization_id).exists()

    @cached_property
    def proposal(self) -> "Proposed | None":
        """Who proposed it, and what they said of it: for staff and for that student."""
        student = self.engagement.proposed_by
        if student is None or not (is_staff(self.user) or self.is_my_proposal):
            return None
        first = self.engagement.history.earliest()
        return Proposed(student, first.history_change_reason or "")

    @property
    def is_my_proposal(self) -> bool:
        return policies.proposed(self.user, self.engagement)

    @cached_property
    def may_change(self) -> bool:
        return self.user.has_perm("engagements.change_engagement", self.engagement)

    @cached_property
    def is_partner(self) -> bool:
        return policies.acts_as_partner(self.user, self.engagement.organization_id)

    @cached_property
    def seats(self) -> list[Seat]:
        """Applications and placements that the reader may see; a student sees their own."""
        rows = Placement.objects.visible_to(self.user).filter(engagement=self.engagement)
        return [Seat(row, self.user) for row in rows.for_reading()]

    @cached_property
    def outcomes(self) -> list[Outcome]:
        return list(Outcome.objects.visible_to(self.user).filter(engagement=self.engagement))

    @property
    def may_apply(self) -> bool:
        return self.is_student and self.engagement.is_open and not self.problems

    @cached_property
    def problems(self) -> list:
        return problems_of_applying(self.engagement, self.user) if self.is_student else []

    @cached_property
    def missing(self) -> list:
        return missing_prerequisites(self.engagement, self.user)

    def send(self, data: QueryDict, path: str) -> str | None:
        """Applies, once; None where the page is to be shown again."""
        self.form, self.status = self.fresh(data), HTTPStatus.BAD_REQUEST
        return sent_form(self.form, self.user, data, path, self.carry_out)

    def carry_out(self) -> str:
        values, problems = self.form.values, self.form.problems
        made = apply(self.engagement, by=self.user, values=values, problems=problems)
        return made.get_absolute_url()

"""A student proposes a site of their own."""

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from engagements.editing import propose_site
from engagements.forms import EngagementForm, SiteForm
from engagements.models import Engagement
from engagements.policies import is_student
from frontend.editing import sent_form
from partners.alike import alike
from partners.models import Organization


class Proposal:
    """`alike` are organizations on record that it may be, which have to be looked at first."""

    def __init__(self, user: Any):
        if not is_student(user):
            raise PermissionDenied(_("Only students propose a site of their own."))
        self.user, self.key, self.status = user, uuid4().hex, HTTPStatus.OK
        self.alike: list[Organization] = []
        self.is_distinct = False
        self.site: Any = SiteForm(prefix="site", label_suffix="")
        self.form = self.fresh()

    def fresh(self, data: QueryDict | None = None) -> EngagementForm:
        form = EngagementForm(data, by=self.user, record=Engagement(organization=Organization()))
        form.fields.pop("priority")  # What is not on record has stated none.
        return form

    @property
    def is_refused(self) -> bool:
        return self.status != HTTPStatus.OK

    def send(self, data: QueryDict, path: str) -> str | None:
        """Where to go on; None where the page is to be shown again."""
        self.form, self.status = self.fresh(data), HTTPStatus.BAD_REQUEST
        self.site = SiteForm(data, prefix="site", label_suffix="")
        self.is_distinct = "is_distinct" in data
        if self.site.is_valid():
            self.alike = alike(self.site.cleaned_data["name"], user=self.user)
        return sent_form(self.form, self.user, data, path, self.carry_out)

    def carry_out(self) -> str:
        if self.site.errors or (self.alike and not self.is_distinct):
            raise ValidationError({})
        site = self.site.cleaned_data
        made = propose_site(
            site["name"],
            site["address"],
            by=self.user,
            values=self.form.values,
            problems=self.form.problems,
            reason=site["reason"],
        )
        return made.get_absolute_url()

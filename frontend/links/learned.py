"""Links for what students did: hours to confirm, and what they share of what they learned."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from engagements.enums import HourStatus
from engagements.models import HourEntry, Reflection, StatusChange
from frontend.links.page import LinkPage
from frontend.steps import Steps, confirm_ticked, problem_of, steps_of_hours, take_back
from occme.numbers import plain_number
from partners.editing import with_version

SHOWN_MOST = 200


class HoursPage(LinkPage):
    template = "link/hours.html"
    most = SHOWN_MOST

    @cached_property
    def entries(self) -> list[Steps]:
        """Hours that wait, oldest first."""
        return self.of_hours(HourEntry.objects.to_confirm())

    @cached_property
    def disputed(self) -> list[Steps]:
        """Hours that were disputed through this link, and wait on the student now."""
        mine = StatusChange.objects.standing().taken_by(self.link).filter(after=HourStatus.DISPUTED)
        rows = HourEntry.objects.filter(status=HourStatus.DISPUTED, pk__in=mine.values("hours"))
        return self.of_hours(rows)

    def of_hours(self, rows: Any) -> list[Steps]:
        shown = (
            with_version(rows.visible_to(self.link))
            .with_answer()
            .select_related("placement__student__user", "placement__engagement")
        )
        return steps_of_hours(list(shown.order_by("worked_on", "pk")[:SHOWN_MOST]), self.link)

    @property
    def batch(self) -> UUID | None:
        """The last confirmation through this link that stands."""
        mine = StatusChange.objects.standing().taken_by(self.link).exclude(batch=None)
        return mine.values_list("batch", flat=True).first()

    def act(self, data: QueryDict, files: Any) -> str:
        if "confirm" in data:
            self.done = _("Confirmed. Thank you.")
            return problem_of(lambda: confirm_ticked(data, self.link))
        if batch := data.get("batch", ""):
            self.done = _("Taken back.")
            return problem_of(lambda: take_back(batch, self.link))
        steps = self.chosen(data)
        self.done = steps.done(data)
        return steps.send(data)

    def chosen(self, data: QueryDict) -> Steps:
        """What a step is for; 404 where this link does not open it."""
        rows = HourEntry.objects.visible_to(self.link).of_students()
        rows = rows.select_related("placement__engagement", "placement__student")
        number = plain_number(data.get("record", ""))
        return Steps(get_object_or_404(rows, pk=number), self.link)


class ReflectionsPage(LinkPage):
    template = "link/reflections.html"

    @cached_property
    def reflections(self) -> list[Reflection]:
        """What is shared now, newest first; what was taken back is gone."""
        path = "placement__engagement__organization"
        rows = Reflection.objects.visible_to(self.link).shared_with_partner()
        rows = rows.filter(**{path: self.link.organization_id}).order_by("-written_at", "-pk")
        shown = rows.select_related("prompt", "placement__student__user", "placement__engagement")
        return list(shown[:SHOWN_MOST])

    def act(self, data: QueryDict, files: Any) -> str:
        raise Http404  # There is nothing to do but to read.

"""New hours and reflections of a placement, sent once."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from engagements.editing import log_hours, reflect
from engagements.enums import HourKind
from engagements.forms import HoursForm, ReflectionForm
from engagements.models import HourEntry, Prompt, Reflection
from frontend.editing import sent_form
from frontend.seats import SeatPage

USUAL_MINUTES = 120


class Sender:
    """A form for something new on a placement's page."""

    def __init__(self, page: SeatPage):
        self.page, self.status = page, HTTPStatus.OK
        self.form: Any = self.fresh()

    def fresh(self, data: QueryDict | None = None) -> Any:
        raise NotImplementedError

    def carry_out(self) -> None:
        raise NotImplementedError

    def send(self, data: QueryDict, path: str) -> str | None:
        """Where to go on; None where the page is to be shown again."""
        self.form, self.status = self.fresh(data), HTTPStatus.BAD_REQUEST
        return sent_form(self.form, self.page.user, data, path, self.saved)

    def saved(self) -> str:
        self.carry_out()
        return self.page.placement.get_absolute_url()


class HoursSender(Sender):
    """Today, and as long as the last time."""

    def __init__(self, page: SeatPage):
        if not page.may_log:
            raise PermissionDenied(_("Hours belong to a placement that was confirmed."))
        super().__init__(page)

    def fresh(self, data: QueryDict | None = None) -> HoursForm:
        kind = HourKind.DIRECT if self.page.is_mine else HourKind.SUPERVISION
        last = next((e.minutes for e in self.page.hours if e.kind == kind), USUAL_MINUTES)
        initial = {"worked_on": localdate(), "minutes": last, "kind": kind, "basis": "actual"}
        entry = HourEntry(placement=self.page.placement)
        return HoursForm(data, by=self.page.user, record=entry, initial=initial)

    def carry_out(self) -> None:
        log_hours(
            self.page.placement,
            by=self.page.user,
            values=self.form.values,
            problems=self.form.problems,
        )


class ReflectionSender(Sender):
    def __init__(self, page: SeatPage, prompt: Prompt):
        if not page.is_mine:
            raise PermissionDenied(_("Only the student writes reflections."))
        self.prompt = prompt
        super().__init__(page)

    def fresh(self, data: QueryDict | None = None) -> ReflectionForm:
        record = Reflection(placement=self.page.placement, prompt=self.prompt)
        return ReflectionForm(data, by=self.page.user, record=record)

    def carry_out(self) -> None:
        values = self.form.values | {"prompt": self.prompt}
        placement = self.page.placement
        reflect(placement, by=self.page.user, values=values, problems=self.form.problems)

"""A link for check-ins: five questions, and afterwards both sides' answers beside one another."""

from functools import cached_property
from typing import Any

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from engagements.models import CheckIn
from frontend.checkins import CheckInPage
from frontend.links.page import LinkPage


class CheckInLink(LinkPage):
    template = "link/check_in.html"
    styles = ("css/checkins.css",)

    @cached_property
    def check_in(self) -> CheckInPage | None:
        """The newest."""
        rows = CheckIn.objects.visible_to(self.link).select_related("organization")
        found = rows.order_by("-asked_at", "-pk").first()
        return CheckInPage(found, self.link) if found else None

    @property
    def has_record(self) -> bool:
        return self.check_in is not None

    @property
    def is_refused(self) -> bool:
        return self.check_in is not None and self.check_in.is_refused

    def act(self, data: QueryDict, files: Any) -> str:
        if self.check_in is None or data.get("check_in") != str(self.check_in.check_in.pk):
            raise Http404
        if data.get("step") == "answer":
            self.done = _("Your answers are sent. Thank you.")
        return self.check_in.send(data)

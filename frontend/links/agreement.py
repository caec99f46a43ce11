"""A link for one agreement: reading, commenting, changing, agreeing, signing."""

from functools import cached_property
from typing import Any

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from engagements.models import Agreement
from frontend.agreements import AgreementPage
from frontend.links.page import LinkPage
from frontend.timeline import Event, timeline


class AgreementLink(LinkPage):
    template = "link/agreement.html"
    is_wide = True
    styles = ("css/agreements.css",)

    @cached_property
    def agreement(self) -> AgreementPage | None:
        rows = Agreement.objects.visible_to(self.link).select_related("organization")
        found = rows.filter(pk=self.link.agreement_id).first()
        try:
            return AgreementPage(found, self.link) if found else None
        except Http404:
            return None

    @property
    def has_record(self) -> bool:
        return self.agreement is not None

    @property
    def timeline(self) -> list[Event]:
        return timeline(self.agreement) if self.agreement else []

    def act(self, data: QueryDict, files: Any) -> str:
        if self.agreement is None:
            raise Http404
        self.done = told_of(data)
        return self.agreement.send(data, files)


def told_of(data: QueryDict) -> str:
    """What was done, for the one who did it."""
    if "comment" in data:
        return _("OCCME reads what you said. Thank you.")
    match data.get("step", ""):
        case "agree":
            return _("You agreed to this text. Now both sides sign it.")
        case "sign":
            return _("You signed. Thank you.")
        case "change":
            return _("It is your turn: change what you like, then send it back.")
    return _("Done. Thank you.")

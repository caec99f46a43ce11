"""Everything that happened to an agreement, in words, newest first."""

from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.enums import Through
from engagements.models import StatusChange
from frontend.agreements import AgreementPage

MOST = 200

WORDS = {
    "send": gettext_lazy("sent it"),
    "counter": gettext_lazy("sent changes back"),
    "agree": gettext_lazy("agreed to the text"),
    "change": gettext_lazy("wanted to change something first; signatures so far are void"),
    "sign": gettext_lazy("signed"),
    "drop": gettext_lazy("dropped it"),
    "suspend": gettext_lazy("suspended it"),
    "resume": gettext_lazy("went on with it"),
    "end": gettext_lazy("ended it"),
    "supersede": gettext_lazy("put the next version in its place"),
    "report": gettext_lazy("reported it done"),
    "answer": gettext_lazy("answered the judgement"),
    "kept": gettext_lazy("judged: kept"),
    "partly": gettext_lazy("judged: kept in part"),
    "late": gettext_lazy("judged: kept late"),
    "not_kept": gettext_lazy("judged: not kept"),
    "changed": gettext_lazy("said: changed by agreement"),
    "released": gettext_lazy("released the other side from it"),
}


class Event(NamedTuple):
    """`about`: the promise that it was about, if one; `who`: a person, or a side."""

    change: StatusChange
    who: str
    words: Promise | str
    about: Any


def timeline(page: AgreementPage) -> list[Event]:
    """Of all versions that the reader sees, and of their promises; at most MOST."""
    numbers = [version.pk for version in page.versions]
    of_it = Q(version__in=numbers) | Q(occurrence__commitment__version__in=numbers)
    rows = StatusChange.objects.visible_to(page.user).filter(of_it)
    shown = rows.select_related("by", "occurrence__commitment", "version").order_by("-at", "-pk")
    return [
        Event(change, who(change, page), WORDS.get(change.step, change.step), change.occurrence)
        for change in shown[:MOST]
    ]


def who(change: StatusChange, page: AgreementPage) -> str:
    """Who did it; for whoever held a link, and where staff stood in, the organization."""
    if change.by is None:
        return str(page.organization)
    if change.through == Through.ON_BEHALF:
        told = {"name": change.by, "organization": page.organization}
        return _("%(name)s, for %(organization)s") % told
    return str(change.by)

"""Why an engagement stands where it does in the usual order, and how far it is on foot."""

from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

METERS_A_MINUTE = 80
DETOUR = 1.3
"""Streets are longer than straight lines; walking minutes are an estimate, and said to be one."""


def walking_minutes(meters: float) -> int:
    """Estimated: a straight line with DETOUR, at METERS_A_MINUTE."""
    return round(meters * DETOUR / METERS_A_MINUTE)


def why(engagement: Any) -> str:
    """A sentence; empty where nothing puts it first. Takes a row `with_standing(user)`, and so says
    no more than the user may read."""
    days = waiting_days(engagement)
    if days is None:
        return _("The partner has room now.") if engagement.has_room else ""
    answers = ngettext(
        "It answers a priority that has waited %(days)d day.",
        "It answers a priority that has waited %(days)d days.",
        days,
    ) % {"days": days}
    return f"{answers} {_('The partner has room now.')}" if engagement.has_room else answers


def waiting_days(engagement: Any) -> int | None:
    """How long the priority has waited that it answers, where the reader may see it."""
    since = engagement.waits_since
    return None if since is None else (localdate() - since).days

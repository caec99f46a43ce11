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
    """Sentences; empty where nothing puts it first, or where it is no longer open. Takes a row
    `with_standing(user)`, and so says no more than the user may read."""
    if not engagement.is_open:
        return ""
    reasons = []
    if (days := waiting_days(engagement)) is not None:
        time = {"time": waited(days)}
        reasons.append(_("It answers a priority that has waited %(time)s.") % time)
    if engagement.has_room:
        reasons.append(_("The partner has room now."))
    return " ".join(reasons)


def waiting_days(engagement: Any) -> int | None:
    """How long the priority has waited that it answers, where the reader may see it."""
    since = engagement.waits_since
    return None if since is None else (localdate() - since).days


def waited(days: int | None) -> str:
    """How long something has waited, in the largest unit that fits."""
    if days is None:
        return ""
    if days < 1:
        return _("less than a day")
    if days < 30:
        return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
    if days < 2 * 365:
        months = days // 30
        return ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    years = days // 365
    return ngettext("%(count)d year", "%(count)d years", years) % {"count": years}

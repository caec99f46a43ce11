"""Stored values in the reader's words."""

import re
from datetime import date

from django import template
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from engagements.standing import waited
from frontend.languages import is_unspoken
from occme.accounts.validators import NO_PATIENTS

register = template.Library()
register.filter(waited)
register.filter(is_unspoken)


@register.simple_tag
def no_patients() -> str:
    """The line beside a field that is written by hand in a template."""
    return str(NO_PATIENTS)


METERS_IN_A_MILE = 1609.344
BROWSERS = [
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    *((name, name) for name in ("Firefox", "Chrome", "Safari")),
]
"""Signs in the order in which to look: Edge also says Chrome, and Chrome also says Safari."""

SYSTEMS = [
    *((name, name) for name in ("Android", "iPhone", "iPad", "Windows")),
    ("Mac OS", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
]
ISO_DAY = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")


@register.filter
def as_of(text: str) -> str:
    """A source's "as of" with its ISO days written out; empty where it names no time at all."""
    named = any(character.isdigit() for character in text or "")
    return ISO_DAY.sub(_day_in_words, text) if named else ""


def _day_in_words(found: re.Match[str]) -> str:
    try:
        return date_format(date(*map(int, found.groups())))
    except ValueError:
        return found.group()


@register.filter
def distance(meters: int | None) -> str:
    """Meters as miles to one place, such as "0.4 mi"; empty when unknown."""
    if meters is None:
        return ""
    if meters < METERS_IN_A_MILE / 20:
        return _("right here")
    return _("%(miles)s mi") % {"miles": number_format(meters / METERS_IN_A_MILE, 1)}


@register.filter
def duration(minutes: int | None) -> str:
    """Minutes as hours and minutes, such as "1 h 30 min"."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    parts = [_("%(count)s h") % {"count": number_format(hours)}] if hours else []
    parts += [_("%(count)d min") % {"count": rest}] if rest or not hours else []
    return " ".join(parts)


@register.filter
def browser(user_agent: str) -> str:
    """A browser's own long signature in two words, such as "Firefox, Linux"."""
    name = _first(user_agent, BROWSERS) or _("A program")
    system = _first(user_agent, SYSTEMS)
    return ", ".join(filter(None, [name, system]))


def _first(text: str, words: list[tuple[str, str]]) -> str:
    return next((word for sign, word in words if sign in text), "")

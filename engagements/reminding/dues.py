"""A line of somebody's mail of the day, and how often it comes again."""

from datetime import date
from functools import cache
from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate

from engagements.enums import Party
from engagements.letters import Line

AGAIN = 30
"""Days after which the same is said again, while it is so."""
WEEK = 7
"""Days that somebody has to answer before they are reminded."""


class Due(NamedTuple):
    """For all who act for a side, or for one address alone."""

    line: Line
    party: Party = Party.PARTNER
    address: str = ""
    is_steward: bool = True
    """Of OCCME's side: whether the organization's steward is told, or the office in any case."""


def times_since(day: date, today: date | None = None) -> int:
    """How often it was to be said since that day: 0 on the day itself, 1 AGAIN days later."""
    return ((today or localdate()) - day).days // AGAIN


@cache
def page_named(name: str, *args: object) -> str:
    """A page of the site; My page, where there is none of that name. One run asks for a page
    thousands of times."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return reverse("my")

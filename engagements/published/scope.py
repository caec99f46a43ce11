"""Of which year, and of what part of it, figures are asked: `?year=2026-27&neighborhood=roxbury`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from engagements.metrics.periods import YEARS_OFFERED, academic_year, academic_year_from
from engagements.published.metric import DIMENSIONS, Dimension
from engagements.published.values import values_of


@dataclass(frozen=True)
class Scope:
    """An academic year, and one value of one dimension at most: two at once could tell of single
    people and organizations."""

    year: str
    dimension: Dimension | None = None
    value: str = ""

    @property
    def years(self) -> list[str]:
        """The academic years up to this one, the oldest first."""
        first = int(self.year[:4])
        return [academic_year_from(year) for year in range(first - YEARS_OFFERED + 1, first + 1)]

    @property
    def before(self) -> str:
        return academic_year_from(int(self.year[:4]) - 1)


def years_offered() -> list[str]:
    """The newest first."""
    this = int(academic_year(localdate())[:4])
    return [academic_year_from(this - back) for back in range(YEARS_OFFERED)]


FILTERS = (
    Dimension.NEIGHBORHOOD,
    Dimension.LANGUAGE,
    Dimension.KIND,
    Dimension.FOCUS_AREA,
    Dimension.PROGRAM,
    Dimension.FORMAT,
)
"""What the page and the API can be narrowed to."""


def scope_of(given: Mapping[str, Any]) -> tuple[Scope, dict[str, list[str]]]:
    """The scope of an address, and what is wrong with it, by parameter; with problems the scope is
    that of this year. Empty values ask for nothing. `given` may be a QueryDict."""
    problems: dict[str, list[str]] = {}
    offered = years_offered()
    year = one(given, "year", problems) or offered[0]
    if year not in offered and "year" not in problems:
        words = _("It takes an academic year: %(years)s.")
        problems["year"] = [words % {"years": ", ".join(offered)}]
    asked = {name: text for name in FILTERS if (text := one(given, name, problems))}
    for name, text in asked.items():
        if text not in values_of(name):
            words = _("There is no such value of “%(name)s”.")
            problems[name] = [words % {"name": DIMENSIONS[name]}]
    if len(asked) > 1:
        sentence = _(
            "One of these can be chosen at a time: together they could tell of few people."
        )
        problems |= {name: [sentence] for name in asked if name not in problems}
    if problems:
        return Scope(offered[0]), problems
    return next((Scope(year, *narrowed) for narrowed in asked.items()), Scope(year)), {}


def one(given: Mapping[str, Any], name: str, problems: dict[str, list[str]]) -> str:
    """The one value of a parameter; a second is a problem."""
    found = given.getlist(name) if hasattr(given, "getlist") else [given.get(name, "")]
    if len(found) > 1:
        problems[name] = [_("It is given more than once; it takes one value.")]
    return found[0] if found else ""

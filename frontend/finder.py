"""What the finder of engagements shows for one address."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from django.template.defaultfilters import floatformat
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagements import standing
from engagements.exporting import SHEET
from engagements.facets import facets
from engagements.filters import EngagementFilter
from engagements.models import Engagement
from engagements.policies import is_student
from frontend.listing import Panel
from frontend.lists import FilteredList
from frontend.reading import Shown
from partners.facets import Facet
from partners.geography import meters_of_chord

ORDERINGS = [
    ("", gettext_lazy("What waited longest, where there is room")),
    ("starts_on", gettext_lazy("Starts soonest")),
    ("title", gettext_lazy("Title")),
]
WORDS_MOST = 60
YES_NO = ("seats_left", "paid", "step_free", "answers_priority")


class Found:
    """An engagement as its reader may see it. Takes a row of `for_reading(user)`."""

    def __init__(self, engagement: Engagement):
        self.engagement = engagement
        self.organization = Shown(engagement.organization)

    @property
    def priority(self) -> Any:
        """Where the reader may see it; it says how long it has waited."""
        return self.engagement.priority

    @property
    def place(self) -> Any:
        """Where the reader may see it."""
        return self.engagement.location

    @property
    def at(self) -> str:
        """The point where it happens, as "latitude,longitude", where the reader may see one."""
        if self.engagement.location_id is None:
            return self.organization.at
        place = self.place
        return f"{place.latitude},{place.longitude}" if place and place.point else ""

    @property
    def seats_left(self) -> int:
        return max(0, self.engagement.left)  # type: ignore[attr-defined]

    @property
    def walking_minutes(self) -> int | None:
        """Estimated; from the place that the reader asked about."""
        chord = getattr(self.engagement, "chord", None)
        return None if chord is None else standing.walking_minutes(meters_of_chord(chord))

    @property
    def why(self) -> str:
        """Why it stands where it does in the usual order."""
        return standing.why(self.engagement)

    @property
    def days(self) -> str:
        first, last = date_format(self.engagement.starts_on), date_format(self.engagement.ends_on)
        if first == last:
            return first
        return _("%(first)s to %(last)s") % {"first": first, "last": last}

    @property
    def summary(self) -> Iterator[str]:
        """With whom, where, when and how much, and the first words about it."""
        engagement = self.engagement
        yield self.organization.name
        yield from (area.name for area in self.organization.neighborhoods)
        yield engagement.get_kind_display()
        yield self.days
        if engagement.weekly_hours:
            hours = floatformat(engagement.weekly_hours, -1)
            yield _("%(hours)s hours a week") % {"hours": hours}
        seats = engagement.seats
        yield ngettext("%(number)d seat", "%(number)d seats", seats) % {"number": seats}
        if engagement.description:
            yield Truncator(engagement.description).words(WORDS_MOST)


class Finder(FilteredList):
    filter_class = EngagementFilter
    page_size = 20
    sheet = SHEET
    orderings = ORDERINGS
    yes_no = YES_NO

    @cached_property
    def rows(self) -> list[Found]:
        return [Found(engagement) for engagement in self.page] if self.page else []

    @property
    def panels(self) -> list[Panel]:
        """Filters with boxes to tick: those values that would find something, or are in use."""
        return [
            Panel(name, str(self.filters.filters[name].label), useful(of), "")
            for name, of in facets(self.understood).items()
        ]

    @property
    def checks(self) -> list[dict[str, Any]]:
        names = [*YES_NO, *(["prerequisites_met"] if self.filters.student else [])]
        return [
            {
                "name": name,
                "label": self.filters.filters[name].label,
                "ticked": self.data.get(name) == "true",
            }
            for name in names
        ]

    @property
    def is_student(self) -> bool:
        """Whether the reader can save the search and propose a site."""
        return is_student(self.user)

    @property
    def subscribed(self) -> str | None:
        """The filters for calendars and feeds; None where those cannot find the same: they do not
        know who reads them, and what that person has on file."""
        if self.problems or self.data.get("prerequisites_met"):
            return None
        return self.query_without(self.without_filters | {"ordering"})

    @property
    def is_filtered(self) -> bool:
        return any(value for name, value in self.asked.items() if name != "page")


def useful(found: list[Facet]) -> list[Facet]:
    return [facet for facet in found if facet.count or facet.selected]

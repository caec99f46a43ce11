"""What the finder of engagements shows for one address."""

from functools import cached_property
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements import standing
from engagements.facets import facets
from engagements.filters import EngagementFilter
from engagements.models import Engagement
from frontend.basemap import stations
from frontend.listing import WITHIN, Panel, address, point_value, without_trackers
from frontend.reading import Shown
from partners.facets import Facet
from partners.geography import meters_of_chord

PAGE_SIZE = 20

ORDERINGS = [
    ("", gettext_lazy("What waited longest, where there is room")),
    ("starts_on", gettext_lazy("Starts soonest")),
    ("title", gettext_lazy("Title")),
]
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
        return _("%(first)s to %(last)s") % {"first": first, "last": last}


class Finder:
    """Where a parameter is not understood there are no rows at all."""

    within = WITHIN
    orderings = ORDERINGS
    yes_no = YES_NO

    def __init__(self, data: QueryDict, user: Any):
        self.data, self.user = without_trackers(data), user
        self.filters = EngagementFilter(self.data, user=user)

    @cached_property
    def problems(self) -> dict[str, str]:
        errors = {} if self.filters.is_valid() else self.filters.errors
        problems = {name: " ".join(map(str, texts)) for name, texts in errors.items()}
        for name in [n for n in self.data if n not in self.filters.parameters | {"page"}][:10]:
            problems[name] = _("“%(name)s” is not a filter of this list.") % {"name": name[:50]}
        return problems

    @property
    def labeled_problems(self) -> list[tuple[str, str]]:
        filters = self.filters.filters
        return [
            (str(filters[name].label) if name in filters else name[:50], sentence)
            for name, sentence in self.problems.items()
        ]

    @cached_property
    def page(self) -> Page | None:
        if self.problems:
            return None
        paginator = Paginator(self.filters.qs.for_reading(self.user), PAGE_SIZE)
        try:
            return paginator.page(self.data.get("page") or 1)
        except InvalidPage:
            sentence = _("It takes a whole number from 1 to %(last)d.")
            self.problems["page"] = sentence % {"last": paginator.num_pages}
            return None

    @cached_property
    def rows(self) -> list[Found]:
        return [Found(engagement) for engagement in self.page] if self.page else []

    @cached_property
    def understood(self) -> EngagementFilter:
        """The filters without those that have a problem: for counts, never for rows."""
        if not self.problems:
            return self.filters
        data = self.data.copy()
        for name in self.problems:
            data.pop(name, None)
        filters = EngagementFilter(data, user=self.user)
        filters.is_valid()
        return filters

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
    def asked(self) -> dict[str, Any]:
        return {name: values[-1] for name, values in self.data.lists() if values}

    @property
    def stations(self) -> list[tuple[str, str]]:
        return [(point_value(stop), stop["name"]) for stop in stations()]

    @property
    def is_filtered(self) -> bool:
        return any(value for name, value in self.asked.items() if name != "page")

    @property
    def other_pages(self) -> str:
        """The address of another page of the same list, up to its number."""
        query = address(self.data, {"page"})
        return f"{query}&page=" if query.startswith("?") else "?page="


def useful(found: list[Facet]) -> list[Facet]:
    return [facet for facet in found if facet.count or facet.selected]

"""What the list of organizations shows for one address: rows, filters, and what was not understood."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import InvalidPage, Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.basemap import stations
from frontend.reading import Shown
from partners.facets import Facet, facets
from partners.filters import OrganizationFilter

PAGE_SIZE = 30
CHIPS_MOST = 60
PROBLEMS_MOST = 10
TRACKERS = {"fbclid", "gclid", "mc_cid", "mc_eid"}
TICKED = ("kind", "focus_area", "language", "neighborhood", "stage")
NOTHING = "."
YES_NO = ("in_catchment", "accepting_students")
WITHIN = [
    ("400", gettext_lazy("¼ mile, about 5 minutes on foot")),
    ("800", gettext_lazy("½ mile, about 10 minutes")),
    ("1600", gettext_lazy("1 mile, about 20 minutes")),
]
ORDERINGS = [
    ("", gettext_lazy("Usual order")),
    ("name", gettext_lazy("Name")),
    ("-name", gettext_lazy("Name, from Z to A")),
    ("-verified_on", gettext_lazy("Last verified first")),
    ("verified_on", gettext_lazy("Longest unverified first")),
]


@dataclass(frozen=True)
class Chip:
    """A filter in use: its words, and the address of the list without it."""

    label: str
    href: str
    is_problem: bool


@dataclass(frozen=True)
class Panel:
    """A filter with boxes to tick: those values that would find something, or are in use."""

    name: str
    label: str
    facets: list[Facet]
    problem: str

    @property
    def chosen(self) -> int:
        return sum(facet.selected for facet in self.facets)


class Listing:
    """One address of the list. Where a parameter is not understood there are no rows at all:
    a list that silently leaves a filter out would answer another question than was asked."""

    def __init__(self, data: QueryDict, user: Any):
        self.data = without_trackers(data)
        self.user = user
        self.filters = OrganizationFilter(self.data, user=user)

    @cached_property
    def problems(self) -> dict[str, str]:
        """Parameter → a sentence about what is wrong with it."""
        found = {} if self.filters.is_valid() else self.filters.errors.as_data()
        problems = {
            name: " ".join(self.sentence(name, error) for error in errors)
            for name, errors in found.items()
        }
        known = self.filters.parameters | {"page"}
        for name in [name for name in self.data if name not in known][:PROBLEMS_MOST]:
            problems[name] = _("“%(name)s” is not a filter of this list.") % {"name": name[:50]}
        return problems

    def sentence(self, name: str, error: ValidationError) -> str:
        """The filter's own words; but the codes that the API takes are not for people."""
        if error.code != "invalid_choice":
            return " ".join(error.messages)
        return _("“%(value)s” is not one of its choices.") % {
            "value": (error.params or {}).get("value", "")
        }

    @property
    def labeled_problems(self) -> list[tuple[str, str, str]]:
        """Parameter, its label where it has one, and the sentence."""
        filters = self.filters.filters
        return [
            (name, filters[name].label if name in filters else name[:50], sentence)
            for name, sentence in self.problems.items()
        ]

    @cached_property
    def page(self) -> Page | None:
        if self.problems:
            return None
        rows = self.filters.qs.for_reading(self.user)
        paginator = Paginator(rows, PAGE_SIZE)
        try:
            return paginator.page(self.data.get("page") or 1)
        except InvalidPage:
            sentence = _("It takes a whole number from 1 to %(last)d.")
            self.problems["page"] = sentence % {"last": paginator.num_pages}
            return None

    @cached_property
    def rows(self) -> list[Shown]:
        return [Shown(organization) for organization in self.page] if self.page else []

    @property
    def is_understood(self) -> bool:
        """Whether every parameter was; the page number counts too."""
        return self.page is not None

    @cached_property
    def understood(self) -> OrganizationFilter:
        """The filters without those that have a problem: for choices and counts, never for rows."""
        if not self.problems:
            return self.filters
        data = self.data.copy()
        for name in self.problems:
            data.pop(name, None)
        filters = OrganizationFilter(data, user=self.user)
        filters.is_valid()
        return filters

    @cached_property
    def facets(self) -> dict[str, list[Facet]]:
        return facets(self.understood)

    @property
    def panels(self) -> list[Panel]:
        return [self.panel(name) for name in TICKED]

    @property
    def yes_no_panels(self) -> list[Panel]:
        return [self.panel(name) for name in YES_NO]

    def panel(self, name: str) -> Panel:
        useful = [facet for facet in self.facets[name] if facet.count or facet.selected]
        label = self.filters.filters[name].label
        return Panel(name, label, useful, self.problems.get(name, ""))

    @cached_property
    def chips(self) -> list[Chip]:
        if sum(len(values) for _name, values in self.data.lists()) > CHIPS_MOST:
            return []
        labels = {
            (name, facet.value): facet.label
            for name, values in self.facets.items()
            for facet in values
        }
        return [
            Chip(
                self.words(name, value, labels),
                self.href_without(name, value),
                name in self.problems,
            )
            for name in self.data
            if name not in ("page", "ordering")
            for value in self.data.getlist(name)
            if value
        ]

    def words(self, name: str, value: str, labels: dict[tuple[str, str], str]) -> str:
        """How a filter in use is said: the value alone where that speaks for itself."""
        if name in self.problems:
            return f"{name}={value[:50]}"
        match name, value:
            case "search", _value:
                return f"“{value}”"
            case "near", _value:
                near = {point_value(stop): stop["name"] for stop in stations()}
                return _("Near %(place)s") % {"place": near.get(value, value)}
            case "within_m", _value:
                return _("Within %(meters)s m") % {"meters": value}
            case "bbox", _value:
                return _("In the map’s view")
            case "verified_since", _value:
                return _("Verified since %(day)s") % {"day": value}
            case "in_catchment" | "accepting_students", _value:
                label = self.filters.filters[name].label
                return f"{label}: {labels.get((name, value), value)}"
        return labels.get((name, value), value)

    def href_without(self, name: str, value: str) -> str:
        left = self.data.copy()
        left.setlist(name, [other for other in left.getlist(name) if other not in ("", value)])
        gone = {"page", "within_m"} if name == "near" else {"page"}
        return address(left, gone)

    @property
    def api_query(self) -> str:
        """The same rows from the API: the address without the page."""
        query = address(self.data, {"page"})
        return query if query != NOTHING else ""

    @property
    def export_query(self) -> str:
        """The same, to be followed by one parameter more."""
        return f"{self.api_query}&" if self.api_query else "?"

    @property
    def has_own_point(self) -> bool:
        """Whether `near` is understood and is none of the stations."""
        near = self.asked.get("near")
        return bool(near) and "near" not in self.problems and near not in dict(self.stations)

    @property
    def has_own_distance(self) -> bool:
        within = self.asked.get("within_m")
        return bool(within) and "within_m" not in self.problems and within not in dict(WITHIN)

    @property
    def asked(self) -> dict[str, Any]:
        """The single values as they were asked for, for the form's fields."""
        return {name: values[-1] for name, values in self.data.lists() if values}

    within = WITHIN
    orderings = ORDERINGS

    @property
    def stations(self) -> list[tuple[str, str]]:
        """Choices of “near”: (value, name)."""
        return [(point_value(stop), stop["name"]) for stop in stations()]


def without_trackers(data: QueryDict) -> QueryDict:
    """The address without what mail programs and social networks hang on to links."""
    kept = data.copy()
    for name in data:
        if name.startswith("utm_") or name in TRACKERS:
            del kept[name]
    return kept


def point_value(stop: dict[str, Any]) -> str:
    longitude, latitude = stop["at"]
    return f"{latitude},{longitude}"


def address(data: QueryDict, without: set[str]) -> str:
    """The query string, with its question mark, of all values that say something."""
    kept = QueryDict(mutable=True)
    for name in data:
        if name not in without:
            kept.setlist(name, [value for value in data.getlist(name) if value])
    text = kept.urlencode(safe=",")
    return f"?{text}" if text else NOTHING

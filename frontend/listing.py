"""What the list of organizations shows for one address: rows, filters, and what was not understood."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.lists import FilteredList, address
from frontend.reading import Shown
from partners.exporting import SHEET
from partners.facets import Facet, facets
from partners.filters import OrganizationFilter

CHIPS_MOST = 60
TICKED = ("kind", "focus_area", "language", "neighborhood", "stage")
YES_NO = ("in_catchment", "accepting_students")
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


class Listing(FilteredList):
    filter_class = OrganizationFilter
    page_size = 30
    sheet = SHEET
    orderings = ORDERINGS

    @cached_property
    def rows(self) -> list[Shown]:
        return [Shown(organization) for organization in self.page] if self.page else []

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
                return _("Near %(place)s") % {"place": dict(self.starts).get(value, value)}
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

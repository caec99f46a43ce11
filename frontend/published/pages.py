"""The pages of published figures: all of them, one with all its parts, and what each means."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.published.answers import Answer
from engagements.published.metric import DIMENSIONS, Dimension, Metric, Span, Unit
from engagements.published.registry import METRICS
from engagements.published.scope import FILTERS, Scope
from engagements.published.telling import answer
from engagements.published.waiting import waiting_longest
from frontend.published.asked import MAPPED, Asked
from frontend.published.charts import YEAR
from frontend.published.figures import Figure, MapFigure
from frontend.published.verdicts import Verdicts
from occme.freshness.meanwhile import kept_meanwhile

KEPT, DUE = "promises-kept", "promises-due"
WAITING_SHOWN = 5
SECTIONS: dict[str, str | Promise] = {
    "promises": _("More about promises"),
    "priorities": _("Priorities that communities stated"),
    "partners": _("Organizations and partners"),
    "engagements": _("Engagements, students and hours"),
    "money": _("Money, and how fast it is paid"),
    "agreements": _("Agreements and check-ins"),
}
FEW_BEHIND = _("Hidden, for few people or few organizations are behind them:")
NOTHING_YET = _("Nothing is recorded yet:")
NO_NUMBER = _("No numbers for this choice:")
OF_UNIT = {
    Unit.PRIORITIES: "priorities",
    Unit.ORGANIZATIONS: "partners",
    Unit.DOLLARS: "money",
    Unit.DAYS: "money",
    Unit.AGREEMENTS: "agreements",
    Unit.POINTS: "agreements",
    Unit.PROMISES: "promises",
}


@dataclass(frozen=True)
class Section:
    name: str
    figures: list[Figure]

    @property
    def title(self) -> str | Promise:
        return SECTIONS[self.name]

    @property
    def shown(self) -> list[Figure]:
        unshown = [figure for _why, figures in self.unshown for figure in figures]
        return [figure for figure in self.figures if figure not in unshown]

    @property
    def unshown(self) -> list[tuple[str | Promise, list[Figure]]]:
        """Those without a number, by why."""
        told = [figure for figure in self.figures if figure.is_told]
        return [
            (FEW_BEHIND, [figure for figure in told if figure.is_all_hidden]),
            (NOTHING_YET, [figure for figure in told if figure.is_empty]),
            (NO_NUMBER, [figure for figure in self.figures if not figure.is_told]),
        ]


def section_of(metric: Metric) -> str:
    if metric.key.startswith("priorit"):
        return "priorities"
    return OF_UNIT.get(metric.unit, "engagements")


class Page:
    takes: tuple[str, ...] = ("by", "map", "only")

    def __init__(self, data: QueryDict):
        self.asked = Asked(data, takes=self.takes)
        self.as_of = localdate()

    def answer(self, key: str) -> Answer:
        return answer(key, self.asked.scope)

    def figure(self, key: str, by: str = "") -> Figure:
        """By what the address says, or else by the first that it is told by: the years, if any."""
        first = next(iter(bys_of(METRICS[key])), "")
        return Figure(self.answer(key), self.asked, by or self.asked.by or first)

    @cached_property
    def map(self) -> MapFigure:
        return MapFigure(self.answer(self.asked.on_map or KEPT), self.asked, Dimension.NEIGHBORHOOD)


def bys_of(metric: Metric) -> list[str]:
    return [*([YEAR] if metric.span == Span.YEAR else []), *metric.broken_down_by]


@kept_meanwhile()
def all_answers(scope: Scope) -> dict[str, Answer]:
    """At once, so that whether anything changed is asked once."""
    return {key: answer(key, scope) for key in METRICS}


class Dashboard(Page):
    @cached_property
    def answers(self) -> dict[str, Answer]:
        """What the page is about is exact, also where all of it together takes long to count."""
        scope = self.asked.scope
        return all_answers(scope) | {key: answer(key, scope) for key in (KEPT, DUE)}

    def answer(self, key: str) -> Answer:
        return self.answers[key]

    @cached_property
    def kept(self) -> Figure:
        return self.figure(KEPT, YEAR)

    @cached_property
    def verdicts(self) -> Verdicts:
        return Verdicts(self.answer(DUE), is_narrowed=self.asked.scope.dimension is not None)

    @cached_property
    def waiting(self) -> list[Any] | None:
        """The oldest priorities; None where they are not told of what was asked for."""
        found = waiting_longest(self.asked.scope)
        return None if found is None else list(found[:WAITING_SHOWN])

    @property
    def map_choices(self) -> list[tuple[str, Any, bool]]:
        """Key and label of each figure that is told by neighborhood, and whether it is shown."""
        shown = self.map.metric.key
        return [(key, METRICS[key].label, key == shown) for key in MAPPED]

    @cached_property
    def sections(self) -> list[Section]:
        found: dict[str, list[Figure]] = {name: [] for name in SECTIONS}
        for metric in METRICS.values():
            if metric.key != KEPT or self.asked.by not in ("", YEAR):
                found[section_of(metric)].append(self.figure(metric.key))
        return [Section(name, figures) for name, figures in found.items() if figures]

    @property
    def comparisons(self) -> Iterator[tuple[Any, str, bool]]:
        """Label and address of each way to break the figures down."""
        for name in (YEAR, *FILTERS):
            label = _("Over the years") if name == YEAR else DIMENSIONS[Dimension(name)]
            is_chosen = name == (self.asked.by or YEAR)
            yield label, self.asked.query(by="" if name == YEAR else name), is_chosen


class FigurePage(Page):
    """One figure by everything that it is told by."""

    takes = ("only",)

    def __init__(self, data: QueryDict, key: str):
        super().__init__(data)
        self.metric = METRICS[key]

    @cached_property
    def figures(self) -> list[Figure]:
        return [self.figure(self.metric.key, by) for by in bys_of(self.metric) or [""]]

    @property
    def first(self) -> Figure:
        return self.figures[0]

    @property
    def charts(self) -> list[Figure]:
        return [figure for figure in self.figures if figure.chart]


class Embedded(Page):
    """One figure alone, for another site."""

    figure_shown: Figure

    @property
    def file_name(self) -> str:
        return f"{self.figure_shown.id}-{self.asked.scope.year}"


class EmbeddedChart(Embedded):
    takes = ("by",)

    def __init__(self, data: QueryDict, key: str):
        super().__init__(data)
        self.figure_shown = self.figure(key)


class EmbeddedMap(Embedded):
    takes = ("map",)

    def __init__(self, data: QueryDict):
        super().__init__(data)
        self.figure_shown = self.map


def definitions() -> list[tuple[Metric, list[Any]]]:
    """Each figure with what it is told by, in words."""
    return [
        (metric, [DIMENSIONS[name] for name in metric.broken_down_by])
        for metric in METRICS.values()
    ]

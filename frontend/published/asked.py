"""What the address of a page of figures asks for: year, one filter, and what to break down by."""

from collections.abc import Container, Iterator
from functools import cached_property
from urllib.parse import parse_qsl

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.published.metric import DIMENSIONS, Dimension
from engagements.published.registry import METRICS
from engagements.published.scope import FILTERS, Scope, one, scope_of, years_offered
from engagements.published.values import values_of
from frontend.lists import PROBLEMS_MOST, without_trackers
from frontend.published.charts import YEAR
from frontend.published.wording import year_shown

LABELS: dict[str, Promise | str] = {
    "year": gettext_lazy("Academic year"),
    "by": gettext_lazy("Compare by"),
    "map": gettext_lazy("On the map"),
    "only": gettext_lazy("Only"),
    **{str(name): label for name, label in DIMENSIONS.items()},
}
MAPPED = [key for key, one in METRICS.items() if Dimension.NEIGHBORHOOD in one.broken_down_by]


class Asked:
    """With problems, the scope is that of this year, and nothing is narrowed."""

    def __init__(self, data: QueryDict, *, takes: tuple[str, ...] = ("by", "map", "only")):
        self.data, self.takes = without_trackers(data), takes
        self.scope, self.problems = scope_of(self.data)
        self.by = self.choice("by", (YEAR, *Dimension))
        self.on_map = self.choice("map", MAPPED)
        for name in [name for name in self.data if not self.is_taken(name)][:PROBLEMS_MOST]:
            self.problems[name] = [_("“%(name)s” is not known here.") % {"name": name[:50]}]
        if self.problems:
            self.scope = Scope(years_offered()[0])

    def is_taken(self, name: str) -> bool:
        return name == "year" or name in FILTERS or name in self.takes

    def choice(self, name: str, known: Container[str]) -> str:
        """The value of a parameter of ours; empty where it is not given, or not understood."""
        if name not in self.takes:
            return ""
        value = one(self.data, name, self.problems)
        if not value or value in known:
            return value
        words = _("“%(value)s” is not one of its choices.")
        self.problems.setdefault(name, [words % {"value": value[:50]}])
        return ""

    @property
    def labeled_problems(self) -> list[tuple[Promise | str, str]]:
        return [
            (LABELS.get(name, name[:50]), sentence)
            for name, sentences in self.problems.items()
            for sentence in sentences
        ]

    @property
    def is_understood(self) -> bool:
        return not self.problems

    @cached_property
    def onward(self) -> str | None:
        """The one field “only” of the form, as the parameter that it stands for; None without it."""
        if "only" not in self.data or self.problems:
            return None
        dimension, _colon, value = one(self.data, "only", self.problems).partition(":")
        if (dimension and dimension not in FILTERS) or self.problems:
            words = _("“%(value)s” is not one of its choices.")
            self.problems.setdefault("only", [words % {"value": dimension[:50]}])
            return None
        return self.query(only=(dimension, value))

    def query(
        self,
        *,
        by: str | None = None,
        on_map: str | None = None,
        only: tuple[str, str] | None = None,
    ) -> str:
        """The same address with this changed, from its question mark on; empty where it asks for nothing."""
        scope, given = self.scope, {}
        if scope.year != years_offered()[0]:
            given["year"] = scope.year
        dimension, value = only or (scope.dimension, scope.value)
        given |= {str(dimension or ""): value, "by": self.by if by is None else by}
        given["map"] = self.on_map if on_map is None else on_map
        kept = {name: text for name, text in given.items() if name and text}
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def everything(self) -> str:
        """The same address without its filter."""
        return self.query(only=("", ""))

    @property
    def kept_for_map(self) -> list[tuple[str, str]]:
        """What the form of the map keeps of the address."""
        return parse_qsl(self.query(on_map="")[1:])

    @property
    def scope_query(self) -> str:
        """Year and filter alone, said in full, so that the address means the same next year."""
        given = {"year": self.scope.year}
        if self.scope.dimension:
            given[str(self.scope.dimension)] = self.scope.value
        return f"?{urlencode(given)}"

    @property
    def years(self) -> list[tuple[str, str]]:
        return [(year, year_shown(year)) for year in years_offered()]

    @property
    def groups(self) -> Iterator[tuple[Promise | str, list[tuple[str, Promise | str, bool]]]]:
        """Everything that the figures can be narrowed to, by what it is."""
        for name in FILTERS:
            values = values_of(name).items()
            if values:
                chosen = (self.scope.dimension, self.scope.value)
                yield (
                    DIMENSIONS[name],
                    [(f"{name}:{code}", label, chosen == (name, code)) for code, label in values],
                )

    @cached_property
    def narrowed_to(self) -> str:
        """“Neighborhood: Roxbury”; empty where all is counted."""
        dimension = self.scope.dimension
        if dimension is None:
            return ""
        label = values_of(dimension)[self.scope.value]
        return f"{DIMENSIONS[dimension]}: {label}"

    @property
    def is_this_year(self) -> bool:
        return self.scope.year == years_offered()[0]

    @property
    def year_shown(self) -> str:
        return year_shown(self.scope.year)

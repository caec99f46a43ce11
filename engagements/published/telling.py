"""Answers to who asks for a published figure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.metrics.periods import academic_period
from engagements.published import remembering
from engagements.published.answers import Answer, Cell
from engagements.published.counting import counted
from engagements.published.groups import NOT_TOLD, REST, TOTAL, UNLISTED, Key, Places, Tally
from engagements.published.hiding import rest_is_told
from engagements.published.metric import Dimension, Metric, Part, Span, Words
from engagements.published.registry import METRICS
from engagements.published.scope import Scope
from engagements.published.values import values_of
from occme.freshness.kept import kept_while_unchanged
from occme.freshness.meanwhile import kept_meanwhile

ALL = _("All")
NOT_TOLD_WORDS = _("Not stated")
UNLISTED_WORDS = _("Not public, counted together")
WITHOUT_UNLISTED = _("What is not public by itself is left out.")


@kept_meanwhile()
def answer(key: str, scope: Scope) -> Answer:
    """Raises KeyError for a figure that is not published. Narrowed to a value, an open figure is
    broken down by everything else too; of the others only that one number is told, for two values
    together could tell of few."""
    metric = METRICS[key]
    if scope.dimension and scope.dimension not in metric.broken_down_by:
        return Answer(metric, scope.year, localdate(), total=None, before=None, by={})
    asked: Key = (scope.dimension, scope.value) if scope.dimension else TOTAL
    years = scope.years if metric.span == Span.YEAR else [scope.year]
    told = {year: told_of(key, year, asked) for year in years}
    now = told[scope.year]
    tells_parts = metric.is_open or asked == TOTAL
    return Answer(
        metric,
        scope.year,
        localdate(),
        total=now.total(asked),
        before=told[scope.before].total(asked) if scope.before in told else None,
        by={name: now.of(name) for name in metric.broken_down_by} if tells_parts else {},
        years=tuple(told[year].total(asked, year) for year in years if len(years) > 1),
        left_out=now.left_out,
    )


@dataclass(frozen=True)
class Told:
    """What is told of a metric in one year, by key; their labels come last, in every language."""

    metric: Metric
    cells: Mapping[Key, Cell]
    left_out: tuple[Words, ...]

    def total(self, asked: Key, label: Words = ALL) -> Cell:
        nothing = Cell(
            "", ALL, None if self.metric.median else 0, 0 if self.metric.is_share else None
        )
        return replace(self.cells.get(asked, nothing), code=asked[1], label=label)

    def of(self, dimension: Dimension) -> tuple[Cell, ...]:
        """A cell for each value that has rows; then for what is not told, and what is not public."""
        words = values_of(dimension) | {NOT_TOLD: NOT_TOLD_WORDS, UNLISTED: UNLISTED_WORDS}
        return tuple(
            replace(self.cells[dimension, code], code=code, label=label)
            for code, label in words.items()
            if (dimension, code) in self.cells
        )


def told_of(key: str, year: str, asked: Key) -> Told:
    """Of an open metric, of what is asked for alone; else of everything, for what is told of a part
    depends on all others."""
    metric = METRICS[key]
    counted_in = metric.whole_of or key
    return told_in(counted_in, year, asked if metric.is_open else TOTAL)[key]


@kept_while_unchanged()
def told_in(key: str, year: str, asked: Key) -> dict[str, Told]:
    """Of a metric, and of those that are what it is a share of."""
    metric = METRICS[key]
    only = asked if asked != TOTAL else None
    tallies, untold = counted(metric, academic_period(year), places(), only)
    rest = tallies.pop(REST, None)
    hidden = {} if metric.is_open else remembering.hidden(metric, untold, places())
    tells_rest = rest_is_told(metric, rest) and not metric.median
    if rest and tells_rest:
        for one in (TOTAL, *((name, UNLISTED) for name in metric.broken_down_by)):
            tallies.setdefault(one, Tally()).include(rest)
    left_out = (WITHOUT_UNLISTED,) * (rest is not None and not tells_rest)
    return {
        one.key: told(one, tallies, hidden, left_out)
        for one in METRICS.values()
        if key in (one.key, one.whole_of)
    }


def told(
    metric: Metric,
    tallies: Mapping[Key, Tally],
    hidden: Mapping[Part, set[Key]],
    left_out: tuple[Words, ...],
) -> Told:
    cells = {key: cell(metric, key, tally, hidden) for key, tally in tallies.items()}
    if any(one.is_hidden for one in cells.values()):
        left_out = (*left_out, metric.hides)
    return Told(metric, cells, left_out)


@kept_while_unchanged()
def places() -> Places:
    return Places()


def cell(metric: Metric, key: Key, tally: Tally, hidden: Mapping[Part, set[Key]]) -> Cell:
    """Of a share, how much rests on estimates is told with the whole alone."""

    def hides(part: Part) -> bool:
        return key in hidden.get(part, ())

    is_whole = bool(metric.whole_of)
    is_hidden = hides(Part.OF) or (not is_whole and hides(Part.NUMBER))
    number = tally.of if is_whole else tally.number
    tells_of = metric.is_share and not hides(Part.OF)
    is_guess_hidden = is_hidden or hides(Part.ESTIMATED)
    if metric.is_share and metric.estimated is not None:
        is_guess_hidden = True
    return Cell(
        code="",
        label=ALL,
        number=None if is_hidden else number,
        of=tally.of if tells_of else None,
        estimated=None if is_guess_hidden else tally.estimated,
        is_hidden=is_hidden,
    )

"""Answers to who asks for a published figure."""

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.published.answers import Answer, Cell
from engagements.published.counting import counted
from engagements.published.groups import NOT_TOLD, REST, TOTAL, UNLISTED, Key, Places, Tally
from engagements.published.hiding import NUMBER, OF, hidden_of, rest_is_told
from engagements.published.metric import Dimension, Metric, Span, Words
from engagements.published.registry import METRICS
from engagements.published.scope import Scope, period_of
from engagements.published.values import values_of

ALL = _("All")
NOT_TOLD_WORDS = _("Not told")
UNLISTED_WORDS = _("Partners who are not listed, together")
WITHOUT_UNLISTED = _("What concerns partners who are not listed is left out.")
FEW = _(
    "Numbers about fewer than five people, or fewer than three organizations, are hidden; and so are those from which they could be computed."
)


def answer(key: str, scope: Scope) -> Answer:
    """Raises KeyError for a figure that is not published. Narrowed to a value, an open figure is
    broken down by everything else too; of the others only that one number is told, for two values
    together could tell of few."""
    metric = METRICS[key]
    if scope.dimension and scope.dimension not in metric.broken_down_by:
        return Answer(metric, scope.year, localdate(), total=None, before=None, by={})
    asked: Key = (scope.dimension, scope.value) if scope.dimension else TOTAL
    years = scope.years if metric.span == Span.YEAR else [scope.year]
    told = {year: Told(metric, year, asked) for year in years}
    now = told[scope.year]
    return Answer(
        metric,
        scope.year,
        localdate(),
        total=now.total(),
        before=told[scope.before].total() if scope.before in told else None,
        by=now.parts(),
        years=tuple(told[year].total(year) for year in years if len(years) > 1),
        left_out=now.left_out,
    )


class Told:
    """What is told of a metric in one year, of everything or of what is in one key."""

    def __init__(self, metric: Metric, year: str, asked: Key):
        self.metric, self.asked = metric, asked
        only = asked if metric.is_open and asked != TOTAL else None
        places = Places(is_public=metric.is_open)
        self.tallies = counted(metric, period_of(year), places, only)
        self.hidden = set() if metric.is_open else hidden_of(metric, self.tallies)
        self.has_rest = not metric.median and rest_is_told(self.tallies.get(REST))

    def total(self, label: Words = ALL) -> Cell:
        tally = self.tallies.get(self.asked, Tally())
        return self.cell(self.asked, label, tally + self.rest if self.has_rest else tally)

    @property
    def rest(self) -> Tally:
        return self.tallies[REST]

    def parts(self) -> dict[Dimension, tuple[Cell, ...]]:
        if self.asked != TOTAL and not self.metric.is_open:
            return {}
        return {name: tuple(self.of(name)) for name in self.metric.broken_down_by}

    def of(self, dimension: Dimension) -> list[Cell]:
        """A cell for each value that has rows; then one for what is told of none of them."""
        cells = [
            self.cell((dimension, code), label, self.tallies[dimension, code])
            for code, label in {**values_of(dimension), NOT_TOLD: NOT_TOLD_WORDS}.items()
            if (dimension, code) in self.tallies
        ]
        if self.has_rest:
            cells.append(self.cell((dimension, UNLISTED), UNLISTED_WORDS, self.rest))
        return cells

    def cell(self, key: Key, label: Words, tally: Tally) -> Cell:
        is_hidden = (key, NUMBER if self.metric.is_share else OF) in self.hidden
        tells_of = self.metric.is_share and (key, OF) not in self.hidden
        return Cell(
            code=key[1],
            label=label,
            number=None if is_hidden else tally.number,
            of=tally.of if tells_of else None,
            estimated=0 if is_hidden else tally.estimated,
            is_hidden=is_hidden,
        )

    @property
    def left_out(self) -> tuple[Words, ...]:
        is_without = REST in self.tallies and not self.has_rest
        return (WITHOUT_UNLISTED,) * is_without + (FEW,) * bool(self.hidden)

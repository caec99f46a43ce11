"""What is told of a figure: its total, the year before, its parts, and the years so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from engagements.published.metric import Dimension, Metric, Words

Number = int | float | Decimal


@dataclass(frozen=True)
class Cell:
    """One number. `number` is None where there is none (a median of nothing, a year that was not)
    or where it `is_hidden`; so is `of`, the denominator of a share. `estimated`: how much of the
    number rests on estimates; None where that would tell of few. `code` is empty for a total."""

    code: str
    label: Words
    number: Number | None
    of: Number | None = None
    estimated: Number | None = 0
    is_hidden: bool = False

    @property
    def percent(self) -> int | None:
        """Of a share, rounded; None of nothing."""
        if self.number is None or not self.of:
            return None
        return round(100 * float(self.number) / float(self.of))


@dataclass(frozen=True)
class Answer:
    """`year`: the academic year, as in metrics.periods (“2026-27”). `total` and `before`, the same
    of the year before: None where the figure is not told of what was asked for, as that of an
    organization by a student’s program. `by`: a cell for each value, in the order to show them.
    `years`: a cell for each academic year, the oldest first. Figures that are as of today have
    neither `before` nor `years`. `left_out`: sentences that say what is missing from the numbers."""

    metric: Metric
    year: str
    as_of: date
    total: Cell | None
    before: Cell | None
    by: Mapping[Dimension, tuple[Cell, ...]]
    years: tuple[Cell, ...] = ()
    left_out: tuple[Words, ...] = field(default=())

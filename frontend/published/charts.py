"""What a chart shows: its bars, the same as rows of a table, and its finding in a sentence."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from engagements.published.answers import Answer, Cell
from engagements.published.groups import NOT_TOLD, UNLISTED
from engagements.published.metric import DIMENSIONS, Dimension, Metric
from frontend.published.wording import amount, in_full, number_of, parts_of, shown, year_shown

YEAR = "year"
"""What a chart of the years is broken down by."""

DRAWN_MOST = 12


@dataclass(frozen=True)
class Bar:
    """`size`: what is drawn; None where no number is told. `parts`: “10 of 14”, of a share."""

    label: str
    size: float | None
    shown: str
    parts: str = ""
    estimated: str = ""
    is_hidden: bool = False
    weight: float = 0
    """Of how much it tells: of a share the number that it is of."""
    is_apart: bool = False
    """Stands beside the values, as what is told of none of them."""


@dataclass(frozen=True)
class Chart:
    """`caption`: its title where the figure is named already; `head`: what its bars are. `most`: the number at the end of the scale; None is the largest."""

    key: str
    by: str
    title: str
    caption: str
    head: str
    unit: str
    finding: str
    bars: tuple[Bar, ...]
    most: float | None = None

    @property
    def name(self) -> str:
        return f"{self.key}-{self.by}"

    @property
    def is_of_years(self) -> bool:
        return self.by == YEAR

    @property
    def has_parts(self) -> bool:
        return any(bar.parts for bar in self.bars)

    @property
    def has_estimates(self) -> bool:
        return any(bar.estimated for bar in self.bars)

    @property
    def drawn(self) -> tuple[Bar, ...]:
        """In their order; of many those of most weight. The table has all."""
        if len(self.bars) <= DRAWN_MOST:
            return self.bars
        heaviest = sorted(self.bars, key=lambda bar: -bar.weight)[:DRAWN_MOST]
        return tuple(bar for bar in self.bars if bar in heaviest)

    @property
    def is_cut(self) -> bool:
        return len(self.drawn) < len(self.bars)

    @property
    def is_drawn(self) -> bool:
        """Whether there is anything to draw."""
        return any(bar.size for bar in self.bars)


def chart_of(answer: Answer, by: str) -> Chart | None:
    """By the years, or by a dimension; None where the figure is not told by that."""
    metric = answer.metric
    cells = answer.years if by == YEAR else answer.by.get(Dimension(by), ())
    if not cells:
        return None
    bars = tuple(bar_of(cell, metric, by) for cell in cells)
    head = _("Academic year") if by == YEAR else str(DIMENSIONS[Dimension(by)])
    caption = caption_of(answer, by, head)
    return Chart(
        key=metric.key,
        by=by,
        title=f"{metric.label}, {caption}",
        caption=caption,
        head=head,
        unit=_("Share") if metric.is_share else _("Number"),
        finding=finding_of_years(answer) if by == YEAR else finding_of_parts(bars),
        bars=bars,
        most=100 if metric.is_share else None,
    )


def caption_of(answer: Answer, by: str, head: str) -> str:
    """Such as “2026–27 · Neighborhood”."""
    when = year_shown(answer.year) if answer.years else _("today")
    if by == YEAR:
        return _("by academic year")
    return f"{when} · {head}"


def bar_of(cell: Cell, metric: Metric, by: str) -> Bar:
    number = number_of(cell, metric)
    return Bar(
        label=year_shown(str(cell.label)) if by == YEAR else str(cell.label),
        size=None if number is None else float(number),
        shown=shown(cell, metric),
        parts=parts_of(cell, metric),
        estimated=amount(cell.estimated, metric.unit) if cell.estimated else "",
        is_hidden=cell.is_hidden,
        weight=0 if cell.is_hidden else float((cell.of if metric.is_share else number) or 0),
        is_apart=by != YEAR and cell.code in (NOT_TOLD, UNLISTED),
    )


def finding_of_years(answer: Answer) -> str:
    metric, year = answer.metric, year_shown(answer.year)
    now = in_full(answer.total, metric)
    told = {"year": year, "now": now, "before": in_full(answer.before, metric)}
    return _("%(year)s: %(now)s. The year before: %(before)s.") % told


def finding_of_parts(bars: tuple[Bar, ...]) -> str:
    """Which is highest and which is lowest, and how many are hidden."""
    told = [bar for bar in bars if bar.size is not None and not bar.is_apart]
    hidden = sum(bar.is_hidden for bar in bars)
    words = [extremes(told)] if told else []
    if hidden:
        words.append(_("Hidden: %(number)d.") % {"number": hidden})
    return " ".join(words) or _("There is no number to show.")


def extremes(bars: list[Bar]) -> str:
    highest, lowest = max(bars, key=size), min(bars, key=size)
    if highest.size == lowest.size:
        words = _("%(name)s: %(number)s.") if len(bars) == 1 else _("All the same: %(number)s.")
        return words % {"name": highest.label, "number": highest.shown}
    words = _("Highest: %(high)s, %(most)s. Lowest: %(low)s, %(least)s.")
    return words % {
        "high": highest.label,
        "most": highest.shown,
        "low": lowest.label,
        "least": lowest.shown,
    }


def size(bar: Bar) -> float:
    return bar.size or 0

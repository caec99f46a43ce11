"""What everybody reads of the students of an academic year, beside which a shared report is laid."""

from dataclasses import dataclass, field

from engagements.metrics import Period
from engagements.metrics.periods import academic_period, academic_year
from engagements.published.counting import counted, of_organization
from engagements.published.groups import TOTAL, Places
from engagements.published.groups import Key as Cell
from engagements.published.hiding import hidden_of
from engagements.published.metric import Part
from engagements.published.registry import METRICS
from engagements.reports.small import Key, Line

PUBLISHED = "published"


@dataclass
class Beside:
    """`numbers`: of students, by key; `told`: those that everybody reads; `lines`: which of them make
    which, and which organizations are in each."""

    numbers: dict[Key, int] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    told: set[Key] = field(default_factory=set)

    @property
    def hidden(self) -> set[Key]:
        return {*self.numbers} - self.told


def key_of(cell: Cell) -> Key:
    return (PUBLISHED, *cell)


def beside(period: Period, organizations: dict[int, Key]) -> Beside:
    """Nothing, of other periods: figures are published of academic years alone. `organizations`: their
    own keys."""
    if period != academic_period(academic_year(period.first)):
        return Beside()
    metric, places = METRICS["students"], Places()
    tallies, untold = counted(metric, period, places)
    hidden = hidden_of(metric, untold, places)[Part.OF]
    found = Beside({key_of(cell): tally.number for cell, tally in tallies.items()})
    found.told = {key_of(cell) for cell in tallies if cell not in hidden}
    for dimension in metric.broken_down_by:
        parts = tuple(key_of(cell) for cell in tallies if cell[0] == dimension)
        if parts:
            found.lines.append(Line(key_of(TOTAL), parts))
    inside: dict[Key, list[Key]] = {}
    for pk, own in organizations.items():
        for cell in of_organization(metric, pk, places):
            inside.setdefault(key_of(cell), []).append(own)
    found.lines += [Line(cell, tuple(own)) for cell, own in inside.items() if cell in found.numbers]
    return found

"""What a published figure is: what it counts, of what, without what, and by what it is broken down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from engagements.metrics.periods import Period

Words = Promise | str


class Dimension(StrEnum):
    """What a figure is broken down by; the names are those of the address and of the API."""

    NEIGHBORHOOD = "neighborhood"
    LANGUAGE = "language"
    KIND = "kind"
    FOCUS_AREA = "focus_area"
    STAGE = "stage"
    PROGRAM = "program"
    FORMAT = "engagement_kind"
    HOUR_KIND = "hour_kind"
    VERDICT = "verdict"
    QUESTION = "question"


DIMENSIONS: dict[Dimension, Words] = {
    Dimension.NEIGHBORHOOD: _("Neighborhood"),
    Dimension.LANGUAGE: _("Language of the organization"),
    Dimension.KIND: _("Kind of organization"),
    Dimension.FOCUS_AREA: _("Focus area"),
    Dimension.STAGE: _("Stage of the relationship"),
    Dimension.PROGRAM: _("Program of the student"),
    Dimension.FORMAT: _("Format"),
    Dimension.HOUR_KIND: _("What the time was for"),
    Dimension.VERDICT: _("How it was judged"),
    Dimension.QUESTION: _("Question"),
}

OF_ORGANIZATIONS = (
    Dimension.NEIGHBORHOOD,
    Dimension.LANGUAGE,
    Dimension.KIND,
    Dimension.FOCUS_AREA,
)
"""What an organization is in, of which it may be in several; only the first is told of one that
publishes its name and area alone."""


class Unit(StrEnum):
    PROMISES = "promises"
    PRIORITIES = "priorities"
    ORGANIZATIONS = "organizations"
    ENGAGEMENTS = "engagements"
    PLACEMENTS = "placements"
    STUDENTS = "students"
    HOURS = "hours"
    DOLLARS = "dollars"
    DAYS = "days"
    AGREEMENTS = "agreements"
    POINTS = "points"


class Span(StrEnum):
    """What time a figure is about."""

    YEAR = "year"
    TODAY = "today"


class Part(StrEnum):
    """Of a number: of a share the part, what is not of it, and both together; of that which is
    told, what rests on estimates, and what does not."""

    NUMBER = "number"
    OTHERS = "others"
    OF = "of"
    ESTIMATED = "estimated"
    COUNTED = "counted"


OF_OPEN = _(
    "Nothing that everybody can read one by one. What is not public by itself is counted as one group, and only where it is about five organizations or more."
)
FEW = {
    3: _("Numbers about fewer than five people, or fewer than three organizations, are hidden; and so are those from which they could be computed."),
    5: _("Numbers about fewer than five people or organizations are hidden; and so are those from which they could be computed."),
}  # fmt: skip
"""By how many organizations are enough."""


@dataclass(frozen=True, kw_only=True)
class Metric:
    """`rows`: of a period, everything that is counted, also what is not public. With `part`, the
    figure is a share: of those rows, which hold to it. Rows are counted, unless `amount` names what
    is summed (divided by `divisor`), `each` whom to count once, or `median` whose median is told.

    `told`: which rows everybody reads one by one. Where `is_open`, only these make the figure, and
    the rest is one group beside them (see groups.UNLISTED); else the figure is of all rows, and is
    told only where the rest of them is about enough organizations and people (see hiding).
    `part_told`: of which of them everybody reads also that they are in the part, or not in it, where
    that is not all. `organizations_least`: how many are enough. `whole_of`: the metric of which this
    is the whole; it is counted with that, and hides the same.

    Where no query gives the rows, they are dicts with what a query would: the paths, `is_told`, and
    the sums `number`, `of` and `estimated`, or the `value` of a median.

    `organization` and `person` are paths from a row; `own`: by dimension, the path of what a row
    itself is in; `dimensions` of organizations follow from the organization."""

    key: str
    label: Words
    unit: Unit
    numerator: Words
    denominator: Words = ""
    excluded: Words
    rows: Callable[[Period], Any]
    span: Span = Span.YEAR
    organization: str = "organization"
    person: str = ""
    dimensions: tuple[Dimension, ...] = OF_ORGANIZATIONS
    own: Mapping[Dimension, str] = field(default_factory=dict)
    part: Q | None = None
    amount: str = ""
    divisor: int = 1
    each: str = ""
    median: str = ""
    estimated: Q | None = None
    told: Q | None = None
    part_told: Q | None = None
    is_open: bool = False
    organizations_least: int = 3
    whole_of: str = ""
    list_address: str = ""
    """Name of the page that lists what is counted, for everybody."""

    @property
    def is_share(self) -> bool:
        return self.part is not None

    @property
    def parts(self) -> tuple[Part, ...]:
        """What there is of each of its numbers."""
        share = (Part.NUMBER, Part.OTHERS) if self.is_share else ()
        guess = (Part.ESTIMATED, Part.COUNTED) if self.estimated is not None else ()
        return (Part.OF, *share, *guess)

    @property
    def hides(self) -> Words:
        """What is not told of it."""
        return OF_OPEN if self.is_open else FEW[self.organizations_least]

    @property
    def broken_down_by(self) -> tuple[Dimension, ...]:
        return (*self.dimensions, *self.own)

    @property
    def definition_path(self) -> str:
        """Where the page of definitions says what it means."""
        return f"{reverse('dashboard_definitions')}#{self.key}"

"""Who took part. Nobody reads these rows one by one but who is concerned and staff."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from engagements.metrics.periods import Period
from engagements.models import Placement
from engagements.published.metric import Dimension, Metric, Unit


def placements(period: Period) -> Any:
    return Placement.objects.taking_part_in(*period.days)


PATHS = {
    "organization": "engagement__organization",
    "person": "student",
    "own": {Dimension.PROGRAM: "student__program", Dimension.FORMAT: "engagement__kind"},
}
BEGAN = _("Seats that did not begin, were declined, or that the student or the partner withdrew.")

METRICS = (
    Metric(
        key="placements",
        label=_("Placements"),
        unit=Unit.PLACEMENTS,
        numerator=_("Seats of students in engagements, active or completed, with a day in the year."),
        excluded=BEGAN,
        rows=placements,
        whole_of="students",
        **PATHS,  # type: ignore[arg-type]
    ),
    Metric(
        key="students",
        label=_("Students who took part"),
        unit=Unit.STUDENTS,
        numerator=_("Students with such a placement; one with two counts once."),
        excluded=BEGAN,
        rows=placements,
        each="student",
        **PATHS,  # type: ignore[arg-type]
    ),
)  # fmt: skip

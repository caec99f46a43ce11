"""The values of each dimension, with their words, in the order to show them."""

from django.utils.translation import gettext_lazy as _

from engagements.enums import JUDGED, EngagementKind, HourKind, OccurrenceStatus, Program
from engagements.models.checkins import QUESTIONS
from engagements.published.metric import Dimension, Words
from partners.enums import AreaKind, Kind, Stage
from partners.models import FocusArea, Language, ServiceArea

NO_STAGE = "none"
"""For Stage.NONE, whose code is that of what is not told."""

VERDICTS = (
    *((one.value, one.label) for one in JUDGED),
    (OccurrenceStatus.REPORTED.value, _("Reported done, not judged yet")),
    (OccurrenceStatus.OPEN.value, _("Not judged yet")),
)

CLOSED = {
    Dimension.KIND: Kind.choices,
    Dimension.STAGE: [(code or NO_STAGE, label) for code, label in Stage.choices],
    Dimension.PROGRAM: Program.choices,
    Dimension.FORMAT: EngagementKind.choices,
    Dimension.HOUR_KIND: HourKind.choices,
    Dimension.VERDICT: VERDICTS,
    Dimension.QUESTION: tuple(QUESTIONS.items()),
}


def values_of(dimension: Dimension) -> dict[str, Words]:
    """By code; neighborhoods by slug, languages by BCP 47 code, focus areas by slug."""
    match dimension:
        case Dimension.NEIGHBORHOOD:
            rows = ServiceArea.objects.filter(kind=AreaKind.NEIGHBORHOOD).order_by("name", "pk")
            return dict(rows.values_list("slug", "name"))
        case Dimension.LANGUAGE:
            return dict(Language.objects.order_by("name", "pk").values_list("code", "name"))
        case Dimension.FOCUS_AREA:
            return dict(FocusArea.objects.order_by("title", "pk").values_list("slug", "title"))
    return dict(CLOSED[dimension])

"""Agreements, and how each side sees what they hold together. Nobody reads these rows but both
sides."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.enums import VersionOrigin
from engagements.metrics.periods import Period
from engagements.models import AgreementVersion, CheckInSheet
from engagements.models.checkins import QUESTIONS
from engagements.published.metric import Dimension, Metric, Unit


def so_far(period: Period) -> tuple[Any, Any]:
    """The days of it up to today."""
    return period.first, min(period.last, localdate())


def in_force(period: Period) -> Any:
    return AgreementVersion.objects.holding_in(*so_far(period))


def renewed(period: Period) -> Any:
    return AgreementVersion.objects.signed().filter(
        origin=VersionOrigin.RENEWAL, starts_on__range=so_far(period)
    )


def ended(period: Period) -> Any:
    """Those that are over by their days, or were stopped, and after which nothing was begun."""
    first, last = so_far(period)
    by_days = Q(stopped_on=None, ends_on__range=(first, min(last, localdate() - timedelta(days=1))))
    stopped = Q(stopped_on__range=(first, last))
    return AgreementVersion.objects.signed().without_next().filter(by_days | stopped)


def gaps(period: Period) -> Iterator[dict[str, Any]]:
    """For each check-in whose second answer came in the year, and each question, the distance."""
    marks = [f"{name}_now" for name in QUESTIONS]
    sheets: dict[int, list[Any]] = defaultdict(list)
    rows = CheckInSheet.objects.order_by().values_list(
        "check_in", "check_in__organization", "at", *marks
    )
    for check_in, *sheet in rows:
        sheets[check_in].append(sheet)
    for found in sheets.values():
        if (
            len(found) < 2
            or not period.first <= localdate(max(at for _o, at, *_m in found)) <= period.last
        ):
            continue
        (organization, _at, *ours), (_same, _later, *theirs) = found
        for name, one, other in zip(QUESTIONS, ours, theirs, strict=True):
            yield {
                "organization": organization,
                "question": name,
                "value": abs(one - other),
            }


PATHS = {"unit": Unit.AGREEMENTS, "organization": "agreement__organization"}

METRICS = (
    Metric(
        key="agreements-in-force",
        label=_("Agreements in force"),
        numerator=_("Agreements that both sides signed and that held on a day of the year up to today; one that was changed or renewed counts once."),
        excluded=_("Agreements that were not signed by both sides."),
        rows=in_force,
        each="agreement",
        **PATHS,  # type: ignore[arg-type]
    ),
    Metric(
        key="agreements-renewed",
        label=_("Agreements that were renewed"),
        numerator=_("Renewals that both sides signed and that began in the year, up to today."),
        excluded=_("Changes within a term."),
        rows=renewed,
        **PATHS,  # type: ignore[arg-type]
    ),
    Metric(
        key="agreements-ended",
        label=_("Agreements that ended"),
        numerator=_("Agreements whose last day, or the day they were ended on, was in the year, up to today."),
        excluded=_("Agreements after which a next version was begun."),
        rows=ended,
        **PATHS,  # type: ignore[arg-type]
    ),
    Metric(
        key="check-in-gap",
        label=_("Distance between both sides’ answers"),
        unit=Unit.POINTS,
        numerator=_("The median, over check-ins that both sides answered, the second of them in the year, of the distance between their answers to “as it is”, from 1 to 5; of all five questions, and of each."),
        excluded=_("Check-ins that one side did not answer. It is no score: a light relationship is fine if that is what the partner wishes."),
        rows=gaps,
        dimensions=(),
        own={Dimension.QUESTION: "question"},
        median="value",
        organizations_least=5,
    ),
)  # fmt: skip

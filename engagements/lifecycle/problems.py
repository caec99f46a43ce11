"""What stands in the way of a step, as sentences, so that a page can say it before the click."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from engagements.enums import SEATED, EngagementStatus, PlacementStatus


class Problem(NamedTuple):
    """code: for programs. sentence: what is wrong. fix: what to do about it."""

    code: str
    sentence: str
    fix: str = ""


def of_opening(engagement: Any) -> Iterator[Problem]:
    """It has a day, a seat and words for what students do."""
    if not engagement.description:
        yield Problem(
            "no_description", _("It does not say what students do."), _("Write a description.")
        )
    if engagement.ends_on < localdate():
        yield Problem("over", _("Its last day is over."), _("Set a later day."))


def of_running(engagement: Any) -> Iterator[Problem]:
    if engagement.starts_on > localdate():
        day = {"day": date_format(engagement.starts_on)}
        yield Problem("too_early", _("It starts on %(day)s.") % day, _("Wait, or change the day."))


def of_logging(engagement: Any) -> Iterator[Problem]:
    if engagement.ends_on > localdate():
        yield Problem(
            "not_over", _("Its last day is not over yet."), _("Propose it to the partner instead.")
        )


def of_completing(engagement: Any) -> Iterator[Problem]:
    unsettled = engagement.placements.filter(
        status__in=(PlacementStatus.APPLIED, PlacementStatus.OFFERED)
    ).count()
    if unsettled:
        yield Problem(
            "open_applications",
            _("%(count)d applications have no answer.") % {"count": unsettled},
            _("Answer them first."),
        )


def of_seats(placement: Any) -> Iterator[Problem]:
    engagement = placement.engagement
    if engagement.status not in (EngagementStatus.OPEN, EngagementStatus.RUNNING):
        yield Problem("not_open", _("The engagement is not open."))
    taken = engagement.placements.filter(status__in=SEATED).exclude(pk=placement.pk).count()
    if taken >= engagement.seats:
        yield Problem(
            "no_seat",
            _("All %(seats)d seats are taken.") % {"seats": engagement.seats},
            _("Ask the partner whether there is room for one more."),
        )


def of_beginning(placement: Any) -> Iterator[Problem]:
    if placement.first_day > localdate():
        day = {"day": date_format(placement.first_day)}
        yield Problem("too_early", _("The first day is %(day)s.") % day, _("Wait until then."))
    for prerequisite in missing(placement):
        yield Problem(
            "prerequisite",
            _("“%(title)s” is not on file.") % {"title": prerequisite},
            _("Send it to OCCME, or ask what counts."),
        )


def missing(placement: Any) -> list[Any]:
    """Prerequisites that the student does not have on file for the first day."""
    held = placement.student.clearances.valid(placement.first_day).values("prerequisite")
    return list(placement.engagement.prerequisites.exclude(pk__in=held))


def of_ending(placement: Any) -> Iterator[Problem]:
    open_hours = placement.hours.to_confirm().count()
    if open_hours:
        yield Problem(
            "hours",
            ngettext(
                "%(count)d entry of hours is not confirmed.",
                "%(count)d entries of hours are not confirmed.",
                open_hours,
            )
            % {"count": open_hours},
            _("Confirm or dispute them first."),
        )

"""What waits on OCCME's staff: each kind of work with its rows, since when, and whose it is.

Every kind starts with `visible_to(user)`; what somebody may not see does not wait on them. The work
queue shows, counts and filters these rows, and nothing else decides what waits.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import DateField, F, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import TruncDate
from django.utils.functional import Promise
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _

from engagements.confidence import reads_concerns
from engagements.enums import Party
from engagements.hearing import by_row, not_heard_from
from engagements.models import (
    AgreementVersion,
    CheckIn,
    Compensation,
    Concern,
    Engagement,
    FailedMail,
    Occurrence,
    Placement,
)
from engagements.querysets.agreements import DUE_SOON
from engagements.reminding.agreements import AFTER_REVIEW, BEFORE_REVIEW, review_days
from partners.models import Correction, Import, Interaction, Location, Organization
from partners.policies import is_staff


@dataclass(frozen=True)
class Duty:
    """A kind of work. `rows` gives those that wait on the user, each with `since`, a day: since when
    it waits, or until when it should be done; `organization` is the path to whom it concerns, empty
    where the row is the organization itself, None where it concerns none. With `is_upkeep` nobody
    waits for it: it keeps what is on record right.
    `whose` tells whether it is a person's work at all."""

    name: str
    title: Promise | str
    rows: Callable[[Any], QuerySet]
    organization: str | None = "organization"
    is_upkeep: bool = False
    whose: Callable[[Any], bool] = is_staff

    def waiting(self, user: Any, steward: Any = None) -> QuerySet:
        """Longest first; of one steward's organizations, if one is given."""
        found = self.rows(user)
        if not self.whose(user):
            return found.none()
        if steward is not None:
            found = found.none() if self.organization is None else self.of(found, steward)
        return found.order_by(F("since").asc(nulls_first=True), "pk")

    def of(self, rows: QuerySet, steward: Any) -> QuerySet:
        path = f"{self.organization}__steward" if self.organization else "steward"
        return rows.filter(**{path: steward})


def dated(rows: Any, **since: Any) -> Any:
    """With `since`: the day of a moment, or a day as it is."""
    [(kind, name)] = since.items()
    return rows.annotate(since=TruncDate(name) if kind == "moment" else F(name))


def agreements(user: Any) -> Any:
    rows = AgreementVersion.objects.visible_to(user).waiting_on(Party.STAFF).defer("draft")
    return dated(rows.select_related("agreement__organization__steward"), moment="since_at")


def check_ins(user: Any) -> Any:
    rows = CheckIn.objects.visible_to(user).waiting_on(Party.STAFF)
    return dated(rows.select_related("organization__steward"), moment="asked_at")


def applications(user: Any) -> Any:
    rows = Placement.objects.visible_to(user).waiting_on(Party.STAFF).for_reading()
    return dated(rows.select_related("engagement__organization__steward", "student__user"),
                 moment="since_at")  # fmt: skip


def proposals(user: Any) -> Any:
    """Drafts that a student proposed, or that the partner sent back."""
    rows = Engagement.objects.visible_to(user).waiting_on_staff()
    lines = Engagement.history.filter(id=OuterRef("pk")).order_by("-history_id")
    rows = rows.annotate(touched_at=Subquery(lines.values("history_date")[:1]))
    return dated(rows.select_related("organization__steward"), moment="touched_at")


def promises(user: Any) -> Any:
    """OCCME's own, overdue or due soon."""
    rows = (
        Occurrence.objects.visible_to(user).filter(giver=Party.STAFF).due_by(localdate() + DUE_SOON)
    )
    return dated(rows.select_related("organization__steward", "commitment"), day="due_on")


def judgements(user: Any) -> Any:
    """Partners' promises that OCCME is to judge."""
    rows = Occurrence.objects.visible_to(user).filter(giver=Party.PARTNER).to_judge()
    return dated(rows.select_related("organization__steward", "commitment"), day="due_on")


def payments(user: Any) -> Any:
    rows = Compensation.objects.visible_to(user).unpaid()
    rows = rows.filter(due_on__lte=localdate() + DUE_SOON)
    return dated(rows.select_related("organization__steward"), day="due_on")


def renewals(user: Any) -> Any:
    rows = AgreementVersion.objects.visible_to(user).running_out().defer("draft")
    return dated(rows.select_related("agreement__organization__steward"), day="ends_on")


def reviews(user: Any) -> Any:
    """Until there is a check-in since, or another version."""
    asked = CheckIn.objects.visible_to(user).order_by().values("organization")
    last = dict(asked.values_list("organization", Max("asked_at")))
    due = {
        version.pk: day
        for version in AgreementVersion.objects.visible_to(user).to_review()
        if (day := review_near(version)) and not is_after(last.get(version.organization_id), day)
    }
    rows = AgreementVersion.objects.filter(pk__in=due).defer("draft")
    return rows.select_related("agreement__organization__steward").annotate(since=by_row(due))


def review_near(version: AgreementVersion) -> date | None:
    """The last review day that is near, before or after today."""
    today = localdate()
    days = review_days(version)
    near = [day for day in days if today - AFTER_REVIEW < day <= today + BEFORE_REVIEW]
    return near[-1] if near else None


def is_after(asked_at: datetime | None, day: date) -> bool:
    """Whether a check-in was asked for with the review in mind."""
    return asked_at is not None and localtime(asked_at).date() >= day - BEFORE_REVIEW


def next_steps(user: Any) -> Any:
    rows = Interaction.objects.visible_to(user).next_due()
    return dated(rows.select_related("organization__steward", "next_by"), day="next_on")


def gaps(user: Any) -> Any:
    rows = Placement.objects.visible_to(user).leaving_a_gap().for_reading()
    return dated(rows.select_related("engagement__organization__steward", "student__user"),
                 day="last")  # fmt: skip


def failed_mails(user: Any) -> Any:
    rows = FailedMail.objects.visible_to(user).unsettled()
    return dated(rows.select_related("organization__steward"), moment="at")


def corrections(user: Any) -> Any:
    """What anybody told us of a listing."""
    rows = Correction.objects.visible_to(user).unsettled()
    return dated(rows.select_related("organization__steward"), day="sent_on")


def imports(user: Any) -> Any:
    """Sheets that were looked at, and neither imported nor set aside."""
    rows = Import.objects.visible_to(user).waiting().defer("lines", "decisions")
    return dated(rows.select_related("by"), moment="sent_at")


def not_heard(user: Any) -> Any:
    """Partners that we have not heard from for longer than they wish."""
    return dated(not_heard_from(user).select_related("steward"), day="due_since")


def concerns(user: Any) -> Any:
    """For those who are named to read them."""
    rows = Concern.objects.visible_to(user).waiting()
    return dated(rows.only("status", "raised_on"), day="raised_on")


def unplaced(user: Any) -> Any:
    """Places that could be on the map; since when is not kept."""
    rows = Location.objects.visible_to(user).unplaced()
    rows = rows.annotate(since=Value(None, DateField()))
    return rows.select_related("organization__steward")


def listings(user: Any) -> Any:
    """What the public sees, and nobody looked at for a year."""
    rows = Organization.objects.visible_to(user).listed().still_open()
    rows = rows.unverified_for_a_year()
    return dated(rows.select_related("steward"), day="verified_on")


DUTIES = (
    Duty("agreements", _("Agreements that wait on us"), agreements, "agreement__organization"),
    Duty("applications", _("Seats that wait on us"), applications, "engagement__organization"),
    Duty("proposals", _("Proposals that wait on us"), proposals),
    Duty("corrections", _("Corrections sent in"), corrections),
    Duty("concerns", _("Concerns, in confidence"), concerns, None, whose=reads_concerns),
    Duty("promises", _("Our promises, due or overdue"), promises),
    Duty("payments", _("Money to pay"), payments),
    Duty("next_steps", _("Next steps"), next_steps),
    Duty("judgements", _("Their promises, to judge"), judgements),
    Duty("check_ins", _("Check-ins that wait on us"), check_ins),
    Duty("not_heard", _("Partners we have not heard from"), not_heard, ""),
    Duty("renewals", _("Agreements that run out"), renewals, "agreement__organization"),
    Duty("reviews", _("Agreements to look at again"), reviews, "agreement__organization"),
    Duty("gaps", _("Seats that end with nobody next"), gaps, "engagement__organization"),
    Duty("mails", _("Mail that did not arrive"), failed_mails),
    Duty("imports", _("Sheets that were looked at, and not imported"), imports, None),
    Duty("unplaced", _("Places without a point on the map"), unplaced, is_upkeep=True),
    Duty("listings", _("Listings that nobody checked for a year"), listings, "", is_upkeep=True),
)
"""In the order of the queue: people who wait on us first, then our word, then upkeep."""

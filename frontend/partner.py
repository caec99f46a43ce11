"""The page of somebody who acts for an organization: what waits, what is owed, who comes."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from engagements.asks import Ask, asks
from engagements.enums import (
    RUNNING,
    EngagementStatus,
    OccurrenceStatus,
    Party,
    VersionStatus,
)
from engagements.load import Load, load_of
from engagements.models import (
    AgreementVersion,
    CheckIn,
    Engagement,
    HourEntry,
    Occurrence,
    Placement,
    StatusChange,
)
from engagements.querysets.agreements import DUE_SOON
from frontend.own_acts import carried_out
from frontend.own_details import OwnDetails
from frontend.seats import Seat
from frontend.steps import Steps, confirm_ticked, problem_of, take_back
from occme.numbers import plain_number
from partners import policies
from partners.editing import with_version
from partners.models import Organization

FEW = 5
HOURS_MOST = 30
LATELY = timedelta(days=7)
ASKED_BACK = timedelta(days=91)


@dataclass(frozen=True)
class Few:
    """The first rows of a list, and how many there are in all."""

    rows: list
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


def few(rows: Any, most: int = FEW) -> Few:
    shown = list(rows[: most + 1])
    return Few(shown[:most], rows.count() if len(shown) > most else len(shown))


def own_rows(user: Any) -> Any:
    """The organizations that somebody may act for today."""
    own = policies.own_organizations(user)
    rows = Organization.objects.visible_to(user).filter(pk__in=own)
    return rows.select_related("preferred_language")


class PartnerPage:
    """Of one organization. OCCME's staff read it as its own people do, and change nothing here."""

    def __init__(self, organization: Organization, user: Any, most: int = FEW):
        self.organization, self.user, self.most = organization, user, most
        self.is_read_only = policies.is_staff(user)
        # What staff read besides is not a part of this page: fields are those of who is no staff.
        self.reader = AnonymousUser() if self.is_read_only else user
        self.own = OwnDetails(organization, user)
        self.others = [row for row in own_rows(user) if row != organization]

    @property
    def may_act(self) -> bool:
        return not self.is_read_only

    # What waits

    @cached_property
    def agreements(self) -> Few:
        """Those to answer, to sign, or to write on: this side's own drafts, but none to staff."""
        rows = AgreementVersion.objects.visible_to(self.user)
        mine = rows.filter(agreement__organization=self.organization)
        asked = mine.waiting_on(Party.PARTNER).values("pk")
        draft = Q(status=VersionStatus.DRAFT, turn=Party.PARTNER)
        return few(mine.filter(Q(pk__in=asked) | draft).order_by("since_at", "pk"))

    @cached_property
    def proposals(self) -> Few:
        """What OCCME wants to begin with them."""
        rows = Engagement.objects.visible_to(self.user).filter(organization=self.organization)
        return few(rows.filter(status=EngagementStatus.PROPOSED).order_by("pk"))

    @cached_property
    def check_ins(self) -> list[CheckIn]:
        """Those that this side has not answered, or whose one change it has not agreed to."""
        rows = CheckIn.objects.visible_to(self.user).waiting_on(Party.PARTNER)
        return list(rows.filter(organization=self.organization).order_by("asked_at", "pk"))

    @cached_property
    def to_judge(self) -> int:
        """How many promises of OCCME wait on this side's word."""
        return self.promises(Party.STAFF).to_judge().count()

    @property
    def is_waited_for(self) -> bool:
        lists = (
            self.agreements.rows,
            self.proposals.rows,
            self.check_ins,
            self.hours.rows,
            self.applicants.rows,
        )
        return bool(self.to_judge or any(lists))

    # Promises

    def promises(self, giver: str) -> Any:
        rows = Occurrence.objects.visible_to(self.user)
        return rows.filter(organization=self.organization, giver=giver)

    def listed(self, giver: str) -> Few:
        """Due, overdue or reported, the oldest first."""
        near = Q(status=OccurrenceStatus.OPEN, due_on__lte=localdate() + DUE_SOON)
        rows = self.promises(giver).held().filter(near | Q(status=OccurrenceStatus.REPORTED))
        found = few(rows.for_reading().order_by("due_on", "pk"), self.most)
        return Few([self.steps_of(row) for row in found.rows], found.count)

    def steps_of(self, promise: Occurrence) -> Steps:
        sides: set[Party] = set() if self.is_read_only else {Party.PARTNER}
        return Steps(promise, self.user, sides=sides, changes=[])

    @cached_property
    def owed(self) -> Few:
        """What OCCME gives."""
        return self.listed(Party.STAFF)

    @cached_property
    def owing(self) -> Few:
        """What this organization gives."""
        return self.listed(Party.PARTNER)

    @cached_property
    def lately(self) -> list[StatusChange]:
        """The reader's own last words on promises, to take them back."""
        if self.is_read_only:
            return []
        rows = StatusChange.objects.standing().taken_by(self.user).exclude(step="answer")
        mine = rows.filter(
            occurrence__organization=self.organization, at__gte=timezone.now() - LATELY
        ).select_related("occurrence__commitment")
        found: dict[Any, Any] = {}
        for change in mine[: 2 * FEW]:
            found.setdefault(change.occurrence_id, change)
        return [row for row in found.values() if row.occurrence.status == row.after][:FEW]

    # Students

    @cached_property
    def hours(self) -> Few:
        """Those that wait, oldest first."""
        rows = HourEntry.objects.visible_to(self.user).waiting_on_partners()
        rows = rows.filter(placement__engagement__organization=self.organization)
        shown = rows.select_related("placement__student__user", "placement__engagement")
        return few(with_version(shown).with_answer().order_by("worked_on", "pk"), HOURS_MOST)

    @property
    def placements(self) -> Any:
        rows = Placement.objects.visible_to(self.user)
        return rows.filter(engagement__organization=self.organization)

    @cached_property
    def applicants(self) -> Few:
        """Longest first."""
        rows = self.placements.waiting_on(Party.PARTNER).for_reading()
        return self.seats(few(rows.order_by("since_at", "pk")))

    def seats(self, found: Few) -> Few:
        return Few([Seat(row, self.reader) for row in found.rows], found.count)

    @cached_property
    def students(self) -> Few:
        """Who is here now, and who comes next; who leaves first comes first."""
        rows = self.placements.filter(status__in=RUNNING).for_reading()
        last = Coalesce("ends_on", "engagement__ends_on")
        return self.seats(few(rows.annotate(last=last).order_by("last", "pk"), 2 * FEW))

    @cached_property
    def load(self) -> Load:
        """What OCCME asks, and who is here, against what it said that it can take."""
        return load_of(self.organization)

    @property
    def placed_now(self) -> int:
        """Seats taken today."""
        return self.load.placed

    @cached_property
    def asked(self) -> list[Ask]:
        """What OCCME asked in the last three months, newest first."""
        rows, today = Organization.objects.filter(pk=self.organization.pk), localdate()
        return asks(rows, today - ASKED_BACK, today)[: 2 * FEW]

    @cached_property
    def ending(self) -> set[int]:
        """Whose seat ends soon, with nobody next."""
        return {*self.placements.leaving_a_gap().values_list("pk", flat=True)}

    @property
    def today(self) -> Any:
        return localdate()

    # What is sent

    def send(self, data: QueryDict, session: Any) -> tuple[str, str]:
        """What is wrong, if anything; else what was done."""
        if "confirm" in data:
            return problem_of(lambda: self.confirm(data, session)), _("Confirmed. Thank you.")
        if "batch" in data:
            return problem_of(lambda: take_back(data.get("batch", ""), self.user)), _("Taken back.")
        if "step" in data or "undo" in data:
            steps = self.chosen(data)
            return steps.send(data), steps.done(data)
        return carried_out(self.own, data)

    def confirm(self, data: QueryDict, session: Any) -> UUID:
        batch = confirm_ticked(data, self.user)
        session["confirmed_batch"] = str(batch)
        return batch

    def chosen(self, data: QueryDict) -> Steps:
        """A promise of this organization; else 404."""
        rows = Occurrence.objects.visible_to(self.user).filter(organization=self.organization)
        number = plain_number(data.get("record", ""))
        return Steps(get_object_or_404(rows.for_reading(), pk=number), self.user)


def page_of(slug: str, user: Any) -> PartnerPage | None:
    """The page of the one that was chosen, or of the only one; None where there is a choice. 404
    for whom it does not concern."""
    if policies.is_staff(user) and slug:
        rows = Organization.objects.visible_to(user).select_related("preferred_language")
        known = rows if slug.isprintable() else rows.none()  # A database holds no others.
        return PartnerPage(get_object_or_404(known, slug=slug), user)
    own = list(own_rows(user))
    if slug or not own:
        own = [row for row in own if row.slug == slug]
        if not own:
            raise Http404
    return PartnerPage(own[0], user) if len(own) == 1 else None

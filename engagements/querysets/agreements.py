"""Questions about agreements, promises, check-ins and money."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from engagements import policies
from engagements.enums import (
    OPEN_VERSIONS,
    SIGNED_VERSIONS,
    CheckInStatus,
    OccurrenceStatus,
    Party,
    VersionStatus,
)

DUE_SOON = timedelta(days=14)
"""How long before its day a promise is called due."""


ENDING_SOON = timedelta(days=60)
"""How long before its end a version is called about to end."""


class AgreementQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.agreements."""
        return self.filter(policies.agreements(user))

    def for_reading(self, user):
        """With the versions that the user may see, newest first, and their last rounds."""
        versions: Any = self.model._meta.get_field("versions").related_model._default_manager  # type: ignore[union-attr]
        shown = versions.visible_to(user).select_related("round").order_by("-number")
        return self.select_related("organization").prefetch_related(Prefetch("versions", shown))


class VersionQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.versions."""
        return self.filter(policies.versions(user))

    def open(self):
        """Those that are being written."""
        return self.filter(status__in=OPEN_VERSIONS)

    def in_force(self, day: date | None = None):
        """Those that hold on a day, today unless told."""
        day = day or localdate()
        not_stopped = Q(stopped_on=None) | Q(stopped_on__gt=day)
        return self.filter(
            not_stopped,
            status__in=(VersionStatus.IN_FORCE, VersionStatus.SUPERSEDED),
            starts_on__lte=day,
            ends_on__gte=day,
        )

    def signed(self):
        """Those that both sides signed, whatever became of them."""
        return self.filter(status__in=SIGNED_VERSIONS)

    def holding_in(self, first: date, last: date):
        """Those of them that held on a day between the two, both included."""
        not_stopped = Q(stopped_on=None) | Q(stopped_on__gt=first)
        return self.signed().filter(not_stopped, starts_on__lte=last, ends_on__gte=first)

    def expired(self, day: date | None = None):
        """Those whose term is over, though nobody ended them."""
        return self.filter(
            status__in=(VersionStatus.IN_FORCE, VersionStatus.SUSPENDED),
            ends_on__lt=day or localdate(),
        )

    def without_next(self):
        """Those after which no other version was begun."""
        later = self.model._default_manager.exclude(status=VersionStatus.DROPPED).filter(
            agreement=OuterRef("agreement"), number__gt=OuterRef("number")
        )
        return self.exclude(Exists(later))

    def to_review(self):
        """Those in force that both sides agreed to look at again, and have not begun anew."""
        dated = self.in_force().exclude(review_months=None).without_next()
        return dated.select_related("agreement").only(
            "starts_on", "ends_on", "review_months", "agreement__organization"
        )

    def running_out(self):
        """Those that end soon, or ended by their days alone, and nothing comes next."""
        soon = self.in_force().filter(ends_on__lte=localdate() + ENDING_SOON)
        over = self.expired()
        return self.filter(Q(pk__in=soon.values("pk")) | Q(pk__in=over.values("pk"))).without_next()

    def waiting_on(self, side: str):
        """Those that one side is to answer, or to sign."""
        unsigned = Q(status__in=(VersionStatus.AGREED, VersionStatus.SIGNED))
        signed = Q(signatures__side=side, signatures__voided_at=None)
        asked = Q(status=VersionStatus.REVIEW, turn=side)
        to_sign = self.filter(unsigned).exclude(pk__in=self.filter(signed).values("pk"))
        return self.filter(asked | Q(pk__in=to_sign.values("pk")))


class OccurrenceQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.occurrences."""
        return self.filter(policies.occurrences(user))

    def live(self):
        """Without what is no longer promised."""
        return self.exclude(status=OccurrenceStatus.DROPPED)

    def held(self):
        """Those of versions that are not suspended."""
        return self.exclude(commitment__version__status=VersionStatus.SUSPENDED)

    def overdue(self):
        """Not reported and not judged, and the day is over."""
        return self.held().filter(status=OccurrenceStatus.OPEN, due_on__lt=localdate())

    def due(self):
        """Their day is today or within DUE_SOON."""
        today = localdate()
        return self.held().filter(
            status=OccurrenceStatus.OPEN, due_on__range=(today, today + DUE_SOON)
        )

    def due_by(self, day: date):
        """Not reported and not judged, and due on the day or before."""
        return self.held().filter(status=OccurrenceStatus.OPEN, due_on__lte=day)

    def not_due_yet(self):
        return self.held().filter(status=OccurrenceStatus.OPEN, due_on__gt=localdate() + DUE_SOON)

    def to_judge(self):
        """The receiver may say how it went: it was reported, or its day has come."""
        has_come = Q(status=OccurrenceStatus.OPEN, due_on__lte=localdate())
        return self.held().filter(has_come | Q(status=OccurrenceStatus.REPORTED))

    def for_reading(self):
        """All that a list, a page or a serializer shows."""
        return self.select_related("organization", "commitment__version__agreement")


class JudgementQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.judgements."""
        return self.filter(policies.judgements(user))

    def standing(self):
        """Those that were not taken back."""
        return self.filter(change__undone_at=None)

    def for_reading(self):
        return self.select_related(
            "change__by", "occurrence__organization", "occurrence__commitment"
        )


class OfVersionQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.of_versions."""
        return self.filter(policies.of_versions(user))


class CheckInQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.check_ins."""
        return self.filter(policies.check_ins(user))

    def with_answers(self):
        """Which sides have answered, and nothing of what they said."""
        sheets: Any = self.model._meta.get_field("sheets").related_model._default_manager  # type: ignore[union-attr]
        of_this = sheets.filter(check_in=OuterRef("pk"))
        return self.annotate(
            staff_answered=Exists(of_this.filter(side=Party.STAFF)),
            partner_answered=Exists(of_this.filter(side=Party.PARTNER)),
        )

    def waiting_on(self, side: str):
        """Those that one side is to answer, or whose change it is to agree to."""
        to_answer = Q(status=CheckInStatus.OPEN, **{f"{side}_answered": False})
        suggested = Q(status=CheckInStatus.ANSWERED) & ~Q(change="") & ~Q(change_side=side)
        return self.with_answers().filter(to_answer | suggested)

    def for_reading(self):
        return self.with_answers().select_related("organization")


class SheetQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.sheets."""
        return self.filter(policies.sheets(user))


class CompensationQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.compensations."""
        return self.filter(policies.compensations(user))

    def unpaid(self):
        return self.filter(paid_on=None)

    def overdue(self):
        return self.unpaid().filter(due_on__lt=localdate())

    def for_reading(self):
        return self.select_related("organization", "engagement")

"""Questions about many rows. Each list anywhere starts with `visible_to(user)`."""

from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from engagements import policies
from engagements.enums import LIVE, SEATED, EngagementStatus, HourKind, HourStatus, PlacementStatus


class StudentQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.students."""
        return self.filter(policies.students(user))


class ClearanceQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.clearances."""
        return self.filter(policies.clearances(user))

    def valid(self, on: date | None = None):
        """Those that hold on a day; today unless told."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on or localdate()))


class EngagementQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.engagements."""
        return self.filter(policies.engagements(user))

    def open(self):
        return self.filter(status=EngagementStatus.OPEN)

    def with_seats(self):
        """Adds `taken`: seats that somebody has; and `left`."""
        seated = Count("placements", filter=Q(placements__status__in=SEATED), distinct=True)
        return self.annotate(taken=seated).annotate(left=F("seats") - F("taken"))


class OfEngagementQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.of_engagements."""
        return self.filter(policies.of_engagements(user))


class PlacementQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.placements."""
        return self.filter(policies.placements(user))

    def live(self):
        return self.filter(status__in=LIVE)

    def seated(self):
        """Those that take a seat."""
        return self.filter(status__in=SEATED)

    def waiting_on(self, party: str):
        return self.filter(waits_on=party)

    def ending_before(self, day: date):
        """Seats that end by a day with nobody next."""
        last = Coalesce("ends_on", "engagement__ends_on")
        running = (PlacementStatus.CONFIRMED, PlacementStatus.ACTIVE)
        rows = self.annotate(last=last).filter(status__in=running, last__lte=day, successor=None)
        return rows.filter(last__gte=localdate())

    def for_reading(self):
        """All that a page or a serializer shows."""
        return self.select_related(
            "engagement__organization", "student__user", "successor__student__user"
        ).prefetch_related("student__languages")

    def with_minutes(self):
        """Adds `given`: the student's minutes; `confirmed`: those of them that are confirmed."""
        hours = self.model._meta.get_field("hours").related_model._default_manager  # type: ignore[union-attr]
        own = hours.filter(placement=OuterRef("pk")).exclude(kind=HourKind.SUPERVISION)
        total = own.order_by().values("placement").annotate(sum=Sum("minutes")).values("sum")
        sure = total.filter(status=HourStatus.CONFIRMED)
        return self.annotate(
            given=Coalesce(Subquery(total), 0), confirmed=Coalesce(Subquery(sure), 0)
        )


class HourQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.hours."""
        return self.filter(policies.hours(user))

    def of_students(self):
        return self.exclude(kind=HourKind.SUPERVISION)

    def to_confirm(self):
        """Those that wait on the partner."""
        return self.of_students().filter(status__in=(HourStatus.LOGGED, HourStatus.CORRECTED))

    def minutes(self) -> int:
        return self.aggregate(sum=Sum("minutes"))["sum"] or 0


class ReflectionQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.reflections."""
        return self.filter(policies.reflections(user))


class StatusChangeQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.changes."""
        return self.filter(policies.changes(user))

    def standing(self):
        """Steps that were not undone."""
        return self.filter(undone_at=None)

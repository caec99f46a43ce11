"""Questions about engagements, placements, hours and what goes with them."""

from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.functions import Coalesce, Now
from django.utils.timezone import localdate, now

from engagements import policies
from engagements.enums import (
    LIVE,
    RUNNING,
    SEATED,
    TO_CONFIRM,
    WITH_PARTNER,
    EngagementStatus,
    HourKind,
    HourStatus,
    Moment,
    PlacementStatus,
)
from engagements.linked import taker
from partners.enums import PriorityStatus
from partners.geography import Point, box_around, chord_of_meters
from partners.models import Location, Organization, Priority

NOTICE = timedelta(days=30)
"""How long before its last day a seat that nobody takes next is pointed at."""


HELD = (EngagementStatus.OPEN, EngagementStatus.RUNNING, EngagementStatus.COMPLETED)
"""Engagements that the partner said yes to, and that were not cancelled."""

TOOK_PART = (PlacementStatus.ACTIVE, PlacementStatus.COMPLETED)
"""Placements that began, and were not withdrawn from."""

READYING = (HourKind.PREPARATION, HourKind.TRAINING)
"""Hours that prepare for the work."""


class StudentQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.students."""
        return self.filter(policies.students(user))


class ClearanceQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.clearances."""
        return self.filter(policies.clearances(user))

    def valid(self, on: date | OuterRef | None = None):
        """Those that hold on a day; today unless told."""
        return self.filter(Q(valid_until=None) | Q(valid_until__gte=on or localdate()))


class EngagementQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.engagements."""
        return self.filter(policies.engagements(user))

    def open(self):
        return self.filter(status=EngagementStatus.OPEN)

    def held_in(self, first: date, last: date):
        """Those that were open, running or completed, with a day between the two, both included."""
        return self.filter(status__in=HELD, starts_on__lte=last, ends_on__gte=first)

    def waiting_on_staff(self):
        """Drafts that a student proposed, and those that the partner sent back."""
        last = self.steps_that_stand().filter(engagement=OuterRef("pk")).order_by("-at", "-pk")
        drafts: Any = self.filter(status=EngagementStatus.DRAFT)
        drafts = drafts.annotate(last_step=Subquery(last.values("step")[:1]))
        return drafts.filter(~Q(proposed_by=None) | Q(last_step="send_back"))

    def steps_that_stand(self) -> Any:
        """Of any engagement."""
        field = self.model._meta.get_field("changes")
        return field.related_model._default_manager.standing()  # type: ignore[union-attr]

    def opened_after(self, moment):
        """Those that the partner's yes opened since."""
        yes = self.steps_that_stand().filter(
            engagement=OuterRef("pk"), after=EngagementStatus.OPEN, at__gt=moment
        )
        return self.filter(Exists(yes))

    def with_opening(self):
        """Adds `opened_at`, when the partner's yes opened it, or else when it was first written; and
        `changed_at`, when it was last written."""
        own: dict[str, Any] = {"engagement": OuterRef("pk"), "after": EngagementStatus.OPEN}
        yes = self.steps_that_stand().filter(**own).order_by("-at").values("at")
        model: Any = self.model
        lines = model.history.filter(id=OuterRef("pk")).order_by("history_date")
        days = lines.values("history_date")
        return self.annotate(
            opened_at=Coalesce(Subquery(yes[:1]), Subquery(days[:1]), Now()),
            changed_at=Coalesce(Subquery(days.reverse()[:1]), Now()),
        )

    def near(self, point: Point, *, user, within_m: int | None = None):
        """Adds `chord`, the squared chord to the place, or to the nearest of the organization where
        no place is named; only places that the user may see count."""
        places = Location.objects.visible_to(user).with_chord(point)
        if within_m is not None:
            places = places.within(box_around(point, within_m))
            places = places.filter(chord__lte=chord_of_meters(within_m))
        least = Func(F("chord"), function="MIN")
        own = places.filter(pk=OuterRef("location")).order_by().values("chord")[:1]
        any_of = places.filter(organization=OuterRef("organization")).order_by().values(least=least)
        chord = Case(When(location=None, then=Subquery(any_of)), default=Subquery(own))
        return self.annotate(chord=chord).exclude(chord=None)

    def with_standing(self, user):
        """Adds what the usual order looks at: `has_room`, whether the partner has free capacity, and
        `waits_since`, the day on which the priority was stated that it answers and that still waits;
        both only where the user may read them."""
        room = Organization.objects.profile_visible_to(user).accepting_students()
        waiting = Priority.objects.visible_to(user).filter(
            pk=OuterRef("priority"),
            status__in=(PriorityStatus.OPEN, PriorityStatus.BEING_ANSWERED),
        )
        return self.annotate(
            has_room=Exists(room.filter(pk=OuterRef("organization"))),
            waits_since=Subquery(waiting.values("stated_on")[:1]),
        )

    def for_reading(self, user):
        """All that a list, a page or a serializer shows, in a fixed number of queries."""
        shown = self.with_seats().with_standing(user)
        organizations = Organization.objects.all().for_reading(user)
        priorities = Priority.objects.visible_to(user).select_related("focus_area")
        places = Location.objects.visible_to(user).with_neighborhood()
        return shown.prefetch_related(
            "slots",
            "languages",
            "prerequisites",
            Prefetch("organization", organizations),
            Prefetch("priority", priorities),
            Prefetch("location", places),
        )

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

    def taking_part_in(self, first: date, last: date):
        """Those that began and were not withdrawn from, with a day between the two, both included;
        the days are the placement's own, or else the engagement's."""
        starts, ends = Q(starts_on=None), Q(ends_on=None)
        begins = Q(starts_on__lte=last) | starts & Q(engagement__starts_on__lte=last)
        stops = Q(ends_on__gte=first) | ends & Q(engagement__ends_on__gte=first)
        return self.filter(begins, stops, status__in=TOOK_PART)

    def with_learning(self):
        """Adds `prepared`: hours of preparation or training, or an answer to a question asked before
        the first day; `reflected`: an answer to a question asked during or after, or hours of
        reflection."""
        of_this = {"placement": OuterRef("pk")}
        related = self.model._meta.get_field
        hours: Any = related("hours").related_model._default_manager.filter(**of_this)  # type: ignore[union-attr]
        texts: Any = related("reflections").related_model._default_manager.filter(**of_this)  # type: ignore[union-attr]
        before = Q(prompt__moment=Moment.BEFORE)
        return self.annotate(
            prepared=ExpressionWrapper(
                Exists(hours.filter(kind__in=READYING)) | Exists(texts.filter(before)),
                BooleanField(),
            ),
            reflected=ExpressionWrapper(
                Exists(hours.filter(kind=HourKind.REFLECTION)) | Exists(texts.exclude(before)),
                BooleanField(),
            ),
        )

    def waiting_on(self, party: str):
        return self.filter(waits_on=party)

    def leaving_a_gap(self):
        """Seats that end within NOTICE with nobody next."""
        today = localdate()
        last = Coalesce("ends_on", "engagement__ends_on")
        return self.annotate(last=last).filter(
            status__in=RUNNING, last__range=(today, today + NOTICE), successor=None
        )

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
        return self.of_students().filter(status__in=TO_CONFIRM)

    def waiting_on_partners(self):
        """Those of them whose student has a seat: what the partner can answer."""
        return self.to_confirm().filter(placement__status__in=SEATED)

    def with_answer(self):
        """Adds `answer`: what the student said when they corrected it."""
        changes: Any = self.model._meta.get_field("changes").related_model._default_manager  # type: ignore[union-attr]
        mine = changes.standing().filter(hours=OuterRef("pk"), step="correct")
        return self.annotate(answer=Subquery(mine.values("reason")[:1]))

    def minutes(self) -> int:
        return self.aggregate(sum=Sum("minutes"))["sum"] or 0


class ReflectionQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.reflections."""
        return self.filter(policies.reflections(user))

    def shared_with_partner(self):
        """Those that the partner reads, of students who have a seat."""
        return self.filter(sharing__in=WITH_PARTNER, placement__status__in=SEATED)

    def with_side(self, user):
        """Adds `is_of_side`: the reader may see the placement too, and so whose words these are."""
        placements: Any = self.model._meta.get_field("placement").related_model._default_manager  # type: ignore[union-attr]
        seen = placements.visible_to(user).filter(pk=OuterRef("placement"))
        return self.annotate(is_of_side=Exists(seen))


class StatusChangeQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.changes."""
        return self.filter(policies.changes(user))

    def standing(self):
        """Steps that were not undone."""
        return self.filter(undone_at=None)

    def taken_by(self, actor):
        """By a user, or through a keyed link."""
        return self.filter(**taker(actor))


class SavedSearchQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.saved_searches."""
        return self.filter(policies.saved_searches(user))


class KeyedLinkQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.links."""
        return self.filter(policies.links(user))

    def working(self):
        """Those that open something: not expired, not ended, and the contact and the organization
        are still there, at the address that it was sent to."""
        is_there = Q(contact__until=None) | Q(contact__until__gt=localdate())
        return self.filter(
            is_there,
            ended_at=None,
            expires_at__gt=now(),
            organization__closed_on=None,
            contact__email=F("address"),
        )

    def with_works(self):
        """Adds `works`, of many in one query."""
        working = type(self)(self.model).working()
        return self.annotate(works=Exists(working.filter(pk=OuterRef("pk"))))


class CalendarFeedQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.calendar_feeds."""
        return self.filter(policies.calendar_feeds(user))

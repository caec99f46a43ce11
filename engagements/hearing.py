"""When OCCME last heard from organizations, against how often each of them wishes to.

Heard from is an organization on the day of a contact that staff noted and that was not struck out,
of a step that one of its people took for it, or of one that was taken through a keyed link. Mail to
them is not, nor is what staff do on their behalf: the call before it is noted.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import (
    DateField,
    DurationField,
    ExpressionWrapper,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Greatest, NullIf, TruncDate
from django.utils.timezone import localdate

from engagements.models import StatusChange
from engagements.reach import quiet
from partners.enums import Stage
from partners.models import Interaction, Membership, Organization

USUAL_WEEKS = 13
"""Where it has not said how often it wishes to hear from us: each quarter."""

NEVER = date(1900, 1, 1)
PATHS = (
    "engagement__organization",
    "placement__engagement__organization",
    "hours__placement__engagement__organization",
    "version__agreement__organization",
    "occurrence__organization",
    "check_in__organization",
)
"""From a step to the organization whose record it is of."""


def newest(rows: QuerySet, group: str, day: Any) -> Coalesce:
    """The last day of rows, as one value; NEVER without any."""
    found = rows.order_by().values(group).annotate(newest=Max(day)).values("newest")
    return Coalesce(Subquery(found, output_field=DateField()), Value(NEVER, DateField()))


def steps_of_members() -> QuerySet:
    """Of the organization's own people, on its records."""
    members = Membership.objects.filter(organization=OuterRef(OuterRef("pk")))
    of_its_own = Q()
    for path in PATHS:
        of_its_own |= Q(**{path: OuterRef("pk")})
    return StatusChange.objects.standing().filter(of_its_own, by__in=members.values("user"))


def with_last_heard(organizations: Any) -> Any:
    """Adds `last_heard_on`, empty where OCCME never heard from it."""
    contacts = Interaction.objects.standing().filter(organization=OuterRef("pk"))
    linked = StatusChange.objects.standing().filter(link__organization=OuterRef("pk"))
    last = Greatest(
        newest(contacts, "organization", "happened_on"),
        newest(linked, "link__organization", TruncDate("at")),
        newest(steps_of_members().annotate(one=Value(1)), "one", TruncDate("at")),
    )
    return organizations.annotate(last_heard_on=NullIf(last, Value(NEVER, DateField())))


def not_heard_from(user: Any, on: date | None = None) -> Any:
    """Active partners that were not heard from for longer than they wish, or ever; but those that
    want quiet now. Adds `last_heard_on`, and `due_since`, the day on which it was time; those not
    heard from ever come first, then who waits longest."""
    weeks = Coalesce(Cast("contact_every_weeks", IntegerField()), Value(USUAL_WEEKS))
    rhythm = ExpressionWrapper(weeks * Value(timedelta(weeks=1)), DurationField())
    rows = Organization.objects.visible_to(user).still_open().filter(stage=Stage.ACTIVE)
    rows = with_last_heard(rows.exclude(pk__in=Organization.objects.filter(quiet()).values("pk")))
    due = Cast(ExpressionWrapper(F("last_heard_on") + rhythm, DateField()), DateField())
    waiting = rows.annotate(due_since=due).filter(
        Q(due_since=None) | Q(due_since__lte=on or localdate())
    )
    return waiting.order_by(F("due_since").asc(nulls_first=True), "sort_name", "pk")

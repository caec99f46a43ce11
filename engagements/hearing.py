"""When OCCME last heard from organizations, against how often each of them wishes to.

Heard from is an organization on the day of a contact that staff noted and that was not struck out,
of a step that one of its people took for it, or of one that was taken through a keyed link. Mail to
them is not, nor is what staff do on their behalf: the call before it is noted.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, DateField, F, Max, Value, When
from django.utils.timezone import localdate, localtime

from engagements.models import StatusChange
from engagements.reach import quiet
from partners.enums import Stage
from partners.models import Interaction, Membership, Organization

USUAL_WEEKS = 13
"""Where it has not said how often it wishes to hear from us: each quarter."""

PATHS = (
    "engagement__organization",
    "placement__engagement__organization",
    "hours__placement__engagement__organization",
    "version__agreement__organization",
    "occurrence__organization",
    "check_in__organization",
)
"""From a step to the organization whose record it is of."""


def last_heard(organizations: Any) -> dict[int, date]:
    """By organization, the last day on which we heard from it; in four queries for any number."""
    last: dict[int, date] = {}
    for organization, day in days(organizations):
        last[organization] = max(day, last.get(organization, day))
    return last


def days(organizations: Any) -> Iterator[tuple[int, date]]:
    """Organizations with a day on which each was heard from; its last day is among them."""
    contacts = Interaction.objects.standing().filter(organization__in=organizations).order_by()
    yield from contacts.values_list("organization").annotate(Max("happened_on"))
    steps = StatusChange.objects.standing().order_by()
    linked = steps.filter(link__organization__in=organizations)
    for organization, at in linked.values_list("link__organization").annotate(Max("at")):
        yield organization, localtime(at).date()
    members = Membership.objects.filter(organization__in=organizations)
    theirs = {*members.values_list("user", "organization")}
    by_members = steps.filter(by__in=members.values("user"))
    for user, *paths, at in by_members.values_list("by", *PATHS).annotate(Max("at")):
        for organization in filter(None, paths):
            if (user, organization) in theirs:
                yield organization, localtime(at).date()


def not_heard_from(user: Any, on: date | None = None) -> Any:
    """Active partners that were not heard from for longer than they wish, or ever; but those that
    want quiet now. Adds `last_heard_on`, and `due_since`, the day on which it was time; those not
    heard from ever come first, then who waits longest."""
    rows = Organization.objects.visible_to(user).still_open().filter(stage=Stage.ACTIVE)
    rows = rows.exclude(pk__in=Organization.objects.filter(quiet()).values("pk"))
    heard, on = last_heard(rows.values("pk")), on or localdate()
    due = {
        pk: heard[pk] + timedelta(weeks=weeks or USUAL_WEEKS) if pk in heard else None
        for pk, weeks in rows.values_list("pk", "contact_every_weeks")
    }
    late = {pk: day for pk, day in due.items() if day is None or day <= on}
    waiting = Organization.objects.among(sorted(late)).annotate(
        last_heard_on=by_row({pk: heard[pk] for pk in late if pk in heard}),
        due_since=by_row({pk: day for pk, day in late.items() if day}),
    )
    return waiting.order_by(F("due_since").asc(nulls_first=True), "sort_name", "pk")


def by_row(values: dict[int, date]) -> Case:
    """The day of each row, by primary key; nothing for the others."""
    whens = (When(pk=pk, then=Value(day, DateField())) for pk, day in values.items())
    return Case(*whens, output_field=DateField())

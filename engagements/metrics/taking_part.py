"""Who took part in what, and what was done before and after."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from engagements.enums import Basis, HourStatus
from engagements.metrics.periods import Period
from engagements.models import Engagement, HourEntry, Placement, StudentProfile

Class = tuple[str, int | None]
"""A program and a class year, where that is noted."""


ANY = ""
"""Any part of the curriculum."""


def students(*, period: Period) -> dict[tuple[Class, str], int]:
    """Students with a placement that began and was not withdrawn from (active or completed), with a
    day in the period: the placement's own days, or else the engagement's. By class and part of the
    curriculum; in ANY, who took part in two counts once. A student is in one class, so that classes
    add up. Excluded: seats that are confirmed and did not begin."""
    rows = Placement.objects.taking_part_in(*period.days).order_by()
    fields = ("student__program", "student__class_year")
    number = Count("student", distinct=True)
    found: dict[tuple[Class, str], int] = {}
    for program, year, n in rows.values(*fields).annotate(n=number).values_list(*fields, "n"):
        found[(program, year), ANY] = n
    by_part = (*fields, "engagement__curricular")
    for program, year, part, n in (
        rows.values(*by_part).annotate(n=number).values_list(*by_part, "n")
    ):
        found[(program, year), part] = n
    return found


Learning = dict[tuple[str, bool, bool], int]
"""Placements by part of the curriculum, whether prepared, and whether reflected on."""


def learning(*, period: Period) -> Learning:
    """The placements of those students, and what was done before and after: see
    PlacementQuerySet.with_learning."""
    rows = Placement.objects.taking_part_in(*period.days).with_learning().order_by()
    fields = ("engagement__curricular", "prepared", "reflected")
    counted = rows.values(*fields).annotate(number=Count("pk"))
    return {tuple(key): number for *key, number in counted.values_list(*fields, "number")}


def students_known() -> dict[Class, int]:
    """Students with a profile as of today, by program and class year; they need not have applied
    for anything. This is not the size of a class: nobody has to make a profile."""
    rows = StudentProfile.objects.order_by().values("program", "class_year")
    counted = rows.annotate(number=Count("pk"))
    return {(row["program"], row["class_year"]): row["number"] for row in counted}


@dataclass(frozen=True)
class Offers:
    """Engagements; `answering`: those that name a priority which the partner stated."""

    number: int = 0
    answering: int = 0


def offers(*, period: Period) -> dict[tuple[str, str], Offers]:
    """Engagements that the partner said yes to and that were not cancelled, with a day in the
    period, by kind and part of the curriculum."""
    rows = Engagement.objects.held_in(*period.days).order_by().values("kind", "curricular")
    counted = rows.annotate(number=Count("pk"), answering=Count("priority"))
    return {
        (row["kind"], row["curricular"]): Offers(row["number"], row["answering"]) for row in counted
    }


@dataclass(frozen=True)
class Minutes:
    """`estimated` and `confirmed` are parts of `given`."""

    given: int = 0
    estimated: int = 0
    confirmed: int = 0


def minutes(hours: Any) -> Minutes:
    """Sums over entries of hours: all, those marked as estimates, those that the partner
    confirmed. Of nothing they are 0."""
    sums = hours.order_by().aggregate(**parts_of_minutes())
    return Minutes(**{name: value or 0 for name, value in sums.items()})


def minutes_by_kind(*, period: Period) -> dict[str, Minutes]:
    """`minutes` logged for days in the period, by kind; also of students who withdrew later."""
    rows = HourEntry.objects.filter(worked_on__range=period.days).order_by().values("kind")
    parts = parts_of_minutes()
    return {
        kind: Minutes(*(value or 0 for value in values))
        for kind, *values in rows.annotate(**parts).values_list("kind", *parts)
    }


def students_with_hours(*, period: Period) -> dict[tuple[str, bool], set[int]]:
    """The students whose hours those are, by kind and whether the partner confirmed them."""
    rows = HourEntry.objects.filter(worked_on__range=period.days).order_by()
    found: dict[tuple[str, bool], set[int]] = {}
    asked = rows.values_list("kind", "status", "placement__student").distinct()
    for kind, status, student in asked:
        found.setdefault((kind, status == HourStatus.CONFIRMED), set()).add(student)
    return found


def parts_of_minutes() -> dict[str, Sum]:
    return {
        "given": Sum("minutes"),
        "estimated": Sum("minutes", filter=Q(basis=Basis.ESTIMATE)),
        "confirmed": Sum("minutes", filter=Q(status=HourStatus.CONFIRMED)),
    }

"""Who took part in what, and what was done before and after."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Count, Q, Sum

from engagements.enums import Basis, HourStatus
from engagements.metrics.periods import Period
from engagements.models import Engagement, HourEntry, Placement, StudentProfile

Class = tuple[str, int | None]
"""A program and a class year, where that is noted."""


class Seat(NamedTuple):
    """A placement that counts as taking part."""

    student: int
    program: str
    class_year: int | None
    curricular: str
    prepared: bool
    reflected: bool

    @property
    def of_class(self) -> Class:
        return self.program, self.class_year


def seats(*, period: Period) -> list[Seat]:
    """Placements that began and were not withdrawn from (active or completed), with a day in the
    period: the placement's own days, or else the engagement's. Excluded: seats that are confirmed
    and did not begin. `prepared`, `reflected`: see PlacementQuerySet.with_learning."""
    rows = Placement.objects.taking_part_in(*period.days).with_learning().order_by()
    return [
        Seat(*values)
        for values in rows.values_list(
            "student",
            "student__program",
            "student__class_year",
            "engagement__curricular",
            "prepared",
            "reflected",
        )
    ]


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


def parts_of_minutes() -> dict[str, Sum]:
    return {
        "given": Sum("minutes"),
        "estimated": Sum("minutes", filter=Q(basis=Basis.ESTIMATE)),
        "confirmed": Sum("minutes", filter=Q(status=HourStatus.CONFIRMED)),
    }

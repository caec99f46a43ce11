"""Which version of the data this is, and since when.

Triggers of the database note each change in the transaction that makes it, whatever makes it. The
version is the sum of all weights: rows are only added, so every commit makes it grow, and two states
of the data never have the same. The highest id would not do: of two transactions at once, the one
with the smaller id may be committed later, and would change nothing. Weights are random, so that
neither what was rolled back nor a backup that was restored comes to a sum that was seen before.

Whoever computes something reads the version first. What is committed in between is then kept under
the older version, for which nobody asks any more; never the other way round.
"""

from collections.abc import Iterable
from datetime import datetime
from secrets import randbelow
from typing import NamedTuple

from django.db import models, transaction
from django.db.models import Max, Sum
from django.utils.timezone import now


class Topic(models.TextChoices):
    """What a change is of. What open data shows is in the figures, too."""

    PUBLIC = "public"
    FIGURES = "figures"


PARTS = {Topic.PUBLIC: (Topic.PUBLIC,), Topic.FIGURES: (Topic.PUBLIC, Topic.FIGURES)}


class Version(NamedTuple):
    number: int
    changed_at: datetime | None
    """When the last change was written, by the database's clock; it may be committed later."""


class Change(models.Model):
    """Written by triggers (see triggers.py)."""

    topic = models.CharField(max_length=10, choices=Topic.choices, editable=False)
    weight = models.BigIntegerField(editable=False)
    at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.topic} {self.at}"


def version(topic: str) -> Version:
    """Read it before the data."""
    rows = Change.objects.filter(topic__in=PARTS[Topic(topic)])
    found = rows.aggregate(number=Sum("weight"), changed_at=Max("at"))
    return Version(int(found["number"] or 0), found["changed_at"])


def note(topic: str) -> None:
    """Of what is written beside the tables that have triggers."""
    Change.objects.create(topic=topic, weight=1 + randbelow(2**31), at=now())


@transaction.atomic
def compact() -> None:
    """Puts the sum of each topic in the place of its rows. Writers go on: they only add rows, and
    those that are not committed yet are left alone. Of two at once the second finds nothing left."""
    rows = list(Change.objects.select_for_update())
    Change.objects.filter(pk__in=[row.pk for row in rows]).delete()
    Change.objects.bulk_create(summed(rows))


def summed(rows: Iterable[Change]) -> list[Change]:
    sums: dict[str, Change] = {}
    for row in rows:
        one = sums.setdefault(row.topic, Change(topic=row.topic, weight=0, at=row.at))
        one.weight += row.weight
        one.at = max(one.at, row.at)
    return list(sums.values())

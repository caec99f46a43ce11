"""Sums of hours, kept by the database itself (see engagements/totals.py)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from engagements.enums import HourKind
from engagements.models.placements import Placement


class HourTotal(models.Model):
    """All hours of a placement that are of one kind, in one half of an academic year, which begins
    on July 1 or January 1: every period that figures are for consists of such halves.

    Triggers write it in the transaction that changes the hours. There is no row without entries.
    """

    placement = models.ForeignKey(
        Placement, on_delete=models.CASCADE, related_name="hour_totals", db_index=False
    )
    begins_on = models.DateField(editable=False)
    kind = models.CharField(max_length=12, choices=HourKind.choices, editable=False)
    is_confirmed = models.BooleanField(editable=False)
    is_estimate = models.BooleanField(editable=False)
    minutes = models.IntegerField(editable=False)
    entries = models.IntegerField(editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("sum of hours")
        verbose_name_plural = _("sums of hours")
        indexes = [
            # All that sums over a time look at, with what they are joined by.
            models.Index(
                fields=[
                    *("begins_on", "kind", "is_confirmed", "is_estimate"),
                    *("placement", "minutes", "entries"),
                ],
                name="hour_totals_by_half",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "begins_on", "kind", "is_confirmed", "is_estimate"],
                name="one_sum_of_hours_of_each_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.begins_on}: {self.minutes}"

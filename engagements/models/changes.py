"""Each step that was taken: who, when, from what to what, why, and through what."""

from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.enums import Through
from engagements.models.agreements import AgreementVersion
from engagements.models.checkins import CheckIn
from engagements.models.commitments import Occurrence
from engagements.models.engagement import Engagement
from engagements.models.hours import HourEntry
from engagements.models.links import KeyedLink
from engagements.models.placements import Placement
from engagements.querysets import StatusChangeQuerySet
from occme.accounts.models import User

Actor = User | KeyedLink
"""Who takes a step: somebody with an account, or whoever holds a link."""

SUBJECTS = ("engagement", "placement", "hours", "version", "occurrence", "check_in")


def only(name: str) -> Q:
    return Q(**{f"{one}__isnull": one != name for one in SUBJECTS})


class StatusChange(models.Model):
    """Written with the step, and never changed; a step that was undone says so. Taken by somebody
    with an account, or by whoever held a link."""

    engagement = models.ForeignKey(
        Engagement, on_delete=models.CASCADE, related_name="changes", null=True, blank=True
    )
    placement = models.ForeignKey(
        Placement, on_delete=models.CASCADE, related_name="changes", null=True, blank=True
    )
    hours = models.ForeignKey(
        HourEntry, on_delete=models.CASCADE, related_name="changes", null=True, blank=True
    )
    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="changes", null=True, blank=True
    )
    occurrence = models.ForeignKey(
        Occurrence, on_delete=models.PROTECT, related_name="changes", null=True, blank=True
    )
    check_in = models.ForeignKey(
        CheckIn, on_delete=models.PROTECT, related_name="changes", null=True, blank=True
    )
    step = models.CharField(_("step"), max_length=20)
    before = models.CharField(_("from"), max_length=20)
    after = models.CharField(_("to"), max_length=20)
    waited_on = models.CharField(_("waited on"), max_length=10, blank=True)
    reason = models.CharField(_("why"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="steps_taken",
        null=True,
        blank=True,
    )
    link = models.ForeignKey(
        KeyedLink, on_delete=models.PROTECT, related_name="steps_taken", null=True, blank=True
    )
    through = models.CharField(_("through"), max_length=10, choices=Through.choices)
    at = models.DateTimeField(_("when"), default=timezone.now)
    batch = models.UUIDField(null=True, blank=True, editable=False)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = StatusChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        constraints = [
            models.CheckConstraint(
                condition=reduce(or_, map(only, SUBJECTS)),
                name="a_step_is_of_one_record",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=False, link=None) | Q(by=None, link__isnull=False),
                name="a_step_is_taken_by_one",
            ),
        ]
        indexes = [
            models.Index(fields=["batch"], name="step_of_batch", condition=~Q(batch=None)),
            # Asks of a period, of all organizations.
            models.Index(fields=["step", "at"], name="step_by_name_and_time"),
        ]

    def __str__(self) -> str:
        return f"{self.step}: {self.before} → {self.after}"

    def is_by(self, actor: Any) -> bool:
        """Whether it was this person's; a link is not a person of the same number."""
        taker = self.link_id if isinstance(actor, KeyedLink) else self.by_id
        return taker is not None and taker == actor.pk

"""One student's seat."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.enums import LIVE, RUNNING, SEATED, Party, PlacementStatus
from engagements.models.engagement import Engagement, far_days
from engagements.models.students import StudentProfile
from engagements.querysets import NOTICE, PlacementQuerySet
from occme.accounts.validators import no_identity_numbers, plain_text
from occme.keeping import History
from partners.folding import FoldedTextField
from partners.models.records import Record

STATEMENT_MOST = 2_000


class Placement(Record):
    """From the application to the last day. `status` and `waits_on` are set by steps alone.

    `conflict_note` and `support_note` are for OCCME's staff and nobody else but the student.
    """

    engagement = models.ForeignKey(Engagement, on_delete=models.PROTECT, related_name="placements")
    student = models.ForeignKey(StudentProfile, on_delete=models.PROTECT, related_name="placements")
    rank = models.PositiveSmallIntegerField(
        _("your choice"), default=1, help_text=_("1 is the one you would like best.")
    )
    statement = models.TextField(
        _("why this one"),
        max_length=STATEMENT_MOST,
        blank=True,
        validators=[plain_text, no_identity_numbers],
        help_text=_("The partner reads it."),
    )
    conflict_note = models.TextField(
        _("conflict of interest"),
        max_length=STATEMENT_MOST,
        blank=True,
        validators=[plain_text, no_identity_numbers],
        help_text=_("Only OCCME’s staff read it."),
    )
    support_note = models.TextField(
        _("what you need to take part"),
        max_length=STATEMENT_MOST,
        blank=True,
        validators=[plain_text, no_identity_numbers],
        help_text=_("Only OCCME’s staff read it. No medical details, please."),
    )
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=PlacementStatus.choices,
        default=PlacementStatus.APPLIED,
        editable=False,
    )
    waits_on = models.CharField(
        _("waits on"),
        max_length=10,
        choices=Party.choices,
        default=Party.PARTNER,
        blank=True,
        editable=False,
    )
    since_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    starts_on = models.DateField(_("starts on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        verbose_name=_("who comes next"),
        on_delete=models.SET_NULL,
        related_name="predecessors",
        null=True,
        blank=True,
    )
    handover_note = models.TextField(
        _("handover"),
        max_length=STATEMENT_MOST,
        blank=True,
        validators=[plain_text, no_identity_numbers],
    )
    search_text = FoldedTextField(sources=["statement", "handover_note"])
    history = History(excluded_fields=["search_text"])

    objects = PlacementQuerySet.as_manager()

    TOLD_AT = {
        "one_live_placement_of_a_student_in_an_engagement": "engagement",
        "a_placement_ends_after_it_starts": "ends_on",
    }

    class Meta:
        ordering = ["-since_at", "-pk"]
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        indexes = [
            models.Index(fields=["engagement", "status"], name="placement_of_engagement"),
            models.Index(fields=["student", "status"], name="placement_of_student"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["engagement", "student"],
                condition=Q(status__in=LIVE),
                name="one_live_placement_of_a_student_in_an_engagement",
                violation_error_message=_("You have applied for this one already."),
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="a_placement_ends_after_it_starts",
                violation_error_message=_("It ends on or after the day it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.student} · {self.engagement}"

    def get_absolute_url(self) -> str:
        return reverse("placement_detail", args=[self.pk])

    def clean(self) -> None:
        if problems := far_days(self):
            raise ValidationError(problems)
        held = self.successor
        if held and (held.pk == self.pk or held.organization_id != self.organization_id):
            sentence = _("It takes another placement with the same organization.")
            raise ValidationError({"successor": sentence})

    @property
    def organization_id(self) -> int:
        return self.engagement.organization_id

    @property
    def first_day(self):
        return self.starts_on or self.engagement.starts_on

    @property
    def last_day(self):
        return self.ends_on or self.engagement.ends_on

    @property
    def leaves_a_gap(self) -> bool:
        """As `leaving_a_gap` of the queryset, for one that is read already."""
        today = localdate()
        is_near = today <= self.last_day <= today + NOTICE
        return is_near and self.status in RUNNING and self.successor_id is None

    def moved(self, change: Any, waits_on: str) -> None:
        """What a step changes besides the status."""
        self.waits_on, self.since_at = waits_on, timezone.now()

    @property
    def has_seat(self) -> bool:
        return self.status in SEATED

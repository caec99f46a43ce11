"""Promises of a signed agreement, each time that they are due, and what became of them."""

from typing import Any

from django.core.validators import URLValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from engagements.enums import (
    VERDICTS,
    CommitmentKind,
    Maker,
    OccurrenceStatus,
    Party,
    Rhythm,
    VersionStatus,
)
from engagements.models.acts import Revised, other_side, side_field
from engagements.models.agreements import AgreementVersion
from engagements.models.wordings import CommitmentWords
from engagements.querysets import JudgementQuerySet, OccurrenceQuerySet
from engagements.querysets.agreements import DUE_SOON
from engagements.terms import PROMISE_MOST, UNIT_MOST
from occme.accounts.validators import no_identity_numbers, plain_text
from partners.models import Organization

WEB = URLValidator(schemes=["http", "https"])


class Commitment(models.Model):
    """A promise of a version that both sides signed. It never changes: the next version may."""

    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="commitments"
    )
    key = models.CharField(max_length=12, editable=False)
    position = models.PositiveSmallIntegerField(editable=False)
    made_by = models.CharField(_("made by"), max_length=10, choices=Maker.choices)
    text = models.CharField(_("promise"), max_length=PROMISE_MOST, validators=[plain_text])
    kind = models.CharField(_("kind"), max_length=12, choices=CommitmentKind.choices)
    quantity = models.DecimalField(
        _("how many"), max_digits=11, decimal_places=2, null=True, blank=True
    )
    unit = models.CharField(_("of what"), max_length=UNIT_MOST, blank=True, validators=[plain_text])
    due_on = models.DateField(_("due on"), null=True, blank=True)
    every = models.CharField(
        _("how often"), max_length=12, choices=Rhythm.choices, default=Rhythm.ONCE
    )
    carried_from = models.ForeignKey(
        "self",
        verbose_name=_("carried over from"),
        on_delete=models.PROTECT,
        related_name="carried_to",
        null=True,
        blank=True,
    )

    class Meta:
        ordering = ["version", "position"]
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="a_promise_is_made_once"),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args, **kwargs) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            CommitmentWords(commitment=self).save()


class Occurrence(Revised):
    """A promise on one of its days: given by one side, judged by the other. What both promise
    together is there twice, once for each giver."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="occurrences")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="occurrences"
    )
    giver = side_field()
    due_on = models.DateField(_("due on"))
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=OccurrenceStatus.choices,
        default=OccurrenceStatus.OPEN,
        editable=False,
    )
    report_note = models.CharField(
        _("what was done"),
        max_length=500,
        blank=True,
        editable=False,
        validators=[plain_text, no_identity_numbers],
    )
    report_evidence = models.URLField(_("evidence"), blank=True, editable=False)
    reported_on = models.DateField(_("reported on"), null=True, editable=False)
    judged_on = models.DateField(_("judged on"), null=True, editable=False)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("promise, each time")
        verbose_name_plural = _("promises, each time")
        indexes = [
            models.Index(fields=["status", "due_on", "id"], name="occurrence_by_status"),
            models.Index(fields=["organization", "status", "due_on"], name="occurrence_of_partner"),
            models.Index(fields=["due_on", "id"], name="occurrence_by_day"),
            models.Index(fields=["due_on", "giver", "status"], name="occurrence_by_day_and_side"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "giver", "due_on"], name="a_promise_is_due_once_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(status__in=VERDICTS, judged_on__isnull=False)
                | ~Q(status__in=VERDICTS) & Q(judged_on=None),
                name="what_was_judged_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commitment}: {self.due_on}"

    def get_absolute_url(self) -> str:
        return reverse("occurrence_detail", args=[self.pk])

    def moved(self, change: Any, waits_on: str) -> None:
        """What each step changes besides the status."""
        if self.status == OccurrenceStatus.OPEN:
            self.report_note = self.report_evidence = ""
            self.reported_on = None
        last = self.last_judgement()
        self.judged_on = (last.given_on if last else localdate()) if self.is_judged else None
        self.revise(change.by)

    @property
    def receiver(self) -> Party:
        """Who judges it."""
        return other_side(self.giver)

    @property
    def is_judged(self) -> bool:
        return self.status in VERDICTS

    def last_judgement(self) -> "Judgement | None":
        """The one that holds now."""
        return self.judgements.standing().order_by("-pk").first() if self.is_judged else None

    @property
    def is_on_hold(self) -> bool:
        return self.commitment.version.status == VersionStatus.SUSPENDED

    @property
    def is_overdue(self) -> bool:
        """As `overdue` of the queryset, for one that is read already."""
        is_open = self.status == OccurrenceStatus.OPEN and not self.is_on_hold
        return is_open and self.due_on < localdate()

    @property
    def standing(self) -> str:
        """In words; until it is judged, what the days make of it."""
        if self.status != OccurrenceStatus.OPEN:
            return str(self.get_status_display())
        if self.is_on_hold:
            return _now("On hold")
        today = localdate()
        if self.due_on < today:
            return _now("Overdue")
        is_near = self.due_on <= today + DUE_SOON
        return _now("Due") if is_near else _now("Not due yet")


class Judgement(models.Model):
    """A word of the receiving side on what it was promised, and the giver's answer to it. Who, when
    and through what is told by the step that it was given with."""

    occurrence = models.ForeignKey(Occurrence, on_delete=models.PROTECT, related_name="judgements")
    change = models.OneToOneField(
        "StatusChange", on_delete=models.PROTECT, related_name="judgement", editable=False
    )
    verdict = models.CharField(
        _("verdict"), max_length=10, choices=[(one.value, one.label) for one in VERDICTS]
    )
    note = models.CharField(
        _("why"), max_length=500, blank=True, validators=[plain_text, no_identity_numbers]
    )
    evidence = models.URLField(_("evidence"), blank=True, validators=[WEB])
    given_on = models.DateField(_("when"), default=localdate)
    answer = models.CharField(
        _("answer"),
        max_length=500,
        blank=True,
        editable=False,
        validators=[plain_text, no_identity_numbers],
    )
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-pk"]
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")

    def __str__(self) -> str:
        return f"{self.occurrence} → {self.get_verdict_display()}"

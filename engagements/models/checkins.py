"""Check-ins: how each side sees the relationship, as it is and as it wishes it."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.enums import CheckInStatus, Party
from engagements.models.acts import Act, Revised, side_field, taken_by_one
from engagements.querysets import CheckInQuerySet, SheetQuerySet
from occme.accounts.validators import no_identity_numbers, plain_text
from partners.models import Organization

QUESTIONS = {
    "goals": _("Do we want the same things?"),
    "decisions": _("Do we decide together?"),
    "resources": _("Do we use time, money and space well?"),
    "trust": _("Do we trust each other?"),
    "benefit": _("Is it worth what it costs us?"),
}
"""Our own five: shared goals, decision making, use of resources, trust, benefit against cost."""


class CheckIn(Revised):
    """One look at the relationship by both sides. It is no score: a light relationship is fine."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="check_ins"
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, editable=False)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=CheckInStatus.choices,
        default=CheckInStatus.OPEN,
        editable=False,
    )
    change = models.CharField(
        _("the one change"),
        max_length=500,
        blank=True,
        editable=False,
        validators=[plain_text, no_identity_numbers],
    )
    change_side = models.CharField(max_length=10, choices=Party.choices, blank=True, editable=False)
    """Whose proposal the change is; the other side agrees to it."""

    objects = CheckInQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(status=CheckInStatus.OPEN),
                name="one_check_in_at_a_time",
                violation_error_message=_("A check-in is under way already."),
            ),
            models.CheckConstraint(
                condition=Q(change="", change_side="") | ~Q(change="") & ~Q(change_side=""),
                name="a_change_says_whose_it_is",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} · {self.asked_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("check_in_detail", args=[self.pk])

    def moved(self, change: Any, waits_on: str) -> None:
        """What each step changes besides the status."""
        self.revise(change.by)


MARKS = tuple(f"{name}_{view}" for name in QUESTIONS for view in ("now", "wish"))


def mark(label: Any) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )


class CheckInSheet(Act):
    """The answers of one side: private to it until the other has answered too."""

    check_in = models.ForeignKey(CheckIn, on_delete=models.PROTECT, related_name="sheets")
    side = side_field()
    goals_now, goals_wish = mark(_("same goals, now")), mark(_("same goals, wished"))
    decisions_now, decisions_wish = mark(_("decisions, now")), mark(_("decisions, wished"))
    resources_now, resources_wish = mark(_("resources, now")), mark(_("resources, wished"))
    trust_now, trust_wish = mark(_("trust, now")), mark(_("trust, wished"))
    benefit_now, benefit_wish = mark(_("benefit, now")), mark(_("benefit, wished"))
    note = models.CharField(
        _("note"), max_length=1_000, blank=True, validators=[plain_text, no_identity_numbers]
    )

    objects = SheetQuerySet.as_manager()

    class Meta:
        ordering = ["check_in", "side"]
        verbose_name = _("answers of a check-in")
        verbose_name_plural = _("answers of check-ins")
        constraints = [
            models.UniqueConstraint(
                fields=["check_in", "side"],
                name="each_side_answers_once",
                violation_error_message=_("Your side has answered already."),
            ),
            taken_by_one("a_sheet_is_answered_by_one"),
        ]

    def __str__(self) -> str:
        return f"{self.check_in} · {self.get_side_display()}"

"""What community educators and organizations are paid: promised, due, paid."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.models.engagement import Engagement
from engagements.querysets import CompensationQuerySet
from occme.accounts.validators import no_identity_numbers, plain_text
from occme.keeping import History
from partners.models import Organization
from partners.models.records import Record

A_CENT = Decimal("0.01")


class Compensation(Record):
    """Money for a community educator, or for the organization. Amounts are in US dollars."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="compensations"
    )
    engagement = models.ForeignKey(
        Engagement,
        verbose_name=_("engagement"),
        on_delete=models.PROTECT,
        related_name="compensations",
        null=True,
        blank=True,
    )
    paid_to = models.CharField(
        _("paid to"),
        max_length=150,
        blank=True,
        validators=[plain_text, no_identity_numbers],
        help_text=_("A community educator; empty for the organization. Never public."),
    )
    purpose = models.CharField(
        _("for what"), max_length=200, validators=[plain_text, no_identity_numbers]
    )
    rate = models.DecimalField(
        _("dollars an hour"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(A_CENT)],
    )
    hours = models.DecimalField(
        _("hours"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(A_CENT)],
    )
    amount = models.DecimalField(
        _("dollars"), max_digits=10, decimal_places=2, validators=[MinValueValidator(A_CENT)]
    )
    promised_on = models.DateField(_("promised on"), default=localdate)
    due_on = models.DateField(_("due on"))
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    history = History()

    objects = CompensationQuerySet.as_manager()

    TOLD_AT = {
        "compensation_is_due_after_it_is_promised": "due_on",
        "compensation_is_paid_after_it_is_promised": "paid_on",
        "rate_and_hours_go_together": "hours",
    }

    class Meta:
        ordering = ["-promised_on", "-pk"]
        verbose_name = _("compensation")
        verbose_name_plural = _("compensations")
        indexes = [models.Index(fields=["organization", "due_on"], name="compensation_of_partner")]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("promised_on")),
                name="compensation_is_due_after_it_is_promised",
                violation_error_message=_("It is due on or after the day it was promised."),
            ),
            models.CheckConstraint(
                condition=Q(paid_on=None) | Q(paid_on__gte=F("promised_on")),
                name="compensation_is_paid_after_it_is_promised",
                violation_error_message=_("It was promised after this day."),
            ),
            models.CheckConstraint(
                condition=Q(rate=None, hours=None) | Q(rate__isnull=False, hours__isnull=False),
                name="rate_and_hours_go_together",
                violation_error_message=_("Give both the rate and the hours, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return self.purpose

    def get_absolute_url(self) -> str:
        return f"{reverse('compensation_list')}#compensation-{self.pk}"

    def clean(self) -> None:
        problems: dict[str, Any] = {}
        if self.engagement and self.engagement.organization_id != self.organization_id:
            problems["engagement"] = _("It belongs to another organization.")
        if self.paid_on and self.paid_on > localdate():
            problems["paid_on"] = _("This day has not come yet.")
        if self.rate and self.hours and self.amount != (self.rate * self.hours).quantize(A_CENT):
            made = {"amount": (self.rate * self.hours).quantize(A_CENT)}
            problems["amount"] = _("The rate and the hours make %(amount)s dollars.") % made
        if problems:
            raise ValidationError(problems)

    @property
    def is_overdue(self) -> bool:
        return self.paid_on is None and self.due_on < localdate()

    @property
    def days_to_pay(self) -> int | None:
        """Whole days from the day it was promised to the day it was paid; None until then."""
        return None if self.paid_on is None else (self.paid_on - self.promised_on).days

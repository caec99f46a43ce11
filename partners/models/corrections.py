"""What anybody tells us of a listing: that it is wrong, out of date, or not ours to show."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from occme.accounts.validators import no_identity_numbers, plain_text
from partners.enums import CorrectionKind
from partners.models.organization import Organization
from partners.models.records import Record
from partners.querysets import CorrectionQuerySet


class Correction(Record):
    """Sent in by anybody, read by staff alone, who put the listing right and say that it is settled.

    `key` is made by the form, so that sending it twice is one correction.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="corrections", editable=False
    )
    kind = models.CharField(_("what is it?"), max_length=10, choices=CorrectionKind.choices)
    text = models.TextField(
        _("what should it say?"),
        max_length=1_000,
        blank=True,
        validators=[plain_text, no_identity_numbers],
    )
    reach = models.CharField(
        _("how can we reach you?"),
        max_length=200,
        blank=True,
        validators=[plain_text],
        help_text=_("If you like: a name, an address or a number. Only OCCME’s staff read it."),
    )
    key = models.CharField(max_length=64, unique=True, editable=False)
    sent_on = models.DateField(_("sent in on"), default=localdate, editable=False)
    settled_on = models.DateField(_("settled on"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )

    objects = CorrectionQuerySet.as_manager()

    TOLD_AT = {"a_correction_says_what_is_wrong": "text"}

    class Meta:
        ordering = ["sent_on", "pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=CorrectionKind.WRONG) | ~Q(text=""),
                name="a_correction_says_what_is_wrong",
                violation_error_message=_("Please say what is wrong, and what is right."),
            ),
            models.CheckConstraint(
                condition=Q(settled_on=None, settled_by=None)
                | Q(settled_on__isnull=False, settled_by__isnull=False),
                name="a_settled_correction_says_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        parts = [self.get_kind_display(), self.text, self.reach]
        return " · ".join(filter(None, parts))

    def get_absolute_url(self) -> str:
        return reverse("staff_queue") + "?kind=corrections"

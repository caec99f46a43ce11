"""What of a listing somebody has confirmed, field by field."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.enums import Means
from partners.models.organization import Organization
from partners.models.people import Contact
from partners.models.places import Location
from partners.querysets import InnerQuerySet


class Verification(models.Model):
    """That a field had this value when somebody looked, or was asked. It holds as long as the field
    has it; so a field that changes is unconfirmed, and one that changes back is not.

    `location` is set where the field is a place. `by` is an account; through a keyed link nobody
    signs in, and `contact` is whom it was sent to.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="verifications", editable=False
    )
    field = models.CharField(_("field"), max_length=40, editable=False)
    location = models.ForeignKey(
        Location, on_delete=models.CASCADE, related_name="+", null=True, editable=False
    )
    value = models.TextField(_("as confirmed"), blank=True, editable=False)
    means = models.CharField(_("how"), max_length=15, choices=Means.choices, editable=False)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )

    objects = InnerQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("confirmation of a field")
        verbose_name_plural = _("confirmations of fields")
        indexes = [
            models.Index(fields=["organization", "field", "-at"], name="verification_of_field")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=False, contact=None) | Q(by=None, contact__isnull=False),
                name="a_field_is_confirmed_by_one",
            ),
            models.CheckConstraint(
                condition=Q(field="place", location__isnull=False)
                | ~Q(field="place") & Q(location=None),
                name="a_place_is_confirmed_by_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} · {self.field}"

    @property
    def who(self) -> str:
        return str(self.by or self.contact)

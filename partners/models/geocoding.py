"""What online geocoding services answered."""

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from occme.accounts.validators import plain_text
from partners.enums import Precision


class GeocodeAnswer(models.Model):
    """A kept answer, so that no service is asked the same twice. Without a point it is a “no”."""

    provider = models.CharField(_("service"), max_length=30)
    query = models.CharField(_("question"), max_length=330, validators=[plain_text])
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    precision = models.CharField(
        _("precision"), max_length=15, choices=Precision.choices, blank=True
    )
    address = models.CharField(
        _("address, as the service spells it"), max_length=200, blank=True, validators=[plain_text]
    )
    answered_on = models.DateField(_("answered on"), default=localdate)

    class Meta:
        ordering = ["provider", "query"]
        verbose_name = _("answer of a geocoding service")
        verbose_name_plural = _("answers of geocoding services")
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "query"],
                name="one_answer_of_a_service_to_a_question",
                violation_error_message=_("This answer is kept already."),
            ),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="an_answer_has_both_coordinates_or_neither",
                violation_error_message=_("A point has a latitude and a longitude, or neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider}: {self.query}"

"""What is kept of mail: news that somebody is still to be told, and mail that failed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.enums import Party
from engagements.querysets import FailedMailQuerySet, NewsQuerySet
from occme.accounts.validators import plain_text
from partners.models import Organization

WHY_MOST = 500


class News(models.Model):
    """What a step tells one party. Written with the step, and gone once all of them were told.

    It holds no sentence: that is made when the mail leaves, from the record as it is then. What has
    another status by then is told no more.
    """

    party = models.CharField(max_length=10, choices=Party.choices, editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", null=True, editable=False
    )
    """Whose news it is; of a concern none, for nothing else says what it is about."""
    kind = models.CharField(max_length=20, editable=False)
    number = models.BigIntegerField(editable=False)
    said = models.CharField(max_length=30, blank=True, editable=False)
    status = models.CharField(max_length=20, editable=False)
    reason = models.CharField(max_length=500, blank=True, editable=False)
    not_to = models.EmailField(blank=True, editable=False)
    """Whose own step it was."""
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    objects = NewsQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("news")
        verbose_name_plural = _("news")

    def __str__(self) -> str:
        return f"{self.kind} {self.number}: {self.said}"


class FailedMail(models.Model):
    """That mail to an address was refused, or came back. While it is not settled, an address that
    failed for good is not written to; one that failed for now is tried again, and settled by the
    first mail that is taken."""

    address = models.EmailField(_("address"), editable=False)
    organization = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, related_name="+", null=True, editable=False
    )
    subject = models.CharField(_("subject"), max_length=200, blank=True, editable=False)
    why = models.CharField(
        _("why"), max_length=WHY_MOST, blank=True, editable=False, validators=[plain_text]
    )
    code = models.CharField(_("code"), max_length=12, blank=True, editable=False)
    is_permanent = models.BooleanField(_("for good"), default=True, editable=False)
    message_id = models.CharField(max_length=200, blank=True, editable=False)
    """Of the report that came back, so that reading it twice writes one row."""
    at = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    settled_at = models.DateTimeField(_("settled"), null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )

    objects = FailedMailQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("mail that failed")
        verbose_name_plural = _("mail that failed")
        constraints = [
            models.UniqueConstraint(
                fields=["address"],
                condition=Q(settled_at=None),
                name="an_address_fails_once_until_it_is_settled",
            ),
            models.UniqueConstraint(
                fields=["message_id", "address"],
                condition=~Q(message_id=""),
                name="a_report_is_read_once",
            ),
        ]

    def __str__(self) -> str:
        return self.address

    def settle(self, by: Any) -> None:
        """From now on the address is written to again."""
        if self.settled_at is None:
            self.settled_at, self.settled_by = timezone.now(), by
            self.save(update_fields=["settled_at", "settled_by"])

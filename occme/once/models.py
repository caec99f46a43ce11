"""Answers that are kept for a while, so that a repeated request is not carried out again."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(hours=48)


class KeptAnswerQuerySet(models.QuerySet["KeptAnswer"]):
    def expired(self, now: datetime | None = None):
        return self.filter(asked_at__lte=(now or timezone.now()) - KEPT_FOR)


class KeptAnswer(models.Model):
    """What somebody was answered to a POST with an Idempotency-Key.

    `fingerprint` is a hash of the request. Row and change are written in one transaction: there
    is no row for a request that was refused or broken off.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="kept_answers"
    )
    key = models.CharField(_("key"), max_length=255)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    asked_at = models.DateTimeField(_("asked"), default=timezone.now, db_index=True)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    headers = models.JSONField(_("headers"), default=dict)
    body = models.TextField(_("body"), blank=True)

    objects = KeptAnswerQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="one_answer_to_a_key_of_a_user"),
        ]

    def __str__(self) -> str:
        return self.key

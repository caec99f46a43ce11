"""What acts have in common: who, through what, when; and records that two may write at once."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.enums import Party, Through


def taken_by_one(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(by__isnull=False, link=None) | Q(by=None, link__isnull=False), name=name
    )


class Act(models.Model):
    """Done by somebody with an account, or by whoever held a keyed link; never changed."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )
    link = models.ForeignKey(
        "engagements.KeyedLink",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )
    through = models.CharField(_("through"), max_length=10, choices=Through.choices, editable=False)
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    class Meta:
        abstract = True


class Revised(models.Model):
    """A record that changes in few ways, all of them kept elsewhere: `revision` counts them, so that
    nobody overwrites what they have not read."""

    revision = models.PositiveIntegerField(default=1, editable=False)
    revised_at = models.DateTimeField(default=timezone.now, editable=False)
    revised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )

    class Meta:
        abstract = True

    @property
    def version(self) -> str:
        """What ETags and hidden fields of forms carry."""
        return str(self.revision)

    def revise(self, by: Any) -> None:
        """Counts a change by a user, or by None for whoever holds a link."""
        self.revision += 1
        self.revised_at, self.revised_by = timezone.now(), by


SIDES = ((Party.STAFF, _("OCCME")), (Party.PARTNER, _("The partner")))
"""Who makes an agreement with whom."""


def other_side(side: str) -> Party:
    return Party.PARTNER if side == Party.STAFF else Party.STAFF


def side_field(**options: Any) -> models.CharField:
    return models.CharField(_("side"), max_length=10, choices=SIDES, editable=False, **options)

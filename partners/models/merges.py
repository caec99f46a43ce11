"""Two records of one organization: which were made one, and which were found not to be."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from occme.accounts.validators import plain_text
from partners.models.organization import REASON_MOST, Organization
from partners.succession import DistinctionQuerySet, MergeQuerySet


def by_somebody() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )


class Merge(models.Model):
    """That one record of an organization was merged into another. Until it is undone, the address
    of the merged one leads to the kept one.

    `moves` says what went along, so that undoing brings back that and nothing else:
    {"rows": [[model, field, [keys]]…], "details": [[model, key, field, before, after]…]}.
    What the two records held before and after is in their history, at the versions named here.
    """

    kept = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="merged_from", editable=False
    )
    merged = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="merged_into", editable=False
    )
    old_slug = models.SlugField(_("old short name"), max_length=80, editable=False)
    reason = models.CharField(
        _("why"), max_length=REASON_MOST, blank=True, validators=[plain_text], editable=False
    )
    moves = models.JSONField(default=dict, editable=False)
    fields = models.JSONField(default=list, editable=False)
    """Of the kept one, what this changed."""
    kept_before = models.BigIntegerField(editable=False)
    kept_after = models.BigIntegerField(editable=False)
    merged_before = models.BigIntegerField(editable=False)
    by = by_somebody()
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    undone_at = models.DateTimeField(_("undone"), null=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        indexes = [models.Index(fields=["old_slug"], name="merge_by_old_slug")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kept=F("merged")), name="an_organization_is_not_merged_into_itself"
            ),
            models.UniqueConstraint(
                fields=["merged"],
                condition=Q(undone_at=None),
                name="an_organization_is_merged_once",
                violation_error_message=_("This was merged already."),
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="what_was_undone_says_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged} → {self.kept}"

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None


class Distinction(models.Model):
    """Somebody looked at two organizations that are alike, and they are not the same. `first` has
    the smaller number. It can be taken back; then the pair is found again."""

    first = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", editable=False
    )
    second = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="+", editable=False
    )
    by = by_somebody()
    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)

    objects = DistinctionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("pair that is not the same")
        verbose_name_plural = _("pairs that are not the same")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="a_pair_is_told_apart_once"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="a_pair_is_in_order_of_its_numbers"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first} ≠ {self.second}"

    @classmethod
    def said(cls, one: int, other: int, by: Any) -> "Distinction":
        first, second = sorted((one, other))
        row, _made = cls.objects.get_or_create(
            first_id=first, second_id=second, defaults={"by": by}
        )
        return row

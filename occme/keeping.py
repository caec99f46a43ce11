"""The history that models keep: one line for each change, with who, when, why and through what."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from occme.channels import NAME_MOST, channel_now, name_now


class Line(models.Model):
    """What each line notes beside the record as it was. Lines from before this was noted say
    nothing, and so do those that no request, import or command wrote."""

    history_through = models.CharField(
        _("through"), max_length=10, default=channel_now, db_default="", blank=True, editable=False
    )
    history_named = models.CharField(
        _("through which"),
        max_length=NAME_MOST,
        default=name_now,
        db_default="",
        blank=True,
        editable=False,
    )

    class Meta:
        abstract = True


class History(HistoricalRecords):
    """`history = History()` in a model."""

    def __init__(self, **options: Any):
        super().__init__(bases=(Line,), **options)

"""Sheets on their way in: what was read, what would become of each row, and what was written."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from occme.accounts.validators import plain_text
from occme.keeping import History
from partners.enums import Fate, ImportKind, ImportState
from partners.models.records import Record
from partners.querysets import ImportQuerySet

NOT_DONE = Q(state__in=[ImportState.READ, ImportState.LOOKED, ImportState.SET_ASIDE])


class Import(Record):
    """A sheet that staff brought. `state` is set by the verbs of partners.importing.kept alone.

    labels: what the sheet calls its columns. columns: what each of them is taken for, "" for
    nothing. decisions: by row, [choice, primary key]. remarks: sentences about the whole sheet.
    counts: rows by fate. seal: tells whether the same would happen again. lines: by model, what was
    written: primary keys, and lines of the history.
    """

    kind = models.CharField(_("kind"), max_length=15, choices=ImportKind.choices)
    file_name = models.CharField(_("file"), max_length=200, validators=[plain_text])
    digest = models.CharField(max_length=64, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        related_name="imports",
    )
    sent_at = models.DateTimeField(_("sent"), auto_now_add=True)
    labels = models.JSONField(default=list, editable=False)
    columns = models.JSONField(_("columns"), default=list)
    decisions = models.JSONField(_("decisions"), default=dict, blank=True)
    reading_remarks = models.JSONField(default=list, blank=True, editable=False)
    remarks = models.JSONField(default=list, blank=True, editable=False)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    counts = models.JSONField(default=dict, blank=True, editable=False)
    seal = models.CharField(max_length=64, blank=True, editable=False)
    seconds = models.FloatField(_("how long the look took"), default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=ImportState.choices, default=ImportState.READ
    )
    done_at = models.DateTimeField(_("imported"), null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="imports_carried_out",
        null=True,
        editable=False,
    )
    undone_at = models.DateTimeField(_("taken back"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="imports_taken_back",
        null=True,
        editable=False,
    )
    lines = models.JSONField(default=dict, blank=True, editable=False)
    history = History(excluded_fields=["lines", "labels", "reading_remarks", "remarks"])

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [
            models.Index(fields=["state", "sent_at"], name="imports_that_wait"),
            models.Index(fields=["digest"], name="imports_of_the_same_file"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(NOT_DONE & Q(done_at=None, done_by=None))
                | (~NOT_DONE & Q(done_at__isnull=False, done_by__isnull=False)),
                name="an_import_that_was_carried_out_says_when_and_by_whom",
                violation_error_message=_("What was imported says when, and by whom."),
            ),
            models.CheckConstraint(
                condition=(~Q(state=ImportState.UNDONE) & Q(undone_at=None, undone_by=None))
                | Q(state=ImportState.UNDONE, undone_at__isnull=False, undone_by__isnull=False),
                name="an_import_that_was_taken_back_says_when_and_by_whom",
                violation_error_message=_("What was taken back says when, and by whom."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("import_detail", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        """As `waiting` of the queryset."""
        return self.state in (ImportState.READ, ImportState.LOOKED)

    @property
    def to_write(self) -> int:
        """How many rows an import would write."""
        return self.counts.get(Fate.NEW, 0) + self.counts.get(Fate.CHANGED, 0)


class ImportRow(models.Model):
    """A row as it was read, and what becomes of it; made anew by each look.

    about: the primary key of what is on record, and twin: the other row of the sheet, that it is or
    resembles. changes: of each column that differs, its name, what is on record, and what is in the
    sheet. remarks: column and sentence of whatever else is to be said.
    """

    sheet = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows", editable=False)
    record = models.PositiveIntegerField(_("row"))
    cells = models.JSONField(default=list, editable=False)
    problem = models.TextField(blank=True, editable=False)
    fate = models.CharField(_("what becomes of it"), max_length=10, choices=Fate.choices)
    column = models.CharField(_("column"), max_length=40, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    remarks = models.JSONField(default=list, editable=False)
    about = models.BigIntegerField(null=True, editable=False)
    twin = models.PositiveIntegerField(default=0, editable=False)
    changes = models.JSONField(default=list, editable=False)

    class Meta:
        ordering = ["sheet", "record"]
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        indexes = [models.Index(fields=["sheet", "fate", "record"], name="rows_by_fate")]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "record"],
                name="a_row_of_a_sheet_is_there_once",
                violation_error_message=_("This row is there already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}/{self.record}"

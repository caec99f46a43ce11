"""What communities ask for, in their own words."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from occme.accounts.validators import no_identity_numbers, plain_text
from occme.keeping import History
from partners.enums import PriorityStatus
from partners.folding import FoldedTextField
from partners.models.organization import Organization
from partners.models.people import Contact
from partners.models.records import Record
from partners.models.vocabulary import FocusArea
from partners.querysets import PriorityQuerySet


class Priority(Record):
    """A priority as the organization states it; how long it waits is a published figure."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="priorities"
    )
    title = models.CharField(
        _("title"), max_length=200, validators=[plain_text, no_identity_numbers]
    )
    statement = models.TextField(
        _("in your own words"), blank=True, validators=[plain_text, no_identity_numbers]
    )
    rank = models.PositiveSmallIntegerField(_("rank"), default=1, help_text=_("1 comes first."))
    focus_area = models.ForeignKey(
        FocusArea,
        verbose_name=_("focus area"),
        on_delete=models.PROTECT,
        related_name="priorities",
        null=True,
        blank=True,
    )
    stated_by = models.ForeignKey(
        Contact,
        verbose_name=_("stated by"),
        on_delete=models.PROTECT,
        related_name="priorities",
        null=True,
        blank=True,
    )
    stated_on = models.DateField(_("stated on"), default=localdate)
    status = models.CharField(
        _("status"), max_length=15, choices=PriorityStatus.choices, default=PriorityStatus.OPEN
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    is_public = models.BooleanField(_("public"), default=False)
    search_text = FoldedTextField(sources=["title", "statement"])
    history = History(excluded_fields=["search_text"])

    objects = PriorityQuerySet.as_manager()

    TOLD_AT = {"an_answered_priority_says_when": "answered_on"}

    class Meta:
        ordering = ["organization", "rank", "stated_on", "pk"]
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        constraints = [
            models.CheckConstraint(
                condition=Q(status=PriorityStatus.ANSWERED, answered_on__isnull=False)
                | (~Q(status=PriorityStatus.ANSWERED) & Q(answered_on=None)),
                name="an_answered_priority_says_when",
                violation_error_message=_("An answered priority, and no other, says when."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        problems = {}
        if self.stated_by and self.stated_by.organization_id != self.organization_id:
            problems["stated_by"] = _("This person is at another organization.")
        for name in ("stated_on", "answered_on"):
            day = getattr(self, name)
            if day and day > localdate():
                problems[name] = _("This day has not come yet.")
        if self.answered_on and self.stated_on and self.answered_on < self.stated_on:
            problems["answered_on"] = _("It was stated after this day.")
        if problems:
            raise ValidationError(problems)

    @property
    def waiting_days(self) -> int | None:
        """Whole days since it was stated, until answered or today; None once withdrawn."""
        if self.status == PriorityStatus.WITHDRAWN:
            return None
        return ((self.answered_on or localdate()) - self.stated_on).days

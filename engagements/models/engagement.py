"""Work of students with an organization: what, when, how many, and what came of it."""

import uuid
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from engagements.enums import (
    Basis,
    Curricular,
    Designation,
    EngagementKind,
    EngagementStatus,
    OutcomeColumn,
    Weekday,
)
from engagements.models.students import StudentProfile
from engagements.models.vocabulary import Prerequisite
from engagements.querysets import EngagementQuerySet, OfEngagementQuerySet
from occme.accounts.validators import no_identity_numbers, plain_text
from occme.keeping import History
from partners.folding import FoldedTextField
from partners.models import Language, Location, Organization, Priority
from partners.models.records import Record

SLOTS_MOST = 14

YEARS = range(1900, 2200)
"""Other years are slips of the pen, or mean “without end”: calendars know no day after 9999-12-31."""


def far_days(row: Any) -> dict[str, Promise]:
    """What to say of the first and the last day of a row where they are out of reach."""
    days = {name: getattr(row, name) for name in ("starts_on", "ends_on")}
    far = (name for name, day in days.items() if day and day.year not in YEARS)
    return dict.fromkeys(far, _("It takes a day from 1900 to 2199."))


class Engagement(Record):
    """One offer of work and learning; students take its seats by placements.

    Its `status` is set by steps alone (see lifecycle), and it opens only with the partner's yes.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="engagements"
    )
    location = models.ForeignKey(
        Location,
        verbose_name=_("place"),
        on_delete=models.SET_NULL,
        related_name="engagements",
        null=True,
        blank=True,
    )
    priority = models.ForeignKey(
        Priority,
        verbose_name=_("answers the priority"),
        on_delete=models.PROTECT,
        related_name="engagements",
        null=True,
        blank=True,
    )
    title = models.CharField(_("title"), max_length=200, validators=[plain_text])
    description = models.TextField(
        _("what students do"), blank=True, validators=[plain_text, no_identity_numbers]
    )
    designation = models.CharField(
        _("designation"),
        max_length=25,
        choices=Designation.choices,
        default=Designation.COMMUNITY_ENGAGEMENT,
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EngagementKind.choices)
    curricular = models.CharField(
        _("part of the curriculum"),
        max_length=15,
        choices=Curricular.choices,
        default=Curricular.ELECTIVE,
    )
    term = models.CharField(_("term"), max_length=40, blank=True, validators=[plain_text])
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    weekly_hours = models.DecimalField(
        _("hours a week"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.5"))],
    )
    schedule = models.CharField(
        _("when, in words"), max_length=300, blank=True, validators=[plain_text]
    )
    seats = models.PositiveSmallIntegerField(
        _("seats"), default=1, validators=[MinValueValidator(1)]
    )
    languages = models.ManyToManyField(
        Language, verbose_name=_("useful languages"), related_name="engagements", blank=True
    )
    prerequisites = models.ManyToManyField(
        Prerequisite, verbose_name=_("prerequisites"), related_name="engagements", blank=True
    )
    is_paid = models.BooleanField(_("paid"), default=False)
    travel_note = models.CharField(
        _("how to get there"), max_length=300, blank=True, validators=[plain_text]
    )
    access_note = models.CharField(
        _("accessibility"), max_length=300, blank=True, validators=[plain_text]
    )
    educators = models.CharField(
        _("community educators"), max_length=200, blank=True, validators=[plain_text]
    )
    adviser = models.CharField(
        _("faculty adviser"), max_length=150, blank=True, validators=[plain_text]
    )
    proposed_by = models.ForeignKey(
        StudentProfile,
        verbose_name=_("proposed by the student"),
        on_delete=models.PROTECT,
        related_name="proposals",
        null=True,
        blank=True,
        editable=False,
    )
    copied_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, related_name="copies", null=True, editable=False
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=EngagementStatus.choices,
        default=EngagementStatus.DRAFT,
        editable=False,
    )
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    search_text = FoldedTextField(sources=["title", "description", "schedule", "term"])
    history = History(
        m2m_fields=[languages, prerequisites], excluded_fields=["public_id", "search_text"]
    )

    objects = EngagementQuerySet.as_manager()

    TOLD_AT = {"an_engagement_ends_after_it_starts": "ends_on"}
    PARTS = {"slots": ("weekday", "starts_at", "ends_at")}

    class Meta:
        ordering = ["starts_on", "title", "pk"]
        verbose_name = _("engagement")
        verbose_name_plural = _("engagements")
        indexes = [
            models.Index(fields=["status", "starts_on", "id"], name="engagement_by_status"),
            models.Index(fields=["organization", "status"], name="engagement_of_organization"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="an_engagement_ends_after_it_starts",
                violation_error_message=_("It ends on or after the day it starts."),
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1),
                name="an_engagement_has_a_seat",
                violation_error_message=_("It has one seat at least."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("engagement_detail", args=[self.pk])

    def clean(self) -> None:
        problems: dict[str, Any] = {}
        for name in ("location", "priority"):
            row = getattr(self, name)
            if row and row.organization_id != self.organization_id:
                problems[name] = _("It belongs to another organization.")
        problems |= far_days(self)
        if problems:
            raise ValidationError(problems)

    def moved(self, change: Any, waits_on: str) -> None:
        """A step changes nothing besides the status."""

    @property
    def is_open(self) -> bool:
        return self.status == EngagementStatus.OPEN


class Slot(Record):
    """A weekday, and the hours of it, on which an engagement happens."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="slots")
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday.choices)
    starts_at = models.TimeField(_("from"))
    ends_at = models.TimeField(_("to"))
    history = History()

    objects = OfEngagementQuerySet.as_manager()

    TOLD_AT = {"a_slot_ends_after_it_starts": "ends_at"}

    class Meta:
        ordering = ["weekday", "starts_at", "pk"]
        verbose_name = _("time of the week")
        verbose_name_plural = _("times of the week")
        constraints = [
            models.UniqueConstraint(
                fields=["engagement", "weekday", "starts_at"],
                name="a_slot_is_named_once",
                violation_error_message=_("This time is named already."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="a_slot_ends_after_it_starts",
                violation_error_message=_("It ends after it starts."),
            ),
        ]

    def __str__(self) -> str:
        times = (time_format(moment) for moment in (self.starts_at, self.ends_at))
        return f"{self.get_weekday_display()} {' – '.join(times)}"


class Outcome(Record):
    """What was expected of an engagement beside what came of it; figures say what they rest on."""

    engagement = models.ForeignKey(Engagement, on_delete=models.CASCADE, related_name="outcomes")
    column = models.CharField(_("column"), max_length=15, choices=OutcomeColumn.choices)
    expected = models.CharField(
        _("expected"), max_length=300, validators=[plain_text, no_identity_numbers]
    )
    achieved = models.CharField(
        _("achieved"), max_length=300, blank=True, validators=[plain_text, no_identity_numbers]
    )
    basis = models.CharField(
        _("actual or estimate"), max_length=10, choices=Basis.choices, default=Basis.ACTUAL
    )
    history = History()

    objects = OfEngagementQuerySet.as_manager()

    class Meta:
        ordering = ["engagement", "column", "pk"]
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")

    def __str__(self) -> str:
        return self.expected

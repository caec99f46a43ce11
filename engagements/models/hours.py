"""Hours: what a student gave, and the time that the partner gave beside it."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Sum
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.enums import TO_CONFIRM, Basis, HourKind, HourStatus, Through
from engagements.models.placements import Placement
from engagements.querysets import HourQuerySet
from occme.accounts.validators import no_identity_numbers, plain_text
from occme.keeping import History
from partners.folding import FoldedTextField
from partners.models.records import Record

DAY_MINUTES = 24 * 60


class HourEntry(Record):
    """Minutes on a day of a placement. `status` is set by steps alone.

    Supervision is the partner's own time; it stands beside the student's and is never added to it.
    """

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="hours")
    worked_on = models.DateField(_("day"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(DAY_MINUTES)]
    )
    started_at = models.TimeField(_("from"), null=True, blank=True)
    kind = models.CharField(
        _("kind"), max_length=12, choices=HourKind.choices, default=HourKind.DIRECT
    )
    basis = models.CharField(
        _("actual or estimate"), max_length=10, choices=Basis.choices, default=Basis.ACTUAL
    )
    note = models.CharField(
        _("note"), max_length=300, blank=True, validators=[plain_text, no_identity_numbers]
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=HourStatus.choices,
        default=HourStatus.LOGGED,
        editable=False,
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="confirmed_hours",
        null=True,
        editable=False,
    )
    confirmed_through = models.CharField(
        max_length=10, choices=Through.choices, blank=True, editable=False
    )
    search_text = FoldedTextField(sources=["note"])
    history = History(excluded_fields=["search_text"])

    objects = HourQuerySet.as_manager()

    class Meta:
        ordering = ["-worked_on", "-pk"]
        verbose_name = _("hours")
        verbose_name_plural = _("hours")
        indexes = [
            models.Index(
                fields=["placement", "worked_on", "minutes", "kind", "status"],
                name="hours_of_placement",
            ),
            # All that sums over a time look at.
            models.Index(
                fields=["worked_on", "kind", "minutes", "basis", "status"], name="hours_by_day"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=DAY_MINUTES),
                name="hours_fit_into_a_day",
                violation_error_message=_("A day has 24 hours."),
            ),
            models.CheckConstraint(
                condition=Q(status=HourStatus.CONFIRMED, confirmed_by__isnull=False)
                | Q(status=HourStatus.CONFIRMED, confirmed_through=Through.LINK)
                | (~Q(status=HourStatus.CONFIRMED) & Q(confirmed_by=None, confirmed_through="")),
                name="confirmed_hours_say_by_whom",
                violation_error_message=_("Confirmed hours, and no others, say by whom."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worked_on}: {self.minutes}"

    @property
    def is_supervision(self) -> bool:
        return self.kind == HourKind.SUPERVISION

    @property
    def is_to_confirm(self) -> bool:
        """As `to_confirm` of the queryset, for one that is read already."""
        return self.status in TO_CONFIRM and not self.is_supervision

    def moved(self, change: Any, waits_on: str) -> None:
        """What a step changes besides the status."""
        is_sure = self.status == HourStatus.CONFIRMED
        self.confirmed_by = change.by if is_sure else None
        self.confirmed_through = change.through if is_sure else ""

    def clean(self) -> None:
        if not (self.worked_on and self.placement_id):
            return
        problems: dict[str, Any] = {}
        first, last = self.placement.first_day, self.placement.last_day
        if self.worked_on > localdate():
            problems["worked_on"] = _("This day has not come yet.")
        elif not first <= self.worked_on <= last:
            days = {"first": first, "last": last}
            problems["worked_on"] = _("The placement runs from %(first)s to %(last)s.") % days
        elif 1 <= (self.minutes or 0) <= DAY_MINUTES and (problem := self.day_problem()):
            problems["minutes"] = problem
        if problems:
            raise ValidationError(problems)

    def day_problem(self) -> str:
        """What is wrong with it beside the other hours of that person's day."""
        others = self.others()
        taken = others.aggregate(sum=Sum("minutes"))["sum"] or 0
        if taken + self.minutes > DAY_MINUTES:
            left = DAY_MINUTES - taken
            return _("That makes more than 24 hours on this day; %(left)d minutes are left.") % {
                "left": max(left, 0)
            }
        for other in others.exclude(started_at=None) if self.started_at else ():
            if self.overlaps(other):
                sentence = _("It overlaps with %(minutes)d minutes from %(time)s on the same day.")
                return sentence % {"minutes": other.minutes, "time": f"{other.started_at:%H:%M}"}
        return ""

    def others(self):
        """The same person's entries of that day: the student's, or the partner's."""
        rows = HourEntry.objects.filter(worked_on=self.worked_on).exclude(pk=self.pk)
        if self.is_supervision:
            return rows.filter(placement=self.placement, kind=HourKind.SUPERVISION)
        return rows.filter(placement__student=self.placement.student_id).exclude(
            kind=HourKind.SUPERVISION
        )

    def overlaps(self, other: "HourEntry") -> bool:
        (a, b), (c, d) = self.span, other.span
        return a < d and c < b

    @property
    def span(self) -> tuple[timedelta, timedelta]:
        start = timedelta(hours=self.started_at.hour, minutes=self.started_at.minute)  # type: ignore[union-attr]
        return start, start + timedelta(minutes=self.minutes)

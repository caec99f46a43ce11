"""Students, and what they have on file."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from engagements.enums import Program
from engagements.models.vocabulary import Prerequisite
from engagements.querysets import ClearanceQuerySet, StudentQuerySet
from occme.keeping import History
from partners.models import FocusArea, Language
from partners.models.records import Record


class StudentProfile(Record):
    """Makes a user a student, of medicine, dental medicine or a graduate program.

    A student with `is_name_hidden` is named only where the placement itself needs it: to OCCME,
    and to the partner that confirmed the seat.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="student_profile"
    )
    program = models.CharField(_("program"), max_length=10, choices=Program.choices)
    class_year = models.PositiveSmallIntegerField(_("class year"), null=True, blank=True)
    languages = models.ManyToManyField(
        Language, verbose_name=_("languages"), related_name="students", blank=True
    )
    interests = models.ManyToManyField(
        FocusArea, verbose_name=_("interests"), related_name="students", blank=True
    )
    is_name_hidden = models.BooleanField(
        _("hide my name"),
        default=False,
        help_text=_("From every list that is not needed for a placement of mine."),
    )
    history = History(m2m_fields=[languages, interests])

    objects = StudentQuerySet.as_manager()

    class Meta:
        ordering = ["user", "pk"]
        verbose_name = _("student profile")
        verbose_name_plural = _("student profiles")

    def __str__(self) -> str:
        return str(self.user)


class Clearance(Record):
    """A prerequisite that a student has on file, such as a record check, and until when it holds."""

    student = models.ForeignKey(StudentProfile, on_delete=models.CASCADE, related_name="clearances")
    prerequisite = models.ForeignKey(
        Prerequisite, on_delete=models.PROTECT, related_name="clearances"
    )
    done_on = models.DateField(_("done on"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    history = History()

    objects = ClearanceQuerySet.as_manager()

    TOLD_AT = {
        "one_clearance_for_a_prerequisite": "prerequisite",
        "a_clearance_ends_after_it_is_given": "valid_until",
    }

    class Meta:
        ordering = ["student", "prerequisite", "pk"]
        verbose_name = _("prerequisite on file")
        verbose_name_plural = _("prerequisites on file")
        constraints = [
            models.UniqueConstraint(
                fields=["student", "prerequisite"],
                name="one_clearance_for_a_prerequisite",
                violation_error_message=_("This is on file already."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("done_on")),
                name="a_clearance_ends_after_it_is_given",
                violation_error_message=_("“Valid until” is on or after the day it was done."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.prerequisite)

"""Students, so far: placements, hours and agreements come with their own files."""

from django.conf import settings
from django.db import models, transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from partners.models import FocusArea, Language


class Program(TextChoices):
    MD = "md", _("MD")
    DMD = "dmd", _("DMD")
    PHD = "phd", _("PhD")
    MASTERS = "masters", _("Master’s")
    OTHER = "other", _("Other")


class StudentProfile(models.Model):
    """Makes a user a student, of medicine, dental medicine or a graduate program."""

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
    history = HistoricalRecords(m2m_fields=[languages, interests])

    class Meta:
        ordering = ["user", "pk"]
        verbose_name = _("student profile")
        verbose_name_plural = _("student profiles")

    def __str__(self) -> str:
        return str(self.user)

    def save(self, *args, **kwargs) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)

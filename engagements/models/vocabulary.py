"""Words that engagements choose from; staff keep them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from engagements.enums import Lens, Moment, PrerequisiteKind
from occme.accounts.validators import plain_text
from occme.keeping import History
from partners.models.records import Record
from partners.querysets import WordQuerySet


class Prerequisite(Record):
    """What a student has to have on file before a placement begins."""

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=100, validators=[plain_text])
    description = models.TextField(_("description"), blank=True, validators=[plain_text])
    kind = models.CharField(_("kind"), max_length=15, choices=PrerequisiteKind.choices)
    retired_on = models.DateField(_("retired on"), null=True, editable=False)
    history = History()

    objects = WordQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "title", "pk"]
        verbose_name = _("prerequisite")
        verbose_name_plural = _("prerequisites")

    def __str__(self) -> str:
        return self.title


class Prompt(Record):
    """A question that a reflection answers."""

    moment = models.CharField(_("when"), max_length=10, choices=Moment.choices)
    lens = models.CharField(_("what it asks for"), max_length=12, choices=Lens.choices)
    text = models.TextField(_("question"), validators=[plain_text])
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    retired_on = models.DateField(_("retired on"), null=True, editable=False)
    history = History()

    objects = WordQuerySet.as_manager()

    class Meta:
        ordering = ["moment", "position", "pk"]
        verbose_name = _("prompt")
        verbose_name_plural = _("prompts")

    def __str__(self) -> str:
        return self.text

"""Words shared by many records."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from occme.accounts.validators import plain_text
from occme.keeping import History
from partners.enums import Domain
from partners.folding import FoldedTextField
from partners.models.records import Record
from partners.querysets import WordQuerySet


class FocusArea(Record):
    """What an organization works on, in one of the five domains of Healthy People 2030."""

    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=100, unique=True, validators=[plain_text])
    description = models.TextField(_("description"), blank=True, validators=[plain_text])
    domain = models.CharField(_("domain"), max_length=20, choices=Domain.choices)
    retired_on = models.DateField(
        _("retired on"),
        null=True,
        editable=False,
        help_text=_("From this day on it is no longer offered."),
    )
    search_text = FoldedTextField(sources=["title"])
    history = History(excluded_fields=["search_text"])

    objects = WordQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")

    def __str__(self) -> str:
        return self.title


class Language(Record):
    """A language by its BCP 47 code, with the name its speakers give it."""

    code = models.CharField(
        _("code"),
        max_length=35,
        unique=True,
        validators=[RegexValidator(r"^[a-z]{2,8}(-[A-Za-z0-9]{1,8})*\Z", _("A BCP 47 code."))],
    )
    name = models.CharField(_("name"), max_length=100, validators=[plain_text])
    own_name = models.CharField(_("own name"), max_length=100, validators=[plain_text])
    retired_on = models.DateField(
        _("retired on"),
        null=True,
        editable=False,
        help_text=_("From this day on it is no longer offered."),
    )
    history = History()

    objects = WordQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("language")
        verbose_name_plural = _("languages")

    def __str__(self) -> str:
        return self.name

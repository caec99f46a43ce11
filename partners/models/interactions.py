"""Every contact with an organization, and what was asked of it."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from occme.accounts.validators import no_identity_numbers, plain_text
from occme.keeping import History
from partners.enums import InteractionKind
from partners.folding import FoldedTextField
from partners.models.organization import REASON_MOST, Organization
from partners.models.people import Contact
from partners.models.records import Record
from partners.querysets import InteractionQuerySet

DAY_MINUTES = 24 * 60


class Interaction(Record):
    """A contact with an organization on a day, noted by staff.

    The organization's own people read when it was, of what kind, what was asked of them and how
    much of their time it took (see policies.INTERACTION_OWN_FIELDS); the notes are staff's alone.
    """

    organization = models.ForeignKey(
        Organization,
        verbose_name=_("organization"),
        on_delete=models.PROTECT,
        related_name="interactions",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=InteractionKind.choices)
    happened_on = models.DateField(_("on"), default=localdate)
    contact = models.ForeignKey(
        Contact,
        verbose_name=_("with whom"),
        on_delete=models.PROTECT,
        related_name="interactions",
        null=True,
        blank=True,
    )
    others = models.CharField(
        _("who else was there"),
        max_length=200,
        blank=True,
        validators=[plain_text, no_identity_numbers],
    )
    summary = models.TextField(
        _("what it was about"), blank=True, validators=[plain_text, no_identity_numbers]
    )
    partner_minutes = models.PositiveSmallIntegerField(
        _("minutes it took the organization"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(DAY_MINUTES)],
        help_text=_("All its people together."),
    )
    asks = models.BooleanField(_("we asked something of the organization"), default=False)
    asked_for = models.CharField(
        _("what we asked for"),
        max_length=200,
        blank=True,
        validators=[plain_text, no_identity_numbers],
    )
    over_load_reason = models.CharField(
        _("why it was asked all the same"),
        max_length=REASON_MOST,
        blank=True,
        validators=[plain_text, no_identity_numbers],
        help_text=_("Where it was more than the organization said it can take, or in quiet days."),
    )
    next_step = models.CharField(
        _("next step"), max_length=300, blank=True, validators=[plain_text, no_identity_numbers]
    )
    next_on = models.DateField(_("next step until"), null=True, blank=True)
    next_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who takes it"),
        on_delete=models.PROTECT,
        related_name="next_steps",
        limit_choices_to={"is_staff": True},
        null=True,
        blank=True,
    )
    next_done_on = models.DateField(_("done on"), null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("noted by"),
        on_delete=models.PROTECT,
        related_name="noted_interactions",
        null=True,
        editable=False,
    )
    struck_on = models.DateField(_("struck out on"), null=True, editable=False)
    search_text = FoldedTextField(sources=["summary", "asked_for", "others", "next_step"])
    history = History(excluded_fields=["search_text"])

    objects = InteractionQuerySet.as_manager()

    TOLD_AT = {
        "only_an_ask_says_what_was_asked": "asked_for",
        "a_next_step_with_a_day_says_what_it_is": "next_step",
        "interaction_minutes_are_more_than_none": "partner_minutes",
    }

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name = _("interaction")
        verbose_name_plural = _("interactions")
        indexes = [
            models.Index(
                fields=["organization", "-happened_on", "-id"], name="interaction_by_organization"
            ),
            models.Index(fields=["-happened_on", "-id"], name="interaction_list_order"),
            models.Index(
                fields=["next_on"],
                condition=Q(next_on__isnull=False, next_done_on=None, struck_on=None),
                name="interaction_next_steps",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(asks=True) | Q(asked_for="", over_load_reason=""),
                name="only_an_ask_says_what_was_asked",
                violation_error_message=_("Say also that something was asked."),
            ),
            models.CheckConstraint(
                condition=~Q(next_step="") | Q(next_on=None, next_by=None, next_done_on=None),
                name="a_next_step_with_a_day_says_what_it_is",
                violation_error_message=_("Say what the next step is."),
            ),
            models.CheckConstraint(
                condition=Q(partner_minutes=None) | Q(partner_minutes__gt=0),
                name="interaction_minutes_are_more_than_none",
                violation_error_message=_("Minutes are more than none; leave it empty otherwise."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.organization}"

    def clean(self) -> None:
        problems: dict[str, Any] = {}
        if self.contact and self.contact.organization_id != self.organization_id:
            problems["contact"] = _("This person is at another organization.")
        for name in ("happened_on", "next_done_on"):
            day = getattr(self, name)
            if day and day > localdate():
                problems[name] = _("This day has not come yet.")
        if self.next_on and self.happened_on and self.next_on < self.happened_on:
            problems["next_on"] = _("The next step comes after the contact.")
        if problems:
            raise ValidationError(problems)

"""What a student thought before, during and after; theirs to show and to take back."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from engagements.enums import Sharing
from engagements.models.placements import Placement
from engagements.models.vocabulary import Prompt
from engagements.querysets import ReflectionQuerySet
from occme.accounts.validators import no_identity_numbers, plain_text
from occme.keeping import History
from partners.models.records import Record


class Reflection(Record):
    """An answer to a prompt. What was shared and is taken back is not read by others any more."""

    placement = models.ForeignKey(Placement, on_delete=models.PROTECT, related_name="reflections")
    prompt = models.ForeignKey(Prompt, on_delete=models.PROTECT, related_name="reflections")
    text = models.TextField(
        _("your answer"), max_length=10_000, validators=[plain_text, no_identity_numbers]
    )
    sharing = models.CharField(
        _("who reads it"), max_length=10, choices=Sharing.choices, default=Sharing.FACULTY
    )
    written_at = models.DateTimeField(_("written"), auto_now_add=True)
    history = History()

    objects = ReflectionQuerySet.as_manager()

    TOLD_AT = {"one_answer_to_a_prompt_in_a_placement": "prompt"}

    class Meta:
        ordering = ["placement", "prompt__position", "pk"]
        verbose_name = _("reflection")
        verbose_name_plural = _("reflections")
        constraints = [
            models.UniqueConstraint(
                fields=["placement", "prompt"],
                name="one_answer_to_a_prompt_in_a_placement",
                violation_error_message=_("You have answered this one; change your answer."),
            )
        ]

    def __str__(self) -> str:
        return str(self.prompt)

"""The five questions of a check-in, each as it is and as we wish it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.models.checkins import MARKS
from occme.accounts.validators import no_identity_numbers, plain_text
from partners.forms.patients import say_no_patients

SCALE = [(number, str(number)) for number in range(1, 6)]


def mark() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        choices=SCALE,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a number from 1 to 5."),
            "invalid_choice": _("Choose a number from 1 to 5."),
        },
    )


class AnswersForm(forms.Form):
    """Reads what was chosen; the step says whose answers they are."""

    note = forms.CharField(
        label=_("A note"),
        max_length=1_000,
        required=False,
        validators=[plain_text, no_identity_numbers],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The other side reads it once both have answered."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields |= {name: mark() for name in MARKS}
        say_no_patients(self)

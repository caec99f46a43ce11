"""What a student says of a place that is not on record."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from occme.accounts.validators import no_identity_numbers, plain_text
from partners.forms.patients import say_no_patients


class SiteForm(forms.Form):
    name = forms.CharField(
        label=_("Its name"),
        max_length=200,
        validators=[plain_text],
        error_messages={"required": _("Say what it is called.")},
    )
    address = forms.CharField(
        label=_("Where it is"),
        max_length=200,
        required=False,
        validators=[plain_text],
        help_text=_("Street and number, if you know. Leave it out where it should stay private."),
    )
    reason = forms.CharField(
        label=_("Whom do you know there, and have you asked them?"),
        max_length=500,
        validators=[plain_text, no_identity_numbers],
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("OCCME’s staff read it before they call."),
        error_messages={
            "required": _("Say whom you asked: nothing is proposed to people who were not.")
        },
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        say_no_patients(self)

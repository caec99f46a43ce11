from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from occme.accounts.validators import no_identity_numbers
from partners.forms.patients import say_no_patients
from partners.models.organization import REASON_MOST


class ReasonForm(forms.Form):
    """Why a record is closed, or opened again; kept in its history."""

    reason = forms.CharField(
        label=_("Why?"),
        max_length=REASON_MOST,
        validators=[no_identity_numbers],
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Please say why.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        say_no_patients(self)

    def tell(self, error: ValidationError) -> None:
        for name, sentences in error.message_dict.items():
            self.add_error(name if name in self.fields else None, sentences)

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements.models import Concern, ConcernMessage
from partners.forms.patients import say_no_patients

NOT_KEPT = {"autocomplete": "off"}
"""Browsers on shared computers offer nothing of it to the next person."""


class ConcernForm(forms.ModelForm):
    """What somebody says in confidence. Only what happened has to be said."""

    is_known = forms.BooleanField(
        label=_("Tell those who read it that it comes from me"),
        required=False,
        help_text=_("Unless you tick this, nothing says that it was you."),
    )

    class Meta:
        model = Concern
        fields = ["kind", "whom", "text", "reach"]
        labels = {
            "kind": _("What is it about?"),
            "whom": _("Who or what does it concern?"),
            "text": _("What happened?"),
            "reach": _("How can we reach you?"),
        }
        help_texts = {
            "whom": _(
                "A person, an organization, a course; leave it empty if you do not want to say."
            ),
            "text": _("In your own words, in any language. When and where helps."),
            "reach": _(
                "Only if you wish. Without it you stay anonymous, and read our answer with a code."
            ),
        }
        widgets = {
            "kind": forms.RadioSelect,
            "whom": forms.TextInput(attrs=NOT_KEPT),
            "text": forms.Textarea(attrs={"rows": 8, **NOT_KEPT}),
            "reach": forms.TextInput(attrs=NOT_KEPT),
        }

    def __init__(self, data: Any = None, *, is_signed_in: bool):
        super().__init__(data, label_suffix="")
        kind: Any = self.fields["kind"]
        kind.choices = [choice for choice in kind.choices if choice[0]]
        say_no_patients(self)
        if not is_signed_in:
            del self.fields["is_known"]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}


class MessageForm(forms.ModelForm):
    """What the sender or a recipient says more."""

    class Meta:
        model = ConcernMessage
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5, **NOT_KEPT})}

    def __init__(self, data: Any = None, *, label: Any, is_required: bool = True):
        super().__init__(data, label_suffix="")
        self.fields["text"].label = label
        self.fields["text"].required = is_required
        say_no_patients(self)

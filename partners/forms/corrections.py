"""Telling us that a listing is wrong."""

from typing import Any

from django import forms

from partners.forms.patients import say_no_patients
from partners.models import Correction


class CorrectionForm(forms.ModelForm):
    class Meta:
        model = Correction
        fields = ["kind", "text", "reach"]
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, data: Any = None):
        super().__init__(data, label_suffix="")
        kind: Any = self.fields["kind"]
        kind.choices = [choice for choice in kind.choices if choice[0]]
        say_no_patients(self)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self._meta.fields or ()}

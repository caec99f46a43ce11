from django import forms

from engagements import rights
from engagements.models import Reflection
from partners.forms import RecordForm


class ReflectionForm(RecordForm):
    """An answer to a prompt, and who else may read it."""

    rules = rights

    class Meta:
        model = Reflection
        fields = ["text", "sharing"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8}), "sharing": forms.RadioSelect}

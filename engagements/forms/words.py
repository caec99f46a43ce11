from django import forms

from engagements import rights
from engagements.models import Clearance, Prerequisite, Prompt
from partners.forms import RecordForm


class PromptForm(RecordForm):
    """A question that students answer before, during or afterwards."""

    rules = rights

    class Meta:
        model = Prompt
        fields = ["text", "moment", "lens", "position"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}


class PrerequisiteForm(RecordForm):
    """What it takes before a first day."""

    rules = rights

    class Meta:
        model = Prerequisite
        fields = ["title", "slug", "kind", "description"]
        widgets = {"description": forms.Textarea(attrs={"rows": 2})}


class ClearanceForm(RecordForm):
    """What a student has on file, and until when it holds."""

    rules = rights

    class Meta:
        model = Clearance
        fields = ["prerequisite", "done_on", "valid_until"]

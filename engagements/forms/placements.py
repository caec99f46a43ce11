from typing import Any

from django import forms

from engagements import rights
from engagements.models import Placement
from partners.forms import RecordForm


class ApplicationForm(RecordForm):
    """What a student says to get a seat."""

    rules = rights

    class Meta:
        model = Placement
        fields = ["statement", "rank", "conflict_note", "support_note"]
        widgets = {
            "statement": forms.Textarea(attrs={"rows": 4}),
            "conflict_note": forms.Textarea(attrs={"rows": 2}),
            "support_note": forms.Textarea(attrs={"rows": 2}),
        }


class HandoverForm(RecordForm):
    """What staff note of a seat: its own days, who comes next, and what to hand over."""

    rules = rights

    class Meta:
        model = Placement
        fields = ["starts_on", "ends_on", "successor", "handover_note"]
        widgets = {"handover_note": forms.Textarea(attrs={"rows": 3})}

    def choices(self, name: str, rows: Any) -> Any:
        """Only somebody else of the same organization comes next."""
        rows = super().choices(name, rows).exclude(pk=self.instance.pk)
        return rows.filter(engagement__organization=self.instance.organization_id)

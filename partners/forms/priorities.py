from typing import Any

from django import forms

from partners.forms.records import RecordForm
from partners.models import Priority


class PriorityForm(RecordForm):
    """What an organization asks for, in its own words."""

    class Meta:
        model = Priority
        fields = [
            "title",
            "statement",
            "rank",
            "focus_area",
            "stated_by",
            "stated_on",
            "status",
            "answered_on",
            "is_public",
        ]
        widgets = {"statement": forms.Textarea(attrs={"rows": 4})}

    def choices(self, name: str, rows: Any) -> Any:
        """Only its own people can have said it."""
        rows = super().choices(name, rows)
        if name == "stated_by":
            return rows.filter(organization=self.instance.organization_id)
        return rows

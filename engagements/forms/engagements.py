"""What staff write down of an engagement, before and while a partner looks at it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagements import rights
from engagements.forms.slots import SlotsField
from engagements.models import Engagement, Outcome
from partners.forms import RecordForm


class EngagementForm(RecordForm):
    """An offer of work and learning with an organization, whose places and priorities it may name."""

    rules = rights
    slots = SlotsField(
        label=_("Times of the week"),
        required=False,
        help_text=_("Students look for times that fit. Empty a row to remove it."),
    )

    class Meta:
        model = Engagement
        fields = [
            "title",
            "priority",
            "description",
            "kind",
            "curricular",
            "designation",
            "term",
            "starts_on",
            "ends_on",
            "weekly_hours",
            "slots",
            "schedule",
            "seats",
            "location",
            "languages",
            "prerequisites",
            "is_paid",
            "travel_note",
            "access_note",
            "educators",
            "adviser",
        ]
        widgets = {
            "description": forms.Textarea(attrs={"rows": 5}),
            "languages": forms.CheckboxSelectMultiple,
            "prerequisites": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        now = () if self.is_new else self.instance.slots.values_list(*Engagement.PARTS["slots"])
        self.initial.setdefault("slots", list(now))

    def choices(self, name: str, rows: Any) -> Any:
        """Only the organization's own places and priorities."""
        rows = super().choices(name, rows)
        if name in ("location", "priority"):
            return rows.filter(organization=self.instance.organization_id)
        return rows


class OutcomeForm(RecordForm):
    """What is expected, and what came of it; a figure says whether it was counted or guessed."""

    rules = rights

    class Meta:
        model = Outcome
        fields = ["column", "expected", "achieved", "basis"]

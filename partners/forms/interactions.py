"""A contact with an organization: in a few seconds while it is fresh, and whole afterwards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from partners.forms.records import RecordForm
from partners.models import Contact, Interaction


class InteractionForm(RecordForm):
    """All that is noted. Who was spoken with is chosen among the organization's own people."""

    class Meta:
        model = Interaction
        fields = [
            "kind",
            "happened_on",
            "contact",
            "others",
            "summary",
            "partner_minutes",
            "asks",
            "asked_for",
            "over_load_reason",
            "next_step",
            "next_on",
            "next_by",
            "next_done_on",
        ]
        widgets = {
            "kind": forms.RadioSelect,
            "summary": forms.Textarea(attrs={"rows": 3}),
            "over_load_reason": forms.Textarea(attrs={"rows": 2}),
        }

    def choices(self, name: str, rows: Any) -> Any:
        if name == "contact":
            people = Contact.objects.visible_to(self.by)
            return people.filter(organization=self.instance.organization_id)
        if name == "next_by":
            return super().choices(name, rows).filter(is_staff=True, is_active=True)
        return super().choices(name, rows)

    @property
    def values(self) -> dict[str, Any]:
        """What was asked says that something was asked; where nothing was, there is no more to say."""
        values = super().values
        if values.get("asked_for"):
            values["asks"] = True
        if values.get("asks") is False:
            values |= {"asked_for": "", "over_load_reason": ""}
        return values


class LogForm(InteractionForm):
    """What is noted right after it; that a next step was done comes later."""

    class Meta(InteractionForm.Meta):
        fields = [name for name in InteractionForm.Meta.fields if name != "next_done_on"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["summary"].label = _("What it was about")
        kinds: Any = self.fields["kind"]
        kinds.choices = [choice for choice in kinds.choices if choice[0]]

    @property
    def values(self) -> dict[str, Any]:
        """Who would take the next step is offered; without a step nobody does."""
        values = super().values
        if not (values.get("next_step") or values.get("next_on")):
            values["next_by"] = None
        return values

from typing import Any

from django.utils.translation import gettext_lazy as _

from engagements import rights
from engagements.models import Compensation
from partners.forms import RecordForm


class CompensationForm(RecordForm):
    """Money that was promised for a community educator's work, or to the organization."""

    rules = rights

    class Meta:
        model = Compensation
        fields = [
            "paid_to",
            "purpose",
            "engagement",
            "rate",
            "hours",
            "amount",
            "promised_on",
            "due_on",
            "paid_on",
        ]
        help_texts = {
            "amount": _("Left empty, it is the rate times the hours."),
            "paid_on": _("Empty until it is paid."),
        }

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "amount" in self.fields:
            self.fields["amount"].required = False

    def choices(self, name: str, rows: Any) -> Any:
        """Only work with this organization."""
        rows = super().choices(name, rows)
        return rows.filter(organization=self.instance.organization_id)

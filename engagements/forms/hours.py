from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from engagements import policies, rights
from engagements.enums import HourKind
from engagements.models import HourEntry
from partners.forms import RecordForm


class LengthField(forms.Field):
    """Minutes, typed as people do: “1:30”, “1.5” (hours), “90 min”, “2 h”."""

    default_error_messages = {"invalid": _("It takes a length, such as 1:30, 1.5 or 90 min.")}

    def prepare_value(self, value: Any) -> Any:
        return f"{value // 60}:{value % 60:02}" if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip().lower().replace(",", ".")
        if not text:
            return None
        try:
            return minutes_of(text)
        except (ValueError, OverflowError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial)) != str(data)


def minutes_of(text: str) -> int:
    if ":" in text:
        hours, minutes = text.split(":")
        if not (hours.isdecimal() and minutes.isdecimal() and int(minutes) < 60):
            raise ValueError(text)
        return int(hours) * 60 + int(minutes)
    for ending in ("minutes", "min", "m"):
        if text.endswith(ending):
            return int(text.removesuffix(ending))
    for ending in ("hours", "hour", "h"):
        text = text.removesuffix(ending)
    return round(float(text) * 60)


class HoursForm(RecordForm):
    """Time on one day; each side sees the kinds that are its own."""

    rules = rights
    minutes = LengthField(label=_("How long"), help_text=_("1:30, 1.5 or 90 min"))

    class Meta:
        model = HourEntry
        fields = ["worked_on", "minutes", "kind", "started_at", "basis", "note"]
        widgets = {"started_at": forms.TimeInput(attrs={"type": "time"})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        placement = self.instance.placement
        if policies.acts_as_student(self.by, placement):
            kind.choices = [c for c in HourKind.choices if c[0] != HourKind.SUPERVISION]
        elif policies.acts_as_partner(self.by, placement.organization_id):
            kind.choices = [c for c in HourKind.choices if c[0] == HourKind.SUPERVISION]

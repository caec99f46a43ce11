"""Times of the week as rows of a form."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from engagements.enums import Weekday
from engagements.models.engagement import SLOTS_MOST
from partners.forms.lines import RowsField, RowsWidget


class SlotsWidget(RowsWidget):
    template_name = "widgets/slots.html"
    columns = ("weekday", "starts_at", "ends_at")
    rows_most = SLOTS_MOST

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        weekdays = [(str(code), label) for code, label in Weekday.choices]
        return super().get_context(name, value, attrs) | {"weekdays": weekdays}


class SlotsField(RowsField):
    """Times of the week as a list of dicts, each once, in order."""

    widget = SlotsWidget

    def prepare_value(self, value: Any) -> list[list[str]]:
        return [[shown(part) for part in row] for row in value or []]

    def read(self, row: list[str]) -> tuple[int, time, time]:
        starts, ends = (forms.TimeField().clean(text) for text in row[1:])
        if starts >= ends:
            raise ValueError
        return Weekday(int(row[0])).value, starts, ends

    def refusal(self, row: list[str]) -> str:
        sentence = _("“%(row)s” takes a weekday, and a time from and to, such as 14:00.")
        return sentence % {"row": " ".join(filter(None, row))}

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        rows = sorted(set(super().to_python(value)))
        return [dict(zip(SlotsWidget.columns, row, strict=True)) for row in rows]


def shown(part: Any) -> str:
    return f"{part:%H:%M}" if isinstance(part, time) else str(part)

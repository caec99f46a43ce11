"""Times of the week as rows of a form."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from engagements.enums import Weekday

ROW = ("weekday", "starts_at", "ends_at")
BLANK_ROWS = 2
ROWS_MOST = 14


class SlotsWidget(forms.Widget):
    """A row of inputs for each time, and some blank ones; a row is removed by emptying it."""

    template_name = "widgets/slots.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[list[str]]:
        rows = []
        for number in range(ROWS_MOST):
            row = [data.get(f"{name}-{number}-{part}", "").strip() for part in ROW]
            if any(row):
                rows.append(row)
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-0-{ROW[0]}" not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = [*(value or []), *([["", "", ""]] * BLANK_ROWS)][:ROWS_MOST]
        context["rows"] = [dict(zip(ROW, row, strict=True)) for row in rows]
        context["weekdays"] = [(str(code), label) for code, label in Weekday.choices]
        return context


class SlotsField(forms.Field):
    """A list of (weekday, from, to), each once, in order."""

    widget = SlotsWidget

    def prepare_value(self, value: Any) -> list[list[str]]:
        return [[shown(part) for part in row] for row in value or []]

    def to_python(self, value: Any) -> list[tuple[int, time, time]]:
        problems, rows = [], set()
        for row in value or []:
            try:
                rows.add(read(row))
            except (ValidationError, ValueError):
                sentence = _("“%(row)s” takes a weekday, and a time from and to, such as 14:00.")
                problems.append(sentence % {"row": " ".join(filter(None, row))})
        if problems:
            raise ValidationError(problems)
        return sorted(rows)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return sorted(self.prepare_value(initial)) != sorted(data or [])


def read(row: list[str]) -> tuple[int, time, time]:
    starts, ends = (forms.TimeField().clean(text) for text in row[1:])
    if starts >= ends:
        raise ValueError
    return Weekday(int(row[0])).value, starts, ends


def shown(part: Any) -> str:
    return f"{part:%H:%M}" if isinstance(part, time) else str(part)

"""Fields that hold several things: texts line by line, and rows of quiet days."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

BLANK_ROWS = 2
ROWS_MOST = 50
ROW = ("starts_on", "ends_on", "reason")


class LinesField(forms.CharField):
    """A list of texts, one on each line."""

    def __init__(self, **kwargs: Any):
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def validate(self, value: Any) -> None:
        """The model says what the list may hold."""

    def run_validators(self, value: Any) -> None:
        """They are for one text."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(self.prepare_value(initial)) != self.to_python(data)


class DaysWidget(forms.Widget):
    """A row of inputs for each quiet period, and some blank ones; a row is removed by emptying it."""

    template_name = "widgets/days.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[list[str]]:
        rows = []
        for number in range(ROWS_MOST):
            row = [data.get(f"{name}-{number}-{part}", "").strip() for part in ROW]
            if f"{name}-{number}-{ROW[0]}" not in data:
                break
            if any(row):
                rows.append(row)
        return rows

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-0-{ROW[0]}" not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        rows = [*(value or []), *([["", "", ""]] * BLANK_ROWS)][:ROWS_MOST]
        context["rows"] = [dict(zip(ROW, row, strict=True)) for row in rows]
        return context


class DaysField(forms.Field):
    """Quiet periods as a list of dicts, in the order of their first day."""

    widget = DaysWidget

    def prepare_value(self, value: Any) -> list[list[str]]:
        return [[str(part) for part in row] for row in value or []]

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        problems, rows = [], []
        for row in value or []:
            try:
                days = [forms.DateField(input_formats=["%Y-%m-%d"]).clean(day) for day in row[:2]]
                rows.append(dict(zip(ROW, [*days, row[2]], strict=True)))
            except ValidationError:
                shown = " – ".join(filter(None, row[:2])) or row[2]
                sentence = _("“%(row)s” takes a first and a last day, such as 2027-07-01.")
                problems.append(sentence % {"row": shown})
        if problems:
            raise ValidationError(problems)
        return sorted(rows, key=lambda row: row["starts_on"])

    def has_changed(self, initial: Any, data: Any) -> bool:
        return sorted(self.prepare_value(initial)) != sorted(data or [])

"""Fields that hold several things: texts line by line, and rows of quiet days."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

BLANK_ROWS = 2


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


class RowsWidget(forms.Widget):
    """A row of inputs for each thing, and some blank ones; a row is removed by emptying it."""

    columns: tuple[str, ...]
    rows_most: int

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[list[str]]:
        rows = [
            [data.get(f"{name}-{number}-{column}", "").strip() for column in self.columns]
            for number in range(self.rows_most)
        ]
        return [row for row in rows if any(row)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-0-{self.columns[0]}" not in data

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        blank = [[""] * len(self.columns)] * BLANK_ROWS
        rows = [*(value or []), *blank][: self.rows_most]
        context["rows"] = [dict(zip(self.columns, row, strict=True)) for row in rows]
        return context


class RowsField(forms.Field):
    """What its rows say: `read` takes one, and `refusal` is the sentence where it cannot."""

    def read(self, row: list[str]) -> Any:
        raise NotImplementedError

    def refusal(self, row: list[str]) -> str:
        raise NotImplementedError

    def to_python(self, value: Any) -> list:
        problems, rows = [], []
        for row in value or []:
            try:
                rows.append(self.read(row))
            except (ValidationError, ValueError):
                problems.append(self.refusal(row))
        if problems:
            raise ValidationError(problems)
        return rows

    def has_changed(self, initial: Any, data: Any) -> bool:
        return sorted(self.prepare_value(initial)) != sorted(data or [])


class DaysWidget(RowsWidget):
    template_name = "widgets/days.html"
    columns = ("starts_on", "ends_on", "reason")
    rows_most = 50


class DaysField(RowsField):
    """Quiet periods as a list of dicts, in the order of their first day."""

    widget = DaysWidget

    def prepare_value(self, value: Any) -> list[list[str]]:
        return [[str(part) for part in row] for row in value or []]

    def read(self, row: list[str]) -> dict[str, Any]:
        days = [forms.DateField(input_formats=["%Y-%m-%d"]).clean(day) for day in row[:2]]
        return dict(zip(DaysWidget.columns, [*days, row[2]], strict=True))

    def refusal(self, row: list[str]) -> str:
        shown = " – ".join(filter(None, row[:2])) or row[2]
        return _("“%(row)s” takes a first and a last day, such as 2027-07-01.") % {"row": shown}

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        return sorted(super().to_python(value), key=lambda row: row["starts_on"])

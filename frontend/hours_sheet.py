"""A sheet of hours on its way in: sent, looked at, then taken."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.importing import (
    MOST_BYTES,
    MOST_ROWS,
    TOO_LARGE,
    TOO_LONG,
    Fate,
    Line,
    lines_of,
    looked_at,
    take_in,
)
from engagements.models import Placement
from partners.importing import FileRefusedError


class Seats(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.engagement.title} · {obj.engagement.organization.name}"


class SheetForm(forms.Form):
    """The file first; then, after a look, its rows as they were read."""

    placement = Seats(Placement.objects.none(), label=gettext_lazy("Placement"), empty_label=None)
    sheet = forms.FileField(
        label=gettext_lazy("CSV or XLSX file"),
        required=False,
        help_text=gettext_lazy("At most 1 MB and 1,000 rows."),
    )
    rows = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.user = user
        seats = Placement.objects.visible_to(user).filter(student__user=user).seated()
        self.fields["placement"].queryset = seats.select_related(  # type: ignore[attr-defined]
            "engagement__organization", "student"
        )

    def clean_rows(self) -> list[Line]:
        text = self.cleaned_data["rows"]
        return read_back(text) if text else []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        if not data["rows"] and not data.get("sheet"):
            self.add_error("sheet", _("Choose a file."))
        elif not data["rows"]:
            self.read(data["sheet"])
        return data

    def read(self, upload: Any) -> None:
        if upload.size > MOST_BYTES:
            self.add_error("sheet", TOO_LARGE)
            return
        with TemporaryDirectory() as folder:
            path = Path(folder) / "sheet"  # Its own name may be longer than a folder takes.
            path.write_bytes(upload.read())
            try:
                self.lines = lines_of(path, upload.name)
            except FileRefusedError as error:
                self.add_error("sheet", str(error))

    def look(self) -> "Preview":
        placement = self.cleaned_data["placement"]
        return Preview(looked_at(self.lines, placement, by=self.user), placement)

    def take(self) -> int:
        """How many entries are new."""
        done = take_in(self.cleaned_data["rows"], self.cleaned_data["placement"], by=self.user)
        return sum(line.fate == Fate.NEW for line in done)


class Preview:
    """What would become of each row, and the new ones in a hidden field for the second step."""

    def __init__(self, lines: list[Line], placement: Placement):
        self.lines, self.placement = lines, placement
        self.new = sum(line.fate == Fate.NEW for line in lines)
        self.there = sum(line.fate == Fate.THERE for line in lines)
        self.refused = sum(line.fate == Fate.REFUSED for line in lines)

    @property
    def rows(self) -> str:
        return json.dumps([[line.row, line.cells] for line in self.lines if line.fate == Fate.NEW])


def read_back(text: str) -> list[Line]:
    """The rows of the hidden field, which may hold anything; what they say is looked at again."""
    try:
        rows = json.loads(text)
        lines = [Line(int(row), {str(k): str(v) for k, v in cells.items()}) for row, cells in rows]
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise forms.ValidationError(_("Please choose the file again.")) from error
    if len(lines) > MOST_ROWS:
        raise forms.ValidationError(TOO_LONG)
    return lines

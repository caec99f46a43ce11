"""Hours from a sheet that a student kept: read → look at each row → write what is new.

A row is new, already there (same placement, day, start, minutes and kind), or refused with its
column and the reason; what is checked is what `log_hours` checks. A look beforehand writes, sees
what becomes of each row, and takes it all back, so that it cannot differ from what then happens.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.editing import log_hours
from engagements.enums import Basis, HourKind
from engagements.models import HourEntry, Placement
from occme.accounts.models import User
from occme.channels import Channel, through
from occme.refusals import NotYours
from partners.editing import in_one_piece, locked
from partners.folding import fold
from partners.importing.columns import Vocabulary
from partners.importing.outcomes import FileRefusedError
from partners.importing.reading import read
from partners.quoting import unquoted

MOST_BYTES = 1 << 20
MOST_ROWS = 1_000
TOO_LARGE = gettext_lazy("It is larger than 1 MB: please split it.")
TOO_LONG = gettext_lazy("It has more than 1,000 rows: please split it.")

SHEET = Vocabulary(
    {
        "day": ("date", "worked on", "day worked", "date worked"),
        "from": ("start", "started at", "start time", "time in", "starts at"),
        "minutes": ("min", "mins", "length in minutes"),
        "hours": ("hrs", "duration", "length", "time spent", "total hours"),
        "kind": ("type", "activity", "category"),
        "basis": ("actual or estimate", "estimate"),
        "engagement": ("title", "placement", "program"),
        "note": ("notes", "comment", "comments", "description", "what i did"),
    },
    "day",
)
COLUMN_OF = {"worked_on": "day", "started_at": "from", NON_FIELD_ERRORS: ""}
KNOWN = ("placement", "worked_on", "started_at", "minutes", "kind")
CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)(?::00)?")
SPELLED = re.compile(r"(?:(\d+) ?h(?:ours?)?)? ?(?:(\d+) ?m(?:in(?:utes?)?)?)?")
TIMES = ["%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M%p", "%I %p", "%I%p"]

Cells = dict[str, str]
"""Texts by column."""


class Fate(TextChoices):
    NEW = "new", gettext_lazy("New")
    THERE = "there", gettext_lazy("Already there")
    REFUSED = "refused", gettext_lazy("Refused")


@dataclass(frozen=True)
class Line:
    """A row of the sheet; 1 is the first below the names of the columns."""

    row: int
    cells: Cells
    fate: Fate = Fate.NEW
    column: str = ""
    reason: str = ""

    @property
    def length(self) -> str:
        return self.cells.get("minutes") or self.cells.get("hours", "")


def lines_of(path: Path, name: str = "") -> list[Line]:
    """The rows of a CSV or XLSX file, which its sender calls `name`. Raises FileRefusedError where it
    cannot be taken at all."""
    if path.stat().st_size > MOST_BYTES:
        raise FileRefusedError(str(TOO_LARGE))
    try:
        with read(path, SHEET, most_rows=MOST_ROWS) as table:
            return [line_of(row, table.columns.names) for row in table.rows]
    except FileRefusedError as error:
        # The reader is told the file's own name, not where it lies on the server.
        raise FileRefusedError(str(error).replace(str(path), name or path.name)) from error


def line_of(row: Any, names: list[str]) -> Line:
    cells = {name: cell for name, cell in zip(names, row.cells, strict=True) if name and cell}
    fate = Fate.REFUSED if row.problem else Fate.NEW
    return Line(row.record, cells, fate, reason=row.problem)


def looked_at(lines: list[Line], placement: Placement, *, by: User) -> list[Line]:
    """What would become of each row; nothing is written."""
    return written(lines, placement, by, keep=False)


def take_in(lines: list[Line], placement: Placement, *, by: User) -> list[Line]:
    """Writes the rows that are new, in one transaction; returns what became of each."""
    with through(Channel.IMPORT):
        return written(lines, placement, by, keep=True)


@in_one_piece
def written(lines: list[Line], placement: Placement, by: User, *, keep: bool) -> list[Line]:
    if placement.student.user_id != by.pk:
        raise NotYours
    locked(placement.student)  # A sheet that is sent twice at once waits, and finds all there.
    seats = Placement.objects.visible_to(by).filter(student=placement.student).seated()
    seats = list(seats.select_related("engagement", "student"))
    known = set(HourEntry.objects.filter(placement__in=seats).values_list(*KNOWN))
    found = [line if line.reason else fated(line, placement, seats, known, by) for line in lines]
    if not keep:
        transaction.set_rollback(True)
    return found


def fated(line: Line, placement: Placement, seats: list, known: set, by: User) -> Line:
    try:
        seat = seat_of(line.cells, placement, seats)
        values = values_of(line.cells)
        key = (seat.pk, *(values[name] for name in KNOWN[1:]))
        if key in known:
            return replace(line, fate=Fate.THERE)
        log_hours(seat, by=by, values=values)
        known.add(key)
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        column = COLUMN_OF.get(field, field)
        if column == "minutes" and "minutes" not in line.cells:
            column = "hours"
        return replace(line, fate=Fate.REFUSED, column=column, reason=" ".join(sentences))
    return line


def seat_of(cells: Cells, placement: Placement, seats: list[Placement]) -> Placement:
    """The one that the row names, or else the one that was chosen."""
    title = unquoted(cells.get("engagement", ""))
    if not title or fold(title) == fold(placement.engagement.title):
        return placement
    named = [seat for seat in seats if fold(seat.engagement.title) == fold(title)]
    if len(named) != 1:
        sentence = _("You have no placement of this name, or several.")
        raise ValidationError({"engagement": [sentence]})
    return named[0]


def values_of(cells: Cells) -> dict[str, Any]:
    return {
        "worked_on": day_of(cells),
        "started_at": start_of(cells),
        "minutes": minutes_of(cells),
        "kind": choice(cells, "kind", HourKind, HourKind.DIRECT),
        "basis": choice(cells, "basis", Basis, Basis.ACTUAL),
        "note": unquoted(cells.get("note", "")),
    }


def day_of(cells: Cells) -> date:
    return cleaned(forms.DateField(), cells, "day")


def start_of(cells: Cells) -> time | None:
    return cleaned(forms.TimeField(required=False, input_formats=TIMES), cells, "from")


def minutes_of(cells: Cells) -> int:
    """From the column of minutes, or of hours: “1.5”, “1:30” or “1 h 30 min”."""
    if "minutes" in cells:
        return cleaned(forms.IntegerField(), cells, "minutes")
    text = cells.get("hours", "").casefold()
    if found := CLOCK.fullmatch(text) or (SPELLED.fullmatch(text) if text else None):
        return int(found[1] or 0) * 60 + int(found[2] or 0)
    minutes = cleaned(forms.DecimalField(max_digits=6), cells, "hours") * 60
    if minutes != int(minutes):
        raise ValidationError({"hours": [_("This is no whole number of minutes.")]})
    return int(minutes)


def cleaned(field: forms.Field, cells: Cells, column: str) -> Any:
    try:
        return field.clean(cells.get(column, ""))
    except ValidationError as error:
        raise ValidationError({column: error.messages}) from error


def choice(cells: Cells, column: str, choices: type[TextChoices], usual: str) -> str:
    words = {fold(str(text)): one.value for one in choices for text in (one.value, one.label)}
    text = cells.get(column)
    if text and fold(text) not in words:
        labels = ", ".join(str(label) for label in choices.labels)
        raise ValidationError({column: [_("It is one of: %s.") % labels]})
    return words[fold(text)] if text else str(usual)

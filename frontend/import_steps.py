"""What is done with a sheet on its way in: sent, looked at, decided, carried out, taken back."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import OperationalError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.incoming import ENGINES, engine_of
from occme.refusals import Stale, WrongStep
from partners.editing import version_of
from partners.enums import ImportKind
from partners.importing import Decision, FileRefusedError
from partners.importing.kept import (
    Differs,
    begin,
    carry_out,
    choose,
    decide,
    decisions_of,
    look,
    set_aside,
)
from partners.importing.underway import underway
from partners.importing.undoing import undo
from partners.models import Import

MOST_BYTES = 10 << 20
QUICK = 2_000
"""Rows that are looked at within a moment: nobody has to ask for it."""
TOO_LARGE = gettext_lazy("It is larger than 10 MB: please split it.")


class FileForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What its rows are"),
        choices=ImportKind.choices,
        widget=forms.RadioSelect,
        initial=ImportKind.ORGANIZATIONS,
    )
    sheet = forms.FileField(
        label=gettext_lazy("CSV or XLSX file"),
        help_text=gettext_lazy(
            "At most 10 MB; 20,000 rows of organizations or interactions, 2,000 of hours."
        ),
    )

    def clean_sheet(self) -> Any:
        if self.cleaned_data["sheet"].size > MOST_BYTES:
            raise ValidationError(TOO_LARGE)
        return self.cleaned_data["sheet"]

    def read(self, by: Any) -> Import | None:
        """None: the form is to be shown again, and was told what is wrong."""
        if not self.is_valid():
            return None
        kind, upload = self.cleaned_data["kind"], self.cleaned_data["sheet"]
        with TemporaryDirectory() as folder:
            path = Path(folder) / "sheet"  # Its own name may be longer than a folder takes.
            path.write_bytes(upload.read())
            try:
                held = begin(path, kind=kind, engine=ENGINES[kind], by=by, name=upload.name)
                return looked(held, by, version_of(held)) if is_quick(held) else held
            except FileRefusedError as error:
                self.add_error("sheet", str(error))
                return None


def is_quick(held: Import) -> bool:
    return held.row_count <= QUICK and engine_of(held).words.key in held.columns


def looked(held: Import, by: Any, seen: str) -> Import:
    engine = engine_of(held)
    with underway(held.pk, engine.steps) as progress:
        return look(held, engine=engine, by=by, seen=seen, progress=progress)


class Steps:
    """Each step of an import, as its form is sent; returns what is wrong, or nothing."""

    def __init__(self, held: Import, user: Any, data: QueryDict):
        self.held, self.user, self.data = held, user, data
        self.seen = data.get("seen", "")

    def take(self, name: str) -> str:
        try:
            return self.named[name](self) or ""
        except (WrongStep, Stale, FileRefusedError) as refusal:
            return str(refusal)
        except OperationalError:
            return _(
                "The database is busy, perhaps with another import. Nothing was written; please "
                "try again in a minute."
            )
        except ValidationError as error:
            return " ".join(error.messages)

    def columns(self) -> None:
        chosen = [self.data.get(f"column-{n}", "") for n in range(len(self.held.labels))]
        engine = engine_of(self.held)
        self.look_again(choose(self.held, chosen, engine=engine, by=self.user, seen=self.seen))

    def decide(self) -> str | None:
        said = {}
        abouts = dict(self.held.rows.values_list("record", "about"))
        earlier = decisions_of(self.held)
        for name in self.data:
            record, choice = name.removeprefix("decision-"), str(self.data[name])
            if name.startswith("decision-") and record.isascii() and record.isdigit() and choice:
                number = int(record[:9])
                kept = earlier.get(number, Decision(choice))
                if number in abouts:
                    said[number] = Decision(choice, kept.about or abouts[number] or 0)
        if not said:
            return _("Choose for at least one row.")
        self.look_again(decide(self.held, said, by=self.user, seen=self.seen))
        return None

    def look_again(self, held: Import) -> None:
        if is_quick(held):
            looked(held, self.user, version_of(held))

    def look(self) -> None:
        looked(self.held, self.user, self.seen)

    def carry_out(self) -> str | None:
        engine = engine_of(self.held)
        try:
            with underway(self.held.pk, engine.steps) as progress:
                carry_out(self.held, engine=engine, by=self.user, seen=self.seen, progress=progress)
        except Differs:
            looked(self.held, self.user, self.seen)
            return _(
                "Something changed since you looked, so that other things would happen. Nothing "
                "was imported. Here is what would happen now."
            )
        return None

    def set_aside(self) -> None:
        set_aside(self.held, by=self.user, seen=self.seen)

    def undo(self) -> None:
        undo(self.held, by=self.user, seen=self.seen)

    named: dict[str, Callable[["Steps"], str | None]] = {
        "columns": columns,
        "decide": decide,
        "look": look,
        "import": carry_out,
        "set-aside": set_aside,
        "undo": undo,
    }

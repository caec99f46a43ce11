"""Hours of many students from a sheet that staff keep; and the engines of all kinds of sheets."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from engagements.editing import log_hours
from engagements.importing import COLUMN_OF, KNOWN, SHEET, Cells, values_of
from engagements.models import HourEntry, Placement
from occme.accounts.models import User
from partners.enums import ImportKind
from partners.folding import fold
from partners.importing.columns import Vocabulary
from partners.importing.contacts import Interactions
from partners.importing.deciding import Choice, Decision
from partners.importing.engines import Organizations
from partners.importing.kept import Engine
from partners.importing.outcomes import (
    IMPORT,
    Outcome,
    Progress,
    Result,
    Verdict,
    Within,
    in_one_transaction,
    silently,
)
from partners.importing.reading import Row, Table
from partners.quoting import unquoted

OF_STUDENTS = Vocabulary(
    {
        **SHEET.synonyms,
        "student": ("student email", "email", "e mail", "student e mail", "email address", "who"),
    },
    "student",
)


class Hours:
    """See partners.importing.kept.Engine. What is checked is what `log_hours` checks, day by day
    and person by person: a look writes, sees what becomes of each row, and takes it all back."""

    words = OF_STUDENTS
    most_rows = 2_000
    steps = 1
    choices: tuple[Choice, ...] = (Choice.SKIP,)

    def run(
        self,
        table: Table,
        *,
        by: User,
        decisions: Mapping[int, Decision],
        dry_run: bool,
        progress: Progress = silently,
        within: Within = in_one_transaction,
    ) -> Result:
        def act() -> Result:
            outcomes = [remark.of(0) for remark in table.remarks]
            reader = Reader(table, by)
            doing = "Checking" if dry_run else "Importing"
            outcomes += [reader.take(row) for row in progress(table.rows, doing)]
            if dry_run:
                transaction.set_rollback(True)
            return Result(outcomes, {} if dry_run else lines_of(reader.new))

        return in_one_transaction(act) if dry_run else within(act)


@dataclass
class Reader:
    table: Table
    by: User
    new: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        seats = Placement.objects.visible_to(self.by).seated()
        seats = seats.select_related("engagement__organization", "student__user")
        self.seats: dict[str, list[Placement]] = {}
        for seat in seats.order_by("pk"):
            self.seats.setdefault(seat.student.user.email.casefold(), []).append(seat)
        rows = HourEntry.objects.visible_to(self.by).filter(placement__in=seats)
        self.known = set(rows.values_list(*KNOWN))

    def take(self, row: Row) -> Outcome:
        told = zip(self.table.columns.names, row.cells, strict=True)
        cells = {name: cell for name, cell in told if name and cell}
        if row.problem:
            return Outcome(row.record, Verdict.REFUSED, "", row.problem)
        try:
            with transaction.atomic():
                return self.taken(row, cells)
        except ValidationError as error:
            name, sentences = next(iter(error.message_dict.items()))
            column = COLUMN_OF.get(name, name)
            if column == "minutes" and "minutes" not in cells:
                column = "hours"
            return Outcome(row.record, Verdict.REFUSED, column, " ".join(sentences))

    def taken(self, row: Row, cells: Cells) -> Outcome:
        seat, values = self.seat_of(cells), values_of(cells)
        key = (seat.pk, *(values[name] for name in KNOWN[1:]))
        if key in self.known:
            return Outcome(row.record, Verdict.UNCHANGED, about=seat.pk)
        entry = log_hours(seat, by=self.by, values=values, reason=IMPORT)
        self.known.add(key)
        self.new.append(entry.pk)
        return Outcome(row.record, Verdict.IMPORTED, about=seat.pk)

    def seat_of(self, cells: Cells) -> Placement:
        """The student's seat that the row names; or the only one, where it names none."""
        email = unquoted(cells.get("student", "")).casefold()
        seats = self.seats.get(email, [])
        if not seats:
            sentence = _("No student with this email has a placement that was confirmed.")
            raise ValidationError({"student": [sentence]})
        title = fold(unquoted(cells.get("engagement", "")))
        named = [seat for seat in seats if not title or is_called(seat, title)]
        if len(named) != 1:
            sentence = _("The student has these placements: %s. Please write one of them.")
            titles = "; ".join(dict.fromkeys(seat.engagement.title for seat in seats))
            raise ValidationError({"engagement": [sentence % titles]})
        return named[0]


def is_called(seat: Placement, title: str) -> bool:
    engagement = seat.engagement
    return title in (fold(engagement.title), fold(engagement.organization.name))


def lines_of(pks: list[int]) -> dict[str, list[list[int]]]:
    rows = HourEntry.history.filter(id__in=pks, history_type="+") if pks else []
    return {HourEntry._meta.label_lower: [[line.id, line.pk] for line in rows]}


ENGINES: dict[str, Engine] = {
    ImportKind.ORGANIZATIONS: Organizations(),
    ImportKind.INTERACTIONS: Interactions(),
    ImportKind.HOURS: Hours(),
}


def engine_of(held: Any) -> Engine:
    return ENGINES[held.kind]

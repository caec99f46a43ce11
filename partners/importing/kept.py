"""A sheet on its way in: read, looked at, carried out, taken back.

Each verb takes `seen`, the version of the import that somebody saw (see partners.editing), and
raises the refusals of partners.editing. A look writes nothing but what it saw. Carrying out is one
transaction, and happens only where the same would happen that was looked at.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

import orjson
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from occme.accounts.models import User
from occme.channels import Channel, through
from occme.refusals import NotYours, WrongStep
from partners.editing import locked, refuse_stale
from partners.enums import Fate, ImportState
from partners.importing.columns import Columns, Vocabulary
from partners.importing.deciding import Choice, Decision
from partners.importing.masking import masked
from partners.importing.outcomes import (
    FileRefusedError,
    Outcome,
    Progress,
    Remark,
    Result,
    Verdict,
    Within,
    in_one_transaction,
    silently,
)
from partners.importing.reading import Row, Table, read
from partners.models import Import, ImportRow
from partners.policies import is_staff

CHUNK = 1000
LONGEST_NAME = 200

FATES = {
    Verdict.IMPORTED: Fate.NEW,
    Verdict.UPDATED: Fate.CHANGED,
    Verdict.UNCHANGED: Fate.UNCHANGED,
    Verdict.DUPLICATE: Fate.LEFT_OUT,
    Verdict.FLAGGED: Fate.PERHAPS,
    Verdict.REFUSED: Fate.REFUSED,
    Verdict.IGNORED: Fate.LEFT_OUT,
}


class Engine(Protocol):
    """What one kind of sheet takes: its columns, how many rows, and what becomes of them."""

    words: Vocabulary
    most_rows: int
    steps: int
    """How often it goes through the rows."""
    choices: tuple[Choice, ...]
    """What a person may say of a row that is held back."""

    def run(
        self,
        table: Table,
        *,
        by: User,
        decisions: Mapping[int, Decision],
        dry_run: bool,
        progress: Progress = silently,
        within: Within = in_one_transaction,
    ) -> Result: ...


class Differs(Exception):
    """Something else would happen than was looked at; nothing was written."""


@transaction.atomic
def begin(path: Path, *, kind: str, engine: Engine, by: User, name: str = "") -> Import:
    """Reads a file, which its sender calls `name`; one that the same person sent before, and that
    still waits, is not kept twice. Raises FileRefusedError, with a sentence, where it cannot be
    taken at all."""
    if not is_staff(by):
        raise NotYours
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if same := Import.objects.waiting().filter(digest=digest, kind=kind, by=by).first():
        return same
    name = (name or path.name)[-LONGEST_NAME:]
    with told_by_name(path, name), reading(path, engine) as table:
        if not len(table.rows):
            raise FileRefusedError(_("There is nothing below the names of the columns."))
        held = Import(
            kind=kind,
            file_name=name,
            digest=digest,
            by=by,
            labels=masked(table.labels, [""] * len(table.labels))[0],
            columns=table.columns.names,
            reading_remarks=[[remark.column, remark.message] for remark in table.remarks],
            row_count=len(table.rows),
        )
        save(held, by)
        rows = (row_of(held, row, table.labels) for row in table.rows)
        ImportRow.objects.bulk_create(rows, batch_size=CHUNK)
    return held


def row_of(held: Import, row: Row, labels: list[str]) -> ImportRow:
    """Numbers of persons and patients are not kept, not even of a row that is refused for them."""
    cells, problem = masked(row.cells, labels)
    told = " ".join(filter(None, (problem, row.problem)))
    return ImportRow(sheet=held, record=row.record, cells=cells, problem=told)


class told_by_name:  # noqa: N801 - read as a word in a `with` line
    """The reader is told the file's own name, not where it lies on the server."""

    def __init__(self, path: Path, name: str):
        self.path, self.name = path, name

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: Any, error: Any, _trace: Any) -> None:
        if isinstance(error, FileRefusedError):
            raise FileRefusedError(str(error).replace(str(self.path), self.name)) from error


def reading(path: Path, engine: Engine) -> AbstractContextManager[Table]:
    return read(path, engine.words, to_choose=True, most_rows=engine.most_rows)


@transaction.atomic
def choose(held: Import, columns: list[str], *, engine: Engine, by: User, seen: str) -> Import:
    """Says what the columns of the sheet are; it has to be looked at again."""
    mine = waiting(held, by, seen)
    named = [name for name in columns if name]
    unknown = {*named} - {*engine.words.synonyms}
    twice = sorted({name for name in named if named.count(name) > 1})
    if unknown or len(columns) != len(mine.labels):
        raise ValidationError({"columns": [_("Choose among the columns that there are.")]})
    if twice:
        sentence = _("Several columns are the same: %s. Please keep one of each.")
        raise ValidationError({"columns": [sentence % ", ".join(f"“{name}”" for name in twice)]})
    if engine.words.key not in named:
        sentence = _("Say which column is “%s”.") % engine.words.key
        raise ValidationError({"columns": [sentence]})
    mine.columns, mine.state = columns, ImportState.READ
    return save(mine, by)


@transaction.atomic
def decide(held: Import, decisions: Mapping[int, Decision], *, by: User, seen: str) -> Import:
    """Says what rows are that were held back; it has to be looked at again."""
    mine = waiting(held, by, seen)
    for record, decision in decisions.items():
        if decision.choice not in Choice.values:
            raise ValidationError({"decisions": [_("Choose one of the three.")]})
        about = decision.about if decision.choice == Choice.SAME else 0
        mine.decisions[str(record)] = [decision.choice, about]
    mine.state = ImportState.READ
    return save(mine, by)


def look(
    held: Import, *, engine: Engine, by: User, seen: str, progress: Progress = silently
) -> Import:
    """Finds what would become of each row. The look itself takes no transaction: on SQLite nobody
    could write while it lasts."""
    began = perf_counter()
    rows, table = rows_and_table(held)
    result = engine.run(table, by=by, decisions=decisions_of(held), dry_run=True, progress=progress)
    with transaction.atomic():
        mine = waiting(held, by, seen)
        mine.remarks = [[one.column, one.message] for one in result.outcomes if not one.record]
        mine.counts = tell(rows, result.outcomes)
        mine.seal, mine.state = seal(result.outcomes), ImportState.LOOKED
        mine.seconds = round(perf_counter() - began, 1)
        mine.rows.all()._raw_delete(mine.rows.db)
        ImportRow.objects.bulk_create(rows, batch_size=CHUNK)
        return save(mine, by)


def carry_out(
    held: Import, *, engine: Engine, by: User, seen: str, progress: Progress = silently
) -> Import:
    """Writes what was looked at, all of it or nothing. Raises Differs where by now something else
    would happen. The rows are checked before the transaction begins, to keep it short."""
    mine = to_carry_out(held, by, seen)
    _rows, table = rows_and_table(mine)

    def within(write: Callable[[], Result]) -> Result:
        nonlocal mine
        with transaction.atomic():
            mine = to_carry_out(held, by, seen)
            result = write()
            if seal(result.outcomes) != mine.seal:
                raise Differs
            mine.lines, mine.state = dict(result.lines), ImportState.DONE
            mine.done_at, mine.done_by = now(), by
            save(mine, by)
            drop_untaken(mine)
        return result

    with through(Channel.IMPORT, mine.file_name):
        engine.run(
            table,
            by=by,
            decisions=decisions_of(mine),
            dry_run=False,
            progress=progress,
            within=within,
        )
    return mine


def drop_untaken(held: Import) -> None:
    """Cells of columns that were not imported are kept no longer than somebody may still say what
    these columns are."""
    if all(held.columns):
        return
    rows = list(held.rows.order_by("record"))
    for row in rows:
        row.cells = [c if name else "" for c, name in zip(row.cells, held.columns, strict=True)]
    held.rows.all()._raw_delete(held.rows.db)
    ImportRow.objects.bulk_create(rows, batch_size=CHUNK)


@transaction.atomic
def to_carry_out(held: Import, by: User, seen: str) -> Import:
    mine = waiting(held, by, seen)
    if mine.state != ImportState.LOOKED:
        raise WrongStep(_("Please look at it first."))
    return mine


@transaction.atomic
def set_aside(held: Import, *, by: User, seen: str) -> Import:
    """Nothing of it is imported, and its rows are not kept."""
    mine = waiting(held, by, seen)
    mine.rows.all()._raw_delete(mine.rows.db)
    mine.state, mine.decisions = ImportState.SET_ASIDE, {}
    return save(mine, by)


def waiting(held: Import, by: User, seen: str) -> Import:
    """The import, nobody else's until the transaction ends, where there is still something to do."""
    mine = seen_by(held, by, seen)
    if not mine.is_waiting:
        raise WrongStep(_("This was imported or set aside already."))
    return mine


def seen_by(held: Import, by: User, seen: str) -> Import:
    if not is_staff(by):
        raise NotYours
    mine: Import = locked(held)
    refuse_stale(mine, seen)
    return mine


def save(held: Import, by: User) -> Import:
    held._history_user = by  # type: ignore[attr-defined]
    held.save()
    return held


def decisions_of(held: Import) -> dict[int, Decision]:
    return {int(record): Decision(*said) for record, said in held.decisions.items()}


def rows_and_table(held: Import) -> tuple[list[ImportRow], Table]:
    """The rows as they were read, and as engines take them."""
    kept = held.rows.order_by("record").values_list("record", "cells", "problem")
    rows = [ImportRow(sheet=held, record=r, cells=cells, problem=p) for r, cells, p in kept]
    remarks = [Remark(Verdict.WARNED, *told) for told in held.reading_remarks]
    return rows, Table(Columns(held.columns), Kept(rows), remarks, held.labels)


class Kept:
    """Rows of a sheet that are kept in the database, as a reader of files gives them."""

    def __init__(self, rows: list[ImportRow]):
        self.rows = rows

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return (Row(row.record, row.cells, row.problem) for row in self.rows)


def tell(rows: list[ImportRow], outcomes: Iterable[Outcome]) -> dict[str, int]:
    """Writes on each row what becomes of it, and counts."""
    told: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        told[outcome.record].append(outcome)
    counts: dict[str, int] = defaultdict(int)
    for row in rows:
        first, *others = told.get(row.record) or [Outcome(row.record, Verdict.IGNORED)]
        row.fate = FATES.get(first.outcome, Fate.NEW)
        row.column, row.reason = first.column, "" if first.changes else str(first.message)
        row.about, row.twin = first.about, first.twin
        row.changes = [list(change) for change in first.changes]
        row.remarks = [[one.column, str(one.message)] for one in others]
        counts[row.fate] += 1
    return dict(counts)


def seal(outcomes: Iterable[Outcome]) -> str:
    """The same for the same outcomes, in whatever language they are told."""
    hashed = hashlib.sha256()
    for one in outcomes:
        if one.record and one.outcome != Verdict.WARNED:
            changes = [change.column for change in one.changes]
            values = [change.after for change in one.changes if change.column != "kind"]
            told = (one.record, one.outcome.value, one.column, one.about, one.twin, changes, values)
            hashed.update(orjson.dumps(told))
    return hashed.hexdigest()

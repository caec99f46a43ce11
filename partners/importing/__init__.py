"""Organizations from a file: read → check each row → match all → plan and write, batch by batch.

An import never changes, and never brings back, what is here by more than public sources: an
organization with a relationship, with consent, not listed, closed, removed, or edited by somebody.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TypeVar

from occme.accounts.models import User
from occme.channels import Channel, through
from partners.importing.checking import Checker
from partners.importing.deciding import Choice, Decision
from partners.importing.matching import Matches, entry_of, match
from partners.importing.outcomes import (
    IMPORT,
    FileRefusedError,
    Outcome,
    Progress,
    Result,
    Verdict,
    Within,
    in_one_transaction,
    silently,
)
from partners.importing.planning import plan
from partners.importing.reading import Table, read
from partners.importing.writing import Writer
from partners.models import FocusArea

__all__ = [
    "IMPORT",
    "Choice",
    "Decision",
    "FileRefusedError",
    "Outcome",
    "Verdict",
    "import_organizations",
    "import_table",
]

BATCH = 500

T = TypeVar("T")


def import_organizations(
    path: Path, *, dry_run: bool = False, progress: Progress = silently
) -> list[Outcome]:
    """Imports a file; returns what became of it and of each of its records, in their order.

    A refused record is left out, with an outcome for each of its problems. All others are written
    in one transaction, or, when anything fails, none. Raises FileRefusedError where the file as a
    whole cannot be taken.

    Rows are read twice from a file beside memory, for what a row is about depends on all others:
    in memory are a batch of rows, and names and places.
    """
    with read(path) as table, through(Channel.IMPORT, path.name):
        return import_table(table, dry_run=dry_run, progress=progress).outcomes


def import_table(
    table: Table,
    *,
    dry_run: bool = False,
    progress: Progress = silently,
    decisions: Mapping[int, Decision] | None = None,
    by: User | None = None,
    within: Within = in_one_transaction,
) -> Result:
    """As import_organizations, of rows that were read already, with what a person decided.

    Neither a dry run nor the checks before writing take a transaction: on SQLite nobody could
    write while it lasts.
    """
    checker = Checker(table.columns)
    listings = (checker.check(row) for row in progress(table.rows, "Checking"))
    entries = [entry_of(listing) for listing in listings if listing.is_sound]
    sound = {entry.record for entry in entries}
    if dry_run:
        return written(table, checker, sound, match(entries, decisions), None, progress)

    def write() -> Result:
        one_at_a_time()
        return written(table, checker, sound, match(entries, decisions), Writer(by), progress)

    return within(write)


def one_at_a_time() -> None:
    """Two imports at once would each take what the other brings for new: the second waits."""
    locked = FocusArea.objects.order_by("pk").select_for_update(no_key=True)
    list(locked.values_list("pk", flat=True))


def written(
    table: Table,
    checker: Checker,
    sound: set[int],
    matches: Matches,
    writer: Writer | None,
    progress: Progress,
) -> Result:
    outcomes = [remark.of(0) for remark in table.remarks]
    for rows in batches(progress(table.rows, "Importing" if writer else "Comparing")):
        listings = [checker.check(row, again=row.record in sound) for row in rows]
        planned = plan(listings, matches, to_write=writer is not None)
        if writer:
            writer.write(planned)
        outcomes += planned.outcomes
    return Result(outcomes, writer.lines if writer else {})


def batches(items: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, BATCH)):
        yield batch

"""Organizations from a file: read → check each row → plan → write.

An import never changes, and never brings back, what is here by more than public sources: an
organization with a relationship, with consent, not listed, removed, or edited by somebody.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction

from partners.importing.checking import Checker
from partners.importing.outcomes import IMPORT, FileRefusedError, Outcome, Progress, Verdict
from partners.importing.planning import plan
from partners.importing.reading import read
from partners.importing.writing import write

__all__ = ["IMPORT", "FileRefusedError", "Outcome", "Verdict", "import_organizations"]


def silently(items: Sequence[Any], description: str) -> Iterable[Any]:
    return items


def import_organizations(
    path: Path, *, dry_run: bool = False, progress: Progress = silently
) -> list[Outcome]:
    """Imports a file; returns what became of each of its records, in their order.

    A refused record is left out, with an outcome for each of its problems. All others are written
    in one transaction, or, when anything fails, none. Raises FileRefusedError where the file as a
    whole cannot be taken.
    """
    table = read(path)
    checker = Checker(table.header)
    listings = [checker.check(row) for row in progress(table.rows, "Checking")]
    with transaction.atomic():
        planned = plan(listings)
        if not dry_run:
            write(planned, progress=progress)
    return planned.outcomes

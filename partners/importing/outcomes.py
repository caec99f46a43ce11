"""What became of a record of the file, in words staff know."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

IMPORT = "import"
"""The reason that the history gives for whatever an import wrote."""
UNDONE = "import undone"
"""The same, for what was taken back."""


class Counted(Protocol):
    """What can be gone through, and knows how long it is."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Any]: ...


Progress = Callable[[Counted, str], Iterable[Any]]
"""Passes a thing through and shows, under a description, how far it is."""


def silently(items: Counted, description: str) -> Iterable[Any]:
    return items


class Verdict(TextChoices):
    """The first three say that the record is here; `flagged` and `warned` may come on top.

    A record that is only `flagged` was held back: nothing of it was written.
    """

    IMPORTED = "imported", _("Imported")
    UPDATED = "updated", _("Updated")
    UNCHANGED = "unchanged", _("Already here, unchanged")
    DUPLICATE = "duplicate", _("Repeats another record")
    FLAGGED = "flagged", _("Perhaps here already")
    WARNED = "warned", _("Taken with a remark")
    REFUSED = "refused", _("Refused")
    IGNORED = "ignored", _("Left out")


class Difference(NamedTuple):
    """What a column says on record, and in the file; in words."""

    column: str
    before: str
    after: str


@dataclass(frozen=True)
class Outcome:
    """record: 1 is the first after the header, 0 the file as a whole; blank lines do not count.

    column: the first column it is about, as the tracker calls it, if any. about: the primary key of
    what it resembles or is on record. twin: the record of this file that it resembles. changes: of
    what is updated.
    """

    record: int
    outcome: Verdict
    column: str = ""
    message: str = ""
    about: int | None = None
    twin: int = 0
    changes: tuple[Difference, ...] = ()


class Remark(NamedTuple):
    """An outcome whose record is known from where it stands."""

    outcome: Verdict
    column: str
    message: str
    about: int | None = None
    twin: int = 0
    changes: tuple[Difference, ...] = ()

    def of(self, record: int) -> Outcome:
        return Outcome(record, *self)


Lines = dict[str, list[list[int]]]
"""By model, of each row that was written: its primary key, and its line in the history."""


class Result(NamedTuple):
    """What became of a file and its records, and what was written."""

    outcomes: list[Outcome]
    lines: Lines


Within = Callable[[Callable[[], Result]], Result]
"""Carries out what writes, in a transaction around it."""


def in_one_transaction(write: Callable[[], Result]) -> Result:
    with transaction.atomic():
        return write()


class FileRefusedError(Exception):
    """The file as a whole cannot be taken; the text says why in a sentence."""

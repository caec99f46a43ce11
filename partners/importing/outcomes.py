"""What became of a record of the file, in words staff know."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

IMPORT = "import"
"""The reason that the history gives for whatever an import wrote."""


class Counted(Protocol):
    """What can be gone through, and knows how long it is."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Any]: ...


Progress = Callable[[Counted, str], Iterable[Any]]
"""Passes a thing through and shows, under a description, how far it is."""


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


@dataclass(frozen=True)
class Outcome:
    """record: 1 is the first after the header, 0 the file as a whole; blank lines do not count.

    column: the first column it is about, as the tracker calls it, if any.
    """

    record: int
    outcome: Verdict
    column: str = ""
    message: str = ""


class Remark(NamedTuple):
    """An outcome whose record is known from where it stands."""

    outcome: Verdict
    column: str
    message: str

    def of(self, record: int) -> Outcome:
        return Outcome(record, *self)


class FileRefusedError(Exception):
    """The file as a whole cannot be taken; the text says why in a sentence."""

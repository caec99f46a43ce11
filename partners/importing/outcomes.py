"""What became of a record of the file, in words staff know."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

IMPORT = "import"
"""The reason that the history gives for whatever an import wrote."""

Progress = Callable[[Sequence[Any], str], Iterable[Any]]
"""Passes a sequence through and shows, under a description, how far it is."""


class Verdict(TextChoices):
    IMPORTED = "imported", _("Imported")
    UPDATED = "updated", _("Updated")
    UNCHANGED = "unchanged", _("Already here, unchanged")
    IGNORED = "ignored", _("Left as it is here")
    REFUSED = "refused", _("Refused")


@dataclass(frozen=True)
class Outcome:
    """record: 1 is the first after the header. column: the first column it is about, if any."""

    record: int
    outcome: Verdict
    column: str = ""
    message: str = ""


class FileRefusedError(Exception):
    """The file as a whole cannot be taken; the text says why in a sentence."""

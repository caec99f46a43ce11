"""What a person said about a row that was held back."""

from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Choice(TextChoices):
    SAME = "same", _("It is the same: update it")
    DISTINCT = "distinct", _("It is another: add it")
    SKIP = "skip", _("Leave it out")


class Decision(NamedTuple):
    """about: the primary key of what it is the same as; 0 for the other choices."""

    choice: str
    about: int = 0

"""How a change may be refused, for pages and programs alike. Problems in the data are a
`django.core.exceptions.ValidationError`, which tells all of them at once."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _


class NotYours(PermissionDenied):
    """The record is visible, but not this person's to change."""

    def __init__(self) -> None:
        super().__init__(_("This is not yours to change."))


class WrongStep(Exception):
    """The record is not at a point from which this step can be taken; says why. `legal` are the
    names of the steps that could be."""

    def __init__(self, sentence: str, legal: Iterable[str] = ()):
        self.legal = list(legal)
        super().__init__(sentence)


class Stale(Exception):
    """Somebody changed the record after it was read. `by` and `at` tell who and when."""

    def __init__(self, by: str, at: datetime | None):
        self.by, self.at = by, at
        super().__init__(self.sentence())

    def sentence(self) -> str:
        if self.at is None:
            return _("This has changed since you read it. Read it again, then repeat your change.")
        return _(
            "%(who)s changed this on %(when)s, after you read it. Read it again, then repeat "
            "your change."
        ) % {
            "who": self.by or _("Somebody"),
            "when": date_format(localtime(self.at), "DATETIME_FORMAT"),
        }

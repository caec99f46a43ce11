"""The history of a record as a page, and setting a field back."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from engagements.tellable import reads_history, told_fields
from frontend.remembered import Remembered
from frontend.telling import Entry, entry
from occme.refusals import Stale, WrongStep
from partners import editing, history


class Past:
    def __init__(self, kind: Remembered, user: Any, record: Any):
        if not reads_history(user, record):
            raise PermissionDenied(_("This is not yours to change."))
        self.kind, self.user, self.record = kind, user, record
        self.seen = editing.version_of(record)

    @property
    def back(self) -> str:
        return self.kind.at(self.record)

    @cached_property
    def lines(self) -> list[history.Line]:
        return history.told(self.record, told_fields(self.user, self.record))

    @cached_property
    def entries(self) -> list[Entry]:
        return [entry(line, self.user, self.record, self.restorable) for line in self.lines]

    @cached_property
    def restorable(self) -> frozenset[str]:
        """Fields that the reader may set back."""
        if not self.kind.rules.may_change(self.user, self.record):
            return frozenset()
        fields = self.kind.rules.changeable_fields(self.user, self.kind.model)
        told = told_fields(self.user, self.record)
        return frozenset(name for name in fields if name in told)

    @property
    def is_cut(self) -> bool:
        return bool(self.lines) and not self.lines[-1].is_first

    def restore(self, data: QueryDict) -> str:
        """Sets a field back to before a line; returns what is wrong, or nothing."""
        name = data.get("field", "")
        values = history.before(self.record, data.get("version", ""), name)
        if values is None or name not in self.restorable:
            raise Http404
        reason = _("Set back: %(field)s") % {"field": history.label(self.kind.model, name)}
        try:
            self.kind.verbs.change(
                self.record, by=self.user, values=values, seen=data.get("seen", ""), reason=reason
            )
        except (Stale, WrongStep) as refusal:
            return str(refusal)
        except ValidationError as error:
            return " ".join(error.messages)
        return ""

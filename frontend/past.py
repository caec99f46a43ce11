"""The history of a record as a page, and setting a field back."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from frontend.editing import shown_at
from frontend.kinds import Kind
from occme.refusals import Stale
from partners import editing, history


class Past:
    def __init__(self, kind: Kind, user: Any, record: Any):
        self.kind, self.user, self.record = kind, user, record
        self.seen = editing.version_of(record)

    @property
    def back(self) -> str:
        return shown_at(self.kind, self.record)

    @cached_property
    def lines(self) -> list[history.Line]:
        return history.told(self.record)

    @property
    def restorable(self) -> frozenset[str]:
        """Fields that the reader may set back."""
        return self.kind.form.rules.changeable_fields(self.user, self.kind.model)

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
        except Stale as stale:
            return str(stale)
        except ValidationError as error:
            return " ".join(error.messages)
        return ""

"""Closing a record, or opening it again, with the reason."""

from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from frontend.editing import once_sent, shown_at
from frontend.kinds import Kind
from occme.once.keeping import OtherRequest
from occme.refusals import Stale, WrongStep
from partners import editing
from partners.closing import is_closed
from partners.forms import ReasonForm


class Closer:
    """`refusal` says why nothing was done; where somebody was faster it can be sent again."""

    def __init__(self, kind: Kind, user: Any, record: Any):
        self.kind, self.user, self.record = kind, user, record
        self.is_closed = is_closed(record)
        self.seen = editing.version_of(record)
        self.key = uuid4().hex
        self.form = ReasonForm(label_suffix="")
        self.status = HTTPStatus.OK
        self.refusal = ""

    @property
    def back(self) -> str:
        return shown_at(self.kind, self.record)

    @property
    def title(self) -> str:
        words = _("Open “%(name)s” again") if self.is_closed else _("Close “%(name)s”")
        return words % {"name": self.record}

    def send(self, data: QueryDict, path: str) -> str | None:
        """Where to go on; None where the page is to be shown again."""
        self.form = ReasonForm(data, label_suffix="")
        if not self.form.is_valid():
            self.status = HTTPStatus.BAD_REQUEST
            return None
        try:
            return once_sent(
                self.user, data.get("key", "")[:64], data, path, lambda: self.act(data)
            )
        except ValidationError as error:
            self.form.tell(error)
            self.status = HTTPStatus.BAD_REQUEST
        except (OtherRequest, Stale, WrongStep) as refusal:
            self.refusal = str(refusal) or _("This was sent already.")
            self.status = HTTPStatus.CONFLICT
        return None

    def act(self, data: QueryDict) -> str:
        verb = editing.reopen if data.get("step") == "reopen" else editing.close
        reason, seen = self.form.cleaned_data["reason"], data.get("seen", "")
        verb(self.record, by=self.user, reason=reason, seen=seen)
        return self.back

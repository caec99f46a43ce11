"""An area's outline, which is looked at on the map, with all that it moves, before it is saved."""

import hashlib
import json
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from frontend.editing import Editor
from partners.models import ServiceArea
from partners.moving import Moves, moves

WHERE = ("name", "kind", "geometry", "valid_from", "valid_to")
"""Fields that decide which places lie in an area."""


class AreaEditor(Editor):
    """`moves` tell what saving would change, once that was asked; `shown` is the mark of what was
    asked for: only an outline that was looked at is saved."""

    moves: Moves | None = None
    shown = ""

    def send(self, data: QueryDict, path: str) -> str | None:
        self.form = self.read(data)
        if not self.form.is_valid():
            self.status = HTTPStatus.BAD_REQUEST
            return None
        mark = mark_of(self.form.cleaned_data)
        if data.get("shown") == mark or not self.matters:
            return super().send(data, path)
        self.look(mark)
        return None

    @property
    def before(self) -> dict[str, Any] | None:
        """The outline as it is saved, which the map shows beside the new one."""
        return (
            ServiceArea.objects.filter(pk=self.record.pk).values_list("geometry", flat=True).first()
        )

    @property
    def matters(self) -> bool:
        return self.is_new or bool({*WHERE} & {*self.form.changed_data})

    def look(self, mark: str) -> None:
        drawn = ServiceArea(pk=self.record.pk, **{n: self.form.cleaned_data[n] for n in WHERE})
        try:
            drawn.clean_fields(exclude={"slug", "source"})
        except ValidationError as error:
            self.form.tell(error)
            self.status = HTTPStatus.BAD_REQUEST
            return
        self.moves, self.shown = moves(drawn), mark


def mark_of(cleaned: dict[str, Any]) -> str:
    text = json.dumps([cleaned[name] for name in WHERE], default=str)
    return hashlib.sha256(text.encode()).hexdigest()

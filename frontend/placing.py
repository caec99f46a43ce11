"""A place, whose point can be looked up before it is saved."""

from typing import Any

from django.http import QueryDict

from frontend.editing import Editor
from frontend.finding import with_point


class PlaceEditor(Editor):
    """`words` tell what was found for the address."""

    words = ""

    def send(self, data: QueryDict, path: str) -> str | None:
        if "find" not in data:
            return super().send(data, path)
        filled, self.words = with_point(data)
        self.form = self.read(filled)
        return None

    @property
    def place(self) -> Any:
        """The form with the map, as the page of a new organization calls it."""
        return self.form

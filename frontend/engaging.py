"""An engagement with its times of the week, written together."""

from typing import Any

from engagements.editing import set_slots
from frontend.editing import Editor


class EngagementEditor(Editor):
    def carry_out(self) -> str:
        onward = super().carry_out()
        if not self.is_new and "slots" in self.form.changed_data:
            self.write_slots(self.record)
        return onward

    def made(self, record: Any) -> None:
        self.write_slots(record)
        self.record = record

    def write_slots(self, record: Any) -> None:
        set_slots(record, by=self.user, slots=self.form.cleaned_data.get("slots") or [])

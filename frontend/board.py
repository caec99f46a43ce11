"""The board of applications and seats: the rows of one address."""

from functools import cached_property
from typing import Any

from engagements.enums import PlacementStatus
from engagements.filters import WAITS
from engagements.rosters import SHEET, PlacementFilter, RosterRow, rows
from frontend.lists import FilteredList


class Board(FilteredList):
    filter_class = PlacementFilter
    page_size = 50
    sheet = SHEET
    statuses = PlacementStatus.choices
    parties = WAITS

    def for_reading(self, rows: Any) -> Any:
        return rows.with_minutes().for_reading()

    @cached_property
    def rows(self) -> list[RosterRow]:
        return list(rows(self.page, self.user)) if self.page else []

    @property
    def asked(self) -> dict[str, Any]:
        lists = {name: self.data.getlist(name) for name in self.data}
        return lists | {"search": self.data.get("search", "")}

"""The board of applications and seats: the rows of one address, in pages or as a sheet."""

from functools import cached_property
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from engagements.enums import PlacementStatus
from engagements.filters import WAITS
from engagements.rosters import COLUMNS, PlacementFilter, RosterRow, roster, rows
from frontend.listing import address, without_trackers
from partners import sheets

PAGE_SIZE = 50


class Board:
    """Where a parameter is not understood there are no rows at all."""

    statuses = PlacementStatus.choices
    parties = WAITS

    def __init__(self, data: QueryDict, user: Any):
        self.data, self.user = without_trackers(data), user
        self.filters = PlacementFilter(self.data, user=user)

    @cached_property
    def problems(self) -> list[str]:
        errors = {} if self.filters.is_valid() else self.filters.errors
        told = [str(text) for texts in errors.values() for text in texts]
        known = self.filters.parameters | {"page", "format"}
        unknown = [name for name in self.data if name not in known][:10]
        sentence = _("“%(name)s” is not a filter of this list.")
        return told + [sentence % {"name": name[:50]} for name in unknown]

    @cached_property
    def page(self) -> Page | None:
        if self.problems:
            return None
        shown = self.filters.qs.with_minutes().for_reading()
        paginator = Paginator(shown, PAGE_SIZE)
        try:
            return paginator.page(self.data.get("page") or 1)
        except InvalidPage:
            sentence = _("It takes a whole number from 1 to %(last)d.")
            self.problems.append(sentence % {"last": paginator.num_pages})
            return None

    @cached_property
    def rows(self) -> list[RosterRow]:
        return list(rows(self.page, self.user)) if self.page else []

    @property
    def asked(self) -> dict[str, Any]:
        return {name: self.data.getlist(name) for name in self.data}

    @property
    def same_rows(self) -> str:
        """The address of the same rows, to be followed by one parameter more."""
        query = address(self.data, {"page", "format"})
        return f"{query}&" if query.startswith("?") else "?"

    def parts(self, kind: str) -> Any:
        """All rows as a sheet."""
        values = (row.values for row in roster(self.filters.qs, self.user))
        if kind == "xlsx":
            return sheets.xlsx_parts(_("Placements"), COLUMNS, values)
        return sheets.csv_lines(COLUMNS, values)

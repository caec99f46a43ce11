"""Lists of staff that are one table: the rows of a sheet in pages, with its filters above."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from engagements.filters import HourFilter
from engagements.listed import HOURS, LINKS, MAILS, FailedMailFilter, LinkFilter
from frontend.exporting import cells
from frontend.headings import heading
from frontend.lists import FilteredList
from partners.filtering import ChoicesFilter, YesNoFilter
from partners.filters import PriorityFilter
from partners.listed import PRIORITIES


@dataclass(frozen=True)
class Choice:
    """A filter with few values, for the form above the table."""

    name: str
    label: str
    values: list[tuple[str, str]]
    chosen: str


class TableList(FilteredList):
    """A list without a page of its own making."""

    page_size = 50

    def __init__(self, kind: str, data: QueryDict, user: Any):
        self.kind = kind
        self.filter_class, self.sheet = TABLES[kind]  # type: ignore[misc]
        super().__init__(data, user)

    def for_reading(self, rows: Any) -> Any:
        return rows

    @property
    def headings(self) -> list[str]:
        return [heading(name) for name in self.sheet.columns]  # type: ignore[union-attr]

    @cached_property
    def rows(self) -> list[list[str]]:
        """The cells of this page, by the sheet’s own reading of its rows."""
        if not self.page:
            return []
        here = self.filters.qs.filter(pk__in=[row.pk for row in self.page])
        told = self.sheet.rows(here, self.user)  # type: ignore[union-attr]
        return [[cell for (cell,) in cells(row)] for row in told]

    @property
    def choices(self) -> list[Choice]:
        return [
            Choice(name, str(one.label or heading(name)), values_of(one), self.data.get(name, ""))
            for name, one in self.filters.filters.items()
            if isinstance(one, ChoicesFilter | YesNoFilter)
        ]


def values_of(one: Any) -> list[tuple[str, str]]:
    if isinstance(one, YesNoFilter):
        return [("true", _("yes")), ("false", _("no"))]
    return [(str(code), str(label)) for code, label in one.extra["choices"]]


TABLES = {
    "hours": (HourFilter, HOURS),
    "priorities": (PriorityFilter, PRIORITIES),
    "links": (LinkFilter, LINKS),
    "mail": (FailedMailFilter, MAILS),
}
"""By the last part of the address."""

"""Placements as a table: who, where, where it stands, and the hours; for a page and for a sheet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements import policies
from engagements.enums import PlacementStatus
from engagements.filters import (
    WAITS,
    OfStudentsFilter,
    number_filter,
    organization_filter,
    search_filter,
)
from engagements.matching import matching_placements
from engagements.models import Engagement, Placement
from partners import sheets
from partners.filtering import ChoicesFilter

COLUMNS = (
    "student", "program", "class_year", "engagement", "organization", "status", "waits_on", "since",
    "starts_on", "ends_on", "hours_given", "hours_confirmed",
)  # fmt: skip


class PlacementFilter(OfStudentsFilter):
    """The same rows for the board, the roster and its sheet."""

    search = search_filter()
    status = ChoicesFilter(choices=PlacementStatus.choices, label=gettext_lazy("Status"))
    waits_on = ChoicesFilter(choices=WAITS, label=gettext_lazy("Waits on"))
    organization = organization_filter("engagement__organization")
    engagement = number_filter(gettext_lazy("Engagement"))
    student = number_filter(gettext_lazy("Student"))

    orderings = {
        "since": ("since_at", "pk"),
        "-since": ("-since_at", "-pk"),
        "engagement": ("engagement__title", "since_at", "pk"),
    }
    default_ordering = ("-since_at", "-pk")

    class Meta:
        model = Placement
        fields: list[str] = []

    def by_search(self, rows: Any, name: str, value: str) -> Any:
        return matching_placements(rows, value, user=self.user)


@dataclass(frozen=True)
class RosterRow:
    """A placement as the reader may see it: without a name before there is a seat."""

    placement: Placement
    name: str

    @property
    def engagement(self) -> Engagement:
        return self.placement.engagement

    @property
    def values(self) -> list[Any]:
        """In the order of COLUMNS; hours to two decimals."""
        placement: Any = self.placement
        return [
            self.name,
            placement.student.get_program_display(),
            placement.student.class_year or "",
            placement.engagement.title,
            placement.engagement.organization.name,
            placement.get_status_display(),
            placement.get_waits_on_display() if placement.waits_on else "",
            placement.since_at.date().isoformat(),
            placement.first_day.isoformat(),
            placement.last_day.isoformat(),
            round(placement.given / 60, 2),
            round(placement.confirmed / 60, 2),
        ]


def roster(placements: Any, user: Any) -> Iterator[RosterRow]:
    """Rows of a queryset that begins with `visible_to(user)`; a fixed number of queries."""
    return rows(placements.with_minutes().for_reading(), user)


def csv_lines(placements: Any, user: Any) -> Iterator[str]:
    """A header line and a line for each placement."""
    return sheets.csv_lines(COLUMNS, (row.values for row in roster(placements, user)))


def workbook_parts(placements: Any, user: Any) -> Iterator[bytes]:
    values = (row.values for row in roster(placements, user))
    return sheets.xlsx_parts(_("Placements"), COLUMNS, values)


def rows(placements: Iterable[Placement], user: Any) -> Iterator[RosterRow]:
    for placement in placements:
        fields = policies.listed_fields(user, placement)
        yield RosterRow(placement, str(placement.student) if "student" in fields else "")

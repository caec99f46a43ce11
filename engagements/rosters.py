"""Placements as a table: who, where, where it stands, and the hours; for a page and for a sheet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from engagements import policies
from engagements.enums import PlacementStatus
from engagements.filters import (
    WAITS,
    OfStudentsFilter,
    number_filter,
)
from engagements.matching import matching_placements
from engagements.models import Engagement, Placement
from partners.filtering import ChoicesFilter
from partners.filters import organization_filter, search_filter
from partners.sheets import CHUNK, Sheet

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
            placement.since_at.date(),
            placement.first_day,
            placement.last_day,
            round(placement.given / 60, 2),
            round(placement.confirmed / 60, 2),
        ]


def roster(placements: Any, user: Any) -> Iterator[list[Any]]:
    """The values of COLUMNS for each placement."""
    read = placements.with_minutes().for_reading().iterator(chunk_size=CHUNK)
    return (row.values for row in rows(read, user))


def rows(placements: Iterable[Placement], user: Any) -> Iterator[RosterRow]:
    for placement in placements:
        fields = policies.listed_fields(user, placement)
        yield RosterRow(placement, str(placement.student) if "student" in fields else "")


SHEET = Sheet("placements", gettext_lazy("Placements"), COLUMNS, roster)

"""Places without a point: which they are, what can be found for them, and taking it."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.matching import matching
from frontend.lists import FilteredList
from occme.numbers import plain_number
from partners.filtering import StrictFilterSet
from partners.filters import organization_filter, search_filter
from partners.geocoding.several import MOST, Finding, look_up, take
from partners.models import Location
from partners.sheets import CHUNK, Sheet

COLUMNS = ("id", "organization", "name", "address", "city", "state", "zip")


def table(rows: Any, user: Any) -> Any:
    read = rows.select_related("organization").iterator(chunk_size=CHUNK)
    return (
        [row.pk, row.organization.name, row.name, row.address, row.city, row.state, row.zip]
        for row in read
    )


class UnplacedFilter(StrictFilterSet):
    """Open places that may have a point and have none."""

    search = search_filter()
    organization = organization_filter("organization")

    default_ordering = ("organization__sort_name", "pk")

    class Meta:
        model = Location
        fields: list[str] = []

    def apply(self, queryset: Any, values: dict[str, Any]) -> Any:
        return super().apply(queryset.unplaced(), values)

    def by_search(self, rows: Any, name: str, value: str) -> Any:
        return matching(rows, value, user=self.user, text="search_text")


class UnplacedList(FilteredList):
    """`findings` once some were looked up; nothing is written before they are looked at."""

    filter_class = UnplacedFilter
    page_size = MOST
    sheet = Sheet("places", gettext_lazy("Places without a point"), COLUMNS, table)
    findings: list[Finding]

    def __init__(self, data: QueryDict, user: Any):
        super().__init__(data, user)
        self.findings = []

    def for_reading(self, rows: Any) -> Any:
        return rows.select_related("organization")

    @cached_property
    def found(self) -> list[Finding]:
        return [one for one in self.findings if one.answer]

    @cached_property
    def refused(self) -> list[Finding]:
        return [one for one in self.findings if not one.answer]

    def look_up(self, data: QueryDict) -> str:
        """Returns what is wrong, or nothing."""
        chosen = self.chosen(data)
        self.findings = list(look_up(chosen))
        return "" if chosen else _("Tick the places to look for.")

    def take(self, data: QueryDict) -> tuple[int, str]:
        """How many points were written; and what is wrong, which then is none."""
        told = {
            place: (data.get(f"seen-{place.pk}", ""), data.get(f"seal-{place.pk}", ""))
            for place in self.chosen(data)
        }
        if not told:
            return 0, _("Tick the points to take.")
        try:
            return take(told, by=self.user), ""
        except ValidationError as refusal:
            return 0, " ".join([_("No point was written."), *refusal.messages])

    def chosen(self, data: QueryDict) -> list[Location]:
        """The ticked ones, as many as are looked up at once; what has a point by now stays in, for
        taking tells that it was changed."""
        numbers = [plain_number(text) for text in data.getlist("place")[:MOST]]
        rows = Location.objects.visible_to(self.user).filter(
            pk__in=[number for number in numbers if number is not None]
        )
        return list(rows.select_related("organization").prefetch_related("organization__locations"))

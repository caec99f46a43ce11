"""Contacts with organizations as a list: what it is filtered by, and its rows as a sheet; for page
and API."""

from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from occme.accounts.models import User
from partners import policies
from partners.enums import InteractionKind
from partners.filtering import (
    ChoicesFilter,
    DayFilter,
    RowsFilter,
    StrictFilterSet,
    YesNoFilter,
)
from partners.filters import organization_filter, search_filter
from partners.folding import fold
from partners.models import Interaction
from partners.policies import is_staff
from partners.querysets import holds
from partners.sheets import Sheet
from partners.workbooks import Value

OF_NOTES = ("search", "noted_by", "open_step", "due_before", "steward", "struck_out")
"""Filters by what staff alone read; for others they are not there."""


def person_filter(field: str, label: Any) -> RowsFilter:
    return RowsFilter(
        queryset=User.objects.filter(is_staff=True),
        key="email",
        example="avery.staff@sample.example",
        field_name=field,
        label=label,
    )


class InteractionFilter(StrictFilterSet):
    """What was struck out is not listed, unless it is asked for."""

    search = search_filter()
    organization = organization_filter("organization")
    kind = ChoicesFilter(choices=InteractionKind.choices, label=_("Kind"))
    happened_after = DayFilter(field_name="happened_on", lookup_expr="gte", label=_("From"))
    happened_before = DayFilter(field_name="happened_on", lookup_expr="lte", label=_("Until"))
    asks = YesNoFilter(field_name="asks", label=_("Asks something"))
    noted_by = person_filter("noted_by", _("Noted by"))
    steward = person_filter("organization__steward", _("Steward"))
    open_step = YesNoFilter(method="by_open_step", label=_("Next step open"))
    due_before = DayFilter(method="by_due", label=_("Next step due until"))
    struck_out = YesNoFilter(method="by_struck_out", label=_("Struck out"))

    orderings = {
        "happened_on": ("happened_on", "pk"),
        "-happened_on": ("-happened_on", "-pk"),
        "next_on": ("next_on", "pk"),
    }
    default_ordering = ("-happened_on", "-pk")

    class Meta:
        model = Interaction
        fields: list[str] = []

    def __init__(self, data: Any = None, *, user: Any, **kwargs: Any):
        super().__init__(data, user=user, **kwargs)
        for name in () if is_staff(user) else OF_NOTES:
            del self.filters[name]

    def apply(self, queryset: Any, values: dict[str, Any]) -> Any:
        asked = "struck_out" in values
        return super().apply(queryset if asked else queryset.standing(), values)

    def by_search(self, rows: Any, name: str, text: str) -> Any:
        """Every word is in the notes, or in the organization's name."""
        for word in dict.fromkeys(fold(text).split()):
            rows = rows.filter(holds("search_text", word) | holds("organization__sort_name", word))
        return rows

    def by_open_step(self, rows: Any, name: str, value: bool) -> Any:
        open_steps = Interaction.objects.with_open_step().values("pk")
        return rows.filter(pk__in=open_steps) if value else rows.exclude(pk__in=open_steps)

    def by_due(self, rows: Any, name: str, day: Any) -> Any:
        return rows.filter(pk__in=Interaction.objects.next_due(day).values("pk"))

    def by_struck_out(self, rows: Any, name: str, value: bool) -> Any:
        return rows.filter(struck_on__isnull=not value)


READERS: dict[str, Callable[[Any], Value]] = {
    "id": lambda row: row.pk,
    "organization": lambda row: row.organization.name,
    "kind": lambda row: row.kind,
    "happened_on": lambda row: row.happened_on,
    "contact": lambda row: row.contact.name if row.contact else "",
    "others": lambda row: row.others,
    "summary": lambda row: row.summary,
    "partner_minutes": lambda row: row.partner_minutes,
    "asks": lambda row: row.asks,
    "asked_for": lambda row: row.asked_for,
    "over_load_reason": lambda row: row.over_load_reason,
    "next_step": lambda row: row.next_step,
    "next_on": lambda row: row.next_on,
    "next_by": lambda row: str(row.next_by or ""),
    "next_done_on": lambda row: row.next_done_on,
    "noted_by": lambda row: str(row.noted_by or ""),
    "struck_on": lambda row: row.struck_on,
}


def table(rows: Any, user: Any) -> Iterator[list[Value]]:
    """The values of READERS; what the reader may not know stays empty."""
    known = READERS if is_staff(user) else policies.INTERACTION_OWN_FIELDS
    for row in rows.for_reading().iterator(chunk_size=500):
        yield [read(row) if name in known else "" for name, read in READERS.items()]


SHEET = Sheet("contacts", _("Contacts"), tuple(READERS), table)

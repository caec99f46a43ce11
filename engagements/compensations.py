"""Compensations as a list: what it is filtered by, and its rows as a sheet; for page and API."""

from collections.abc import Iterator
from typing import Any

import django_filters
from django.db.models import F, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from engagements.matching import matching
from engagements.models import Compensation
from partners.filtering import ChoicesFilter, StrictFilterSet
from partners.filters import organization_filter, search_filter
from partners.sheets import CHUNK, Sheet
from partners.workbooks import Value

YEARS = (2000, 2100)


class MoneyState(TextChoices):
    UNPAID = "unpaid", _("Not paid yet")
    OVERDUE = "overdue", _("Overdue")
    PAID = "paid", _("Paid")


class CompensationFilter(StrictFilterSet):
    """In the usual order comes first what is overdue longest, then what is due next, then what was
    paid, the last first."""

    search = search_filter()
    organization = organization_filter("organization")
    state = ChoicesFilter(choices=MoneyState.choices, method="by_state", label=_("State"))
    year = django_filters.NumberFilter(
        field_name="promised_on",
        lookup_expr="year",
        min_value=YEARS[0],
        max_value=YEARS[1],
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("It takes a year, such as 2027.")
        ),
        label=_("Promised in"),
    )

    orderings = {
        "promised_on": ("promised_on", "pk"),
        "-promised_on": ("-promised_on", "-pk"),
        "due_on": ("due_on", "pk"),
        "-due_on": ("-due_on", "-pk"),
    }
    default_ordering = (F("paid_on").desc(nulls_first=True), "due_on", "pk")

    class Meta:
        model = Compensation
        fields: list[str] = []

    def by_search(self, rows: Any, name: str, value: str) -> Any:
        return matching(rows, value, user=self.user, text=("purpose", "paid_to"))

    def by_state(self, rows: Any, name: str, states: list[str]) -> Any:
        every = Compensation.objects
        matching = {
            MoneyState.UNPAID: Q(paid_on=None),
            MoneyState.OVERDUE: Q(pk__in=every.overdue().values("pk")),
            MoneyState.PAID: Q(paid_on__isnull=False),
        }
        wanted = Q(pk__in=[])
        for state in states:
            wanted |= matching[MoneyState(state)]
        return rows.filter(wanted) if states else rows


COLUMNS = ("id", "organization", "paid_to", "purpose", "engagement", "rate", "hours", "amount",
           "promised_on", "due_on", "paid_on", "days_to_pay", "is_overdue")  # fmt: skip


def table(rows: Any, user: Any) -> Iterator[list[Value]]:
    """The values of COLUMNS; amounts in US dollars."""
    for row in rows.for_reading().iterator(chunk_size=CHUNK):
        yield [
            row.pk,
            row.organization.name,
            row.paid_to,
            row.purpose,
            row.engagement.title if row.engagement else "",
            number(row.rate),
            number(row.hours),
            number(row.amount),
            row.promised_on,
            row.due_on,
            row.paid_on,
            row.days_to_pay,
            row.is_overdue,
        ]


def number(amount: Any) -> float | None:
    """Dollars and hours have two decimals, which a spreadsheet adds up."""
    return None if amount is None else float(amount)


SHEET = Sheet("compensations", _("Compensation"), COLUMNS, table)

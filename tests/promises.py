"""Promises for tests of the ledger, and how they are found."""

import csv
import io
from datetime import date

from django.http import QueryDict

from engagements import ledger
from engagements.ledger import JudgementFilter, LedgerFilter
from engagements.terms import Promise
from tests.factories import an_agreement, terms


def promised(name: str) -> tuple[Promise, ...]:
    """One of OCCME that is overdue, and one of the partner that is due soon."""
    return (
        Promise("staff", "staff", f"Pay {name}", "money", "250", "dollars", date(2026, 10, 1)),
        Promise("partner", "partner", f"Room at {name}", "space", due_on=date(2026, 10, 20)),
    )


def agree(organization, staff, name: str):
    return an_agreement(
        organization, staff, "in_force", terms(title=f"Quiet pact {name}", promises=promised(name))
    )


def filtered(user, query: str = "", kind=LedgerFilter):
    one = kind(QueryDict(query), user=user)
    assert one.is_valid(), one.errors
    return one.qs


def texts(rows) -> list[str]:
    return sorted(row.commitment.text for row in rows.for_reading())


def sheet(user, query: str = "") -> list[dict[str, str]]:
    text = "".join(ledger.SHEET.parts("csv", filtered(user, query), user)).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text)))


def texts_of_judgements(user, query: str = "") -> list[str]:
    rows = filtered(user, query, JudgementFilter)
    return [f"{row.occurrence.commitment.text}: {row.verdict}" for row in rows]

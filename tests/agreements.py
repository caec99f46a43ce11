"""Agreements for tests, made through the steps that people take."""

from dataclasses import replace
from datetime import date
from typing import Any

from engagements.agreements.writing import begin, save_draft
from engagements.lifecycle import take
from engagements.models import AgreementVersion
from engagements.terms import Promise, Terms
from partners.models import Organization

MONTHLY = Promise(
    "aaaaaaaaaaaa",
    "staff",
    "Pay the community educators.",
    "money",
    "250",
    "dollars",
    every="monthly",
)
ROOM = Promise(
    "bbbbbbbbbbbb", "partner", "Lend the common room.", "space", due_on=date(2026, 11, 2)
)
WORDS = Promise("cccccccccccc", "joint", "Say aloud what we learned.", "recognition")
TERMS = Terms(
    title="Pressure and tea",
    starts_on=date(2026, 9, 1),
    ends_on=date(2026, 12, 31),
    review_months=2,
    sections={"purpose": "We listen to one another.\nThen we act.", "closure": "We say goodbye."},
    promises=(MONTHLY, ROOM, WORDS),
)
"""What both sides sign in most tests: one promise of each side, and one of both."""


def a_draft(home: Organization, by: Any, terms: Terms = TERMS) -> AgreementVersion:
    return begin(home, by=by, terms=terms)


def countered(version: AgreementVersion, by: Any, reason: str = "So.", **fields: Any):
    """Sent back with something else in the text."""
    terms = replace(version.terms or TERMS, **fields)
    version = save_draft(version, terms.as_data(), by=by, seen=version.version)
    return take(version, "counter", by=by, reason=reason)


def agreed(home: Organization, staff: Any, partner: Any, terms: Terms = TERMS):
    """Drafted and sent by OCCME, and agreed to by the partner."""
    sent = take(a_draft(home, staff, terms), "send", by=staff)
    return take(sent, "agree", by=partner)


def signed_by(version: AgreementVersion, by: Any, **details: Any) -> AgreementVersion:
    named = {"name": "Sam Signer", "digest": version.round.digest, **details}
    return take(version, "sign", by=by, details=named)


def in_force(home: Organization, staff: Any, partner: Any, terms: Terms = TERMS):
    return signed_by(signed_by(agreed(home, staff, partner, terms), staff), partner)

"""Records that a search names outright: by number, email address or phone."""

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Replace, StrIndex
from django.db.models.lookups import GreaterThan

from engagements.models import Agreement, CheckIn, Engagement, Placement, StudentProfile
from frontend.search import kinds
from frontend.search.kinds import Found
from partners.models import Contact, Organization

NUMBER = re.compile(r"#?[1-9]\d{0,8}")
PHONE = re.compile(r"[\d\s()+./-]{7,30}")
BETWEEN = " -()+./"
DIGITS_LEAST, DIGITS_MOST = 7, 10
MOST = 10

NUMBERED = [
    (Organization, kinds.organization, ()),
    (Engagement, kinds.engagement, ("organization",)),
    (Placement, kinds.placement, ("student__user", "engagement__organization")),
    (Agreement, kinds.agreement, ("organization",)),
    (CheckIn, kinds.check_in, ("organization",)),
]
"""Records whose number people write down, as it stands in the address of the page."""


def exact(asked: str, user: Any) -> list[Found]:
    return [*by_number(asked, user), *by_email(asked, user), *by_phone(asked, user)][:MOST]


def by_number(asked: str, user: Any) -> Iterator[Found]:
    if not NUMBER.fullmatch(asked):
        return
    number = int(asked.lstrip("#"))
    for model, shown, related in NUMBERED:
        rows: Any = model.objects.visible_to(user).filter(pk=number)  # type: ignore[attr-defined]
        for row in rows.select_related(*related):
            yield shown(row)


def by_email(asked: str, user: Any) -> Iterator[Found]:
    if "@" not in asked or " " in asked or not asked.isprintable():
        return  # A database holds no others.
    yield from reached(Q(email__iexact=asked), user)
    students = StudentProfile.objects.visible_to(user).filter(user__email__iexact=asked)
    yield from map(kinds.student, students.select_related("user"))


def by_phone(asked: str, user: Any) -> Iterator[Found]:
    digits = "".join(re.findall(r"\d", asked))
    if not PHONE.fullmatch(asked) or len(digits) < DIGITS_LEAST:
        return
    bare: Any = F("phone")
    for sign in BETWEEN:
        bare = Replace(bare, Value(sign))
    place = StrIndex(bare, Value(digits[-DIGITS_MOST:]))
    yield from reached(Q(GreaterThan(place, 0)), user)


def reached(condition: Q, user: Any) -> Iterator[Found]:
    """Contacts and organizations."""
    people = Contact.objects.visible_to(user).filter(condition).select_related("organization")
    yield from map(kinds.contact, people.order_by("pk")[:MOST])
    rows = Organization.objects.visible_to(user).filter(condition)
    yield from map(kinds.organization, rows.order_by("pk")[:MOST])

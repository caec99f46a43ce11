"""Rows whose texts hold every word of a search: one rule for the lists and for the box over all."""

from collections.abc import Callable
from typing import Any

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from engagements.models import CommitmentWords, Engagement, StudentProfile
from partners.folding import fold
from partners.models import Organization
from partners.policies import is_staff
from partners.querysets import OneOf, holds


def promised(word: str) -> Q:
    """Days of promises that hold the word: each text is looked at once, however often it is due."""
    texts = CommitmentWords.objects.filter(holds("search_text", word))
    return Q(commitment__in=texts.values("commitment"))


LAST = 1_000_000

Text = str | tuple[str, ...] | Callable[[str], Q]
"""The name of a folded column; or of plain columns, which are read and folded at each search, for
tables of a few thousand rows; or word → the condition that a row's own text holds it."""


def words_of(search: str) -> list[str]:
    return list(dict.fromkeys(fold(search).split()))


def matching(rows: Any, search: str, *, user: Any, text: Text, home: str = "organization") -> Any:
    """Each word is in the row's own text, or in the name of its organization."""
    own = holder(rows, text)
    for word in words_of(search):
        named = Organization.objects.visible_to(user).filter(holds("sort_name", word))
        rows = rows.filter(own(word) | Q(**{f"{home}__in": named.values("pk")}))
    return rows


def holder(rows: Any, text: Text) -> Callable[[str], Q]:
    """Word → the condition that a row's own text holds it."""
    if callable(text):
        return text
    if isinstance(text, str):
        return lambda word: holds(text, word)
    texts = {pk: fold(" | ".join(of)) for pk, *of in rows.order_by().values_list("pk", *text)}
    return lambda word: Q(OneOf(F("pk"), [pk for pk, one in texts.items() if word in one]))


def best_first(rows: Any, search: str, text: str) -> Any:
    """First where the text begins with the search; a text begins with the title of its record."""
    place = StrIndex(F(text), Value(fold(search)))
    found = When(GreaterThan(place, 0), then=place)
    rank = Case(found, default=Value(LAST), output_field=IntegerField())
    return rows.order_by(rank, *(rows.query.order_by or ("pk",)))


STUDENT = ("user__name", "user__email")


def matching_students(search: str, *, user: Any) -> Any:
    """Each word is in the name or the email address."""
    rows = StudentProfile.objects.visible_to(user)
    own = holder(rows, STUDENT)
    for word in words_of(search):
        rows = rows.filter(own(word))
    return rows


def matching_placements(rows: Any, search: str, *, user: Any) -> Any:
    """Each word is in the engagement, in its organization’s name or, for staff alone, in the
    student’s name: where a name is not shown, looking for it would tell it."""
    named = holder(StudentProfile.objects.visible_to(user), STUDENT) if is_staff(user) else None
    for word in words_of(search):
        homes = Organization.objects.visible_to(user).filter(holds("sort_name", word))
        works = Engagement.objects.filter(
            holds("search_text", word) | Q(organization__in=homes.values("pk"))
        )
        found = Q(engagement__in=works.values("pk"))
        if named:
            found |= Q(student__in=StudentProfile.objects.filter(named(word)).values("pk"))
        rows = rows.filter(found)
    return rows

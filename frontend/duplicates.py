"""Pairs of organizations that may be one, for staff to look at."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from occme.numbers import plain_number
from partners import duplicates
from partners.models import Distinction, Merge, Organization

PAGE = 25
LATEST = 20


@dataclass
class Found:
    """A pair with its records."""

    first: Organization
    second: Organization
    reasons: list[str]

    @property
    def both(self) -> list[Organization]:
        return [self.first, self.second]

    @property
    def key(self) -> str:
        return f"{self.first.pk}-{self.second.pk}"


class Duplicates:
    def __init__(self, user: Any, data: QueryDict):
        self.user, self.data = user, data

    @cached_property
    def page(self) -> Any:
        """Strongest first."""
        pairs = duplicates.pairs(self.user)
        return Paginator(pairs, PAGE).get_page(plain_number(self.data.get("page", "")) or 1)

    @property
    def most(self) -> int:
        """As many pairs as are told at once; nothing where these are all."""
        return duplicates.MOST if self.page.paginator.count == duplicates.MOST else 0

    @cached_property
    def rows(self) -> list[Found]:
        pks = {pk for pair in self.page for pk in (pair.first, pair.second)}
        shown = Organization.objects.visible_to(self.user).for_reading(self.user)
        known = {row.pk: row for row in shown.among(sorted(pks))}
        return [
            Found(known[pair.first], known[pair.second], pair.reasons)
            for pair in self.page
            if {pair.first, pair.second} <= set(known)
        ]

    @cached_property
    def apart(self) -> list[Distinction]:
        """The latest that somebody told apart."""
        rows = Distinction.objects.visible_to(self.user).select_related("first", "second", "by")
        return list(rows[:LATEST])

    @cached_property
    def merges(self) -> list[Merge]:
        rows = Merge.objects.visible_to(self.user).select_related("kept", "merged", "by")
        return list(rows[:LATEST])

    def act(self, data: QueryDict) -> tuple[str, str]:
        """What is wrong, and what was done: one of the two is empty."""
        if data.get("back"):
            number = plain_number(data.get("back", ""))
            gone, _rows = Distinction.objects.visible_to(self.user).filter(pk=number).delete()
            done = _("Taken back. If they are alike, they are in the list again.")
            return ("", done) if gone else (_("That was taken back already."), "")
        numbers = [plain_number(text) for text in data.get("apart", "").split("-")]
        rows = Organization.objects.visible_to(self.user).filter(pk__in=filter(None, numbers))
        if len(numbers) != 2 or rows.count() != 2:
            return _("Choose one of the pairs."), ""
        first, second = rows.order_by("pk")
        Distinction.said(first.pk, second.pk, self.user)
        words = _("Noted: “%(one)s” and “%(other)s” are not the same.")
        return "", words % {"one": first, "other": second}

"""The records whose history is read on pages: all that can be edited, and those that cannot.

The name of a kind is a part of addresses, as in `frontend.kinds`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from engagements import accounts
from engagements import editing as engagement_editing
from engagements import rights as engagement_rights
from engagements.models import Agreement, StudentProfile
from frontend.editing import OWNERS, shown_at
from frontend.kinds import KINDS, Kind
from occme.accounts import rights as account_rights
from occme.accounts.models import User
from partners import editing, rights
from partners.models import FocusArea, Language, Membership


@dataclass(frozen=True)
class Remembered:
    """`at` says where a record is shown; `verbs` change such records by `rules`, and so set a field
    back."""

    name: str
    model: Any
    at: Callable[[Any], str]
    verbs: Any = editing
    rules: Any = rights
    related: tuple[str, ...] = ()


def of_kind(kind: Kind) -> Remembered:
    return Remembered(
        kind.name,
        kind.model,
        lambda record: shown_at(kind, record),
        kind.verbs,
        kind.form.rules,
        OWNERS.get(kind.model, ()),
    )


def at_itself(record: Any) -> str:
    return str(record.get_absolute_url())


def at_student(record: StudentProfile) -> str:
    return reverse("student_detail", args=[record.pk])


def at_admin(record: Any) -> str:
    opts = record._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[record.pk])


_OTHERS = [
    Remembered(
        "agreement",
        Agreement,
        at_itself,
        engagement_editing,
        engagement_rights,
        ("organization",),
    ),
    Remembered("account", User, at_admin, accounts, account_rights),
    Remembered("membership", Membership, at_admin, related=("organization", "user")),
    Remembered(
        "student", StudentProfile, at_student, engagement_editing, engagement_rights, ("user",)
    ),
    Remembered("focus-area", FocusArea, at_admin),
    Remembered("language", Language, at_admin),
]

REMEMBERED = {one.name: one for one in _OTHERS} | {
    kind.name: of_kind(kind) for kind in KINDS.values()
}
"""By name."""

BY_MODEL = {one.model: one for one in reversed(REMEMBERED.values())}
"""One for each model: the first."""


def remembered(name: str) -> Remembered:
    if name not in REMEMBERED:
        raise Http404
    return REMEMBERED[name]


def recalled(one: Remembered, user: Any, pk: int) -> Any:
    """The record, with its version read in the same instant; else 404."""
    rows = editing.with_version(one.model.objects.visible_to(user))
    return get_object_or_404(rows.select_related(*one.related), pk=pk)

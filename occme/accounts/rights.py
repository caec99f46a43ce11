"""Who may make and change accounts, and which fields of them. See partners.editing, whose verbs ask."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q

CHANGEABLE = frozenset({"name", "email", "is_staff", "is_active"})


def _is_staff(user: Any) -> bool:
    return bool(user.is_active and getattr(user, "is_staff", False))


def may_create(user: Any, model: Any) -> bool:
    """Staff; nobody else."""
    return _is_staff(user)


def may_create_with(user: Any, values: dict[str, Any]) -> bool:
    return _is_staff(user)


def may_change(user: Any, account: Any) -> bool:
    """Staff; but not the account of somebody who may do more than they, for whoever sets its email
    address can sign in with it."""
    if not _is_staff(user) or (account.is_superuser and not user.is_superuser):
        return False
    return bool(user.is_superuser) or given_to(account) <= given_to(user)


def given_to(account: Any) -> set[int]:
    """What was given to it and its groups, also while it may not sign in: it may again one day."""
    theirs = Q(user=account.pk) | Q(group__user=account.pk)
    return set(Permission.objects.filter(theirs).values_list("pk", flat=True))


def changeable_fields(user: Any, model: Any) -> frozenset[str]:
    return CHANGEABLE if _is_staff(user) else frozenset()


settable_fields = changeable_fields

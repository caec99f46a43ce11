"""Who may make and change accounts, and which fields of them. See partners.editing, whose verbs ask."""

from typing import Any

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
    return _is_staff(user) and account.get_all_permissions() <= user.get_all_permissions()


def changeable_fields(user: Any, model: Any) -> frozenset[str]:
    return CHANGEABLE if _is_staff(user) else frozenset()


settable_fields = changeable_fields

"""Who may read concerns: the rule of engagements.policies that neither staff nor administrators have
by what they are. docs/permissions.md is written from it."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Q

from occme.accounts.models import User
from partners.policies import EVERYBODY, NOBODY, is_staff

NAMED = Q(
    is_active=True,
    is_staff=True,
    user_permissions__codename="read_concerns",
    user_permissions__content_type__app_label="engagements",
)
"""Accounts that are named to read concerns."""


def reads_concerns(user: Any) -> bool:
    """Staff who were named, each by their own account. Whoever administers the server is not by
    that, nor by a group: to be named is an act that others see."""
    return is_staff(user) and User.objects.filter(NAMED, pk=user.pk).exists()


def concerns(user: Any) -> Q:
    """Staff who are named to read them, each by name: all. Nobody else, neither other staff nor
    whoever administers the server; a sender follows theirs by its code."""
    return EVERYBODY if reads_concerns(user) else NOBODY


def permission() -> Permission:
    """To be named is to have it."""
    return Permission.objects.get(codename="read_concerns", content_type__app_label="engagements")


def take_off(account: User) -> None:
    """Names the account no longer; whoever is to read concerns again has to be named again."""
    account.user_permissions.remove(permission())

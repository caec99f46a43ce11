"""Who may see which accounts and tokens."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

Anybody = AbstractBaseUser | AnonymousUser

NOBODY = Q(pk__in=[])


def users(user: Anybody) -> Q:
    """Staff see everybody's account; everybody else their own."""
    if not (user.is_authenticated and user.is_active):
        return NOBODY
    return ~NOBODY if user.is_staff else Q(pk=user.pk)  # type: ignore[attr-defined]


def tokens(user: Anybody) -> Q:
    """Everybody sees their own, staff too: a token acts in its owner's name."""
    return Q(user=user.pk) if user.is_authenticated and user.is_active else NOBODY

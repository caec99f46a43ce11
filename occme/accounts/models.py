"""People who sign in, and the tokens they make for programs."""

import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken, AuthTokenManager

from occme.accounts import policies
from occme.accounts.validators import plain_text
from occme.keeping import History

NOTED_EVERY = timedelta(minutes=5)
"""How exact a token's last use is: noting each one would make every request a write."""


class LowercaseEmailField(models.EmailField):
    """An address in lower case, wherever it comes from: a form, a program, a lookup."""

    def to_python(self, value):
        value = super().to_python(value)
        return value.strip().lower() if isinstance(value, str) else value


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, user: policies.Anybody):
        return self.filter(policies.users(user))

    def at_work(self):
        """OCCME's staff who may sign in, by name."""
        return self.filter(is_staff=True, is_active=True).order_by("name", "email")


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Makes an account; without a password one signs in by emailed code or single sign-on."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.full_clean()
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class AccountHistory(History):
    """Not of each sign-in."""

    def post_save(self, instance: Any, created: bool, using: Any = None, **sent: Any) -> None:
        fields = sent.get("update_fields")
        if created or not fields or not set(fields) <= set(self.excluded_fields):
            super().post_save(instance, created, using=using, **sent)


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """Somebody with an account, known by an email address.

    What they may do follows from records: `is_staff` for OCCME's staff, a `Membership` for a
    partner, a `StudentProfile` for a student. One person can be several of these.
    """

    email = LowercaseEmailField(
        _("email address"),
        unique=True,
        error_messages={"unique": _("There is an account with this email address.")},
    )
    name = models.CharField(_("name"), max_length=150, blank=True, validators=[plain_text])
    is_staff = models.BooleanField(_("OCCME staff"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("joined"), auto_now_add=True)
    history = AccountHistory(excluded_fields=["password", "last_login"])

    objects = UserManager()

    PARTS: ClassVar[dict[str, tuple[str, ...]]] = {}
    """As of a partners.models.records.Record: none."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        ordering = ["name", "email", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="email_address_is_in_lower_case",
                violation_error_message=_("An email address is kept in lower case."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    def visible_to(self, user: policies.Anybody):
        return self.filter(policies.tokens(user))

    def usable(self, now: datetime | None = None):
        """Not expired, and of somebody who may sign in."""
        unexpired = Q(expiry=None) | Q(expiry__gt=now or timezone.now())
        return self.filter(unexpired, user__is_active=True)


class AccessToken(AbstractAuthToken):
    """A key that its owner made for a program; only its hash is stored.

    `AccessToken.objects.create(user=…, name=…, expiry=timedelta | None)` returns the row and the
    key itself, which cannot be had again.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(
        _("name"),
        max_length=100,
        validators=[plain_text],
        help_text=_("What it is for, so that you know it again."),
    )
    last_used_at = models.DateTimeField(_("last used"), null=True, blank=True)

    objects = AuthTokenManager.from_queryset(AccessTokenQuerySet)()

    class Meta:
        ordering = ["-created", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="access_token_has_a_name"),
            models.CheckConstraint(
                condition=Q(expiry=None) | Q(expiry__gt=F("created")),
                name="access_token_expires_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_expired(self) -> bool:
        return self.expiry is not None and self.expiry <= timezone.now()

    def note_use(self, now: datetime | None = None) -> None:
        """Writes down that it was used, at most once in five minutes."""
        now = now or timezone.now()
        if self.last_used_at and now - self.last_used_at < NOTED_EVERY:
            return
        stale = Q(last_used_at=None) | Q(last_used_at__lte=now - NOTED_EVERY)
        with transaction.atomic():
            AccessToken.objects.filter(stale, pk=self.pk).update(last_used_at=now)

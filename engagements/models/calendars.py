"""The secret address under which a student's calendar is read."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from engagements.models.secrets import digest_of, new_secret
from engagements.querysets import CalendarFeedQuerySet


class CalendarFeed(models.Model):
    """One for each person; whoever has the address reads the calendar, until it is made anew or
    revoked. Only a hash of the secret is kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    digest = models.CharField(_("fingerprint"), max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"), auto_now=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def renewed(cls, user) -> str:
        """A new secret, told once; an older one ends."""
        secret = new_secret()
        cls.objects.update_or_create(user=user, defaults={"digest": digest_of(secret)})
        return secret

"""What is kept so that mail is sent once: saved searches, and who was written to about what."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.enums import NoticeKind
from engagements.querysets import SavedSearchQuerySet

QUERY_MOST = 1_000


class SavedSearch(models.Model):
    """Somebody's filters of the finder; they are written to when something new fits."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches"
    )
    query = models.CharField(_("filters"), max_length=QUERY_MOST, blank=True, editable=False)
    words = models.CharField(_("in words"), max_length=2_000, blank=True, editable=False)
    made_at = models.DateTimeField(_("saved"), default=timezone.now, editable=False)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "query"],
                name="a_search_is_saved_once",
                violation_error_message=_("You have saved this search already."),
            )
        ]

    def __str__(self) -> str:
        return self.words

    def get_absolute_url(self) -> str:
        query = f"?{self.query}" if self.query else ""
        return f"{reverse('engagement_list')}{query}"

    @property
    def data(self) -> QueryDict:
        """The filters, as an address carries them."""
        return QueryDict(self.query)


class Notice(models.Model):
    """That somebody was written to about this; nobody is twice."""

    kind = models.CharField(_("kind"), max_length=10, choices=NoticeKind.choices)
    about = models.CharField(_("about"), max_length=60)
    address = models.EmailField(_("to"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about", "address"], name="a_notice_is_sent_once"
            ),
            models.CheckConstraint(condition=~Q(about=""), name="a_notice_is_about_something"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.about}"

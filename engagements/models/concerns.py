"""Concerns, raised in confidence: read by those who are named to read them, and by nobody else.

There is no history of them, no line in it names them, and no record elsewhere points to them: who
looks at an organization, a person or a list never learns that there is one.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.models.secrets import digest_of
from engagements.querysets import ConcernQuerySet
from occme.accounts.validators import no_identity_numbers, plain_text
from partners.models import Organization

TEXT_MOST = 10_000


class ConcernKind(models.TextChoices):
    CONDUCT = "conduct", _("How somebody behaved")
    PROMISE = "promise", _("A promise that was not kept")
    OTHER = "other", _("Something else")


class ConcernStatus(models.TextChoices):
    NEW = "new", _("New")
    IN_HAND = "in_hand", _("In hand")
    CLOSED = "closed", _("Closed with an answer")


class ConcernAct(models.TextChoices):
    """What was done with a message, or without one."""

    SAID = "said", _("Said")
    TAKEN = "taken", _("Taken in hand")
    READ = "read", _("Read; nothing to answer")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Taken up again")


class Concern(models.Model):
    """Whoever has the code follows it. Only a hash of the code is kept, and of when it was raised
    the day alone: a moment would lead through the log of a server to whoever raised it."""

    kind = models.CharField(_("what it is about"), max_length=10, choices=ConcernKind.choices)
    organization = models.ForeignKey(
        Organization,
        verbose_name=_("organization"),
        # A concern outlives what it is about, and keeps nobody from deleting it: it would be told.
        on_delete=models.SET_NULL,
        db_constraint=False,
        related_name="+",
        null=True,
        blank=True,
    )
    whom = models.CharField(
        _("who or what it concerns"),
        max_length=200,
        blank=True,
        validators=[plain_text, no_identity_numbers],
    )
    text = models.TextField(
        _("what happened"), max_length=TEXT_MOST, validators=[plain_text, no_identity_numbers]
    )
    reach = models.CharField(
        _("how to reach you"), max_length=200, blank=True, validators=[plain_text]
    )
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )
    """Only of somebody who wants it to be known."""
    raised_on = models.DateField(_("raised"), default=localdate, editable=False)
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=ConcernStatus.choices,
        default=ConcernStatus.NEW,
        editable=False,
    )
    is_unread = models.BooleanField(default=True, editable=False)
    """Whether the sender said something that nobody took up yet."""
    digest = models.CharField(_("fingerprint"), max_length=64, unique=True, editable=False)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering = ["-is_unread", "-raised_on", "-pk"]
        verbose_name = _("concern")
        verbose_name_plural = _("concerns")
        default_permissions = ()
        permissions = [("read_concerns", _("Is named to read concerns"))]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=ConcernStatus.NEW) | Q(is_unread=True),
                name="a_new_concern_waits",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_concern_says_something"),
        ]

    def __str__(self) -> str:
        """Nothing of what it is about: this is what stands in mail and in logs."""
        return f"concern {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("concern_detail", args=[self.pk])

    @property
    def version(self) -> str:
        """What hidden fields of forms carry: the last that was said or done."""
        last = self.messages.order_by("pk").last()
        return str(last.pk if last else 0)

    def is_opened_by(self, code: str) -> bool:
        return self.digest == digest_of(code)


class ConcernMessage(models.Model):
    """What the sender or a recipient said or did, and on which day; never changed."""

    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="messages")
    act = models.CharField(
        max_length=10, choices=ConcernAct.choices, default=ConcernAct.SAID, editable=False
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        editable=False,
    )
    """The recipient; of what the sender said, nobody."""
    text = models.TextField(
        _("message"),
        max_length=TEXT_MOST,
        blank=True,
        validators=[plain_text, no_identity_numbers],
    )
    said_on = models.DateField(_("said"), default=localdate, editable=False)

    class Meta:
        ordering = ["concern", "pk"]
        verbose_name = _("message in a concern")
        verbose_name_plural = _("messages in concerns")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(act=ConcernAct.SAID) & ~Q(text=""),
                name="a_sender_says_something",
            ),
            models.CheckConstraint(
                condition=~Q(act__in=[ConcernAct.SAID, ConcernAct.CLOSED]) | ~Q(text=""),
                name="a_concern_is_closed_with_an_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"

    @property
    def is_from_sender(self) -> bool:
        return self.by_id is None

"""Keyed links: what a contact without an account acts through."""

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagements.enums import LinkEnd, LinkPurpose
from engagements.models.agreements import Agreement
from engagements.models.engagement import Engagement
from engagements.models.placements import Placement
from engagements.models.secrets import digest_of, new_secret
from engagements.querysets import KeyedLinkQuerySet
from partners.models import Contact, Organization

LIFETIME = timedelta(days=30)
SUBJECTS = {
    LinkPurpose.ENGAGEMENT: "engagement",
    LinkPurpose.PLACEMENT: "placement",
    LinkPurpose.AGREEMENT: "agreement",
}
"""What a link for one record holds; the others are for all of the organization."""


def for_its_record() -> Q:
    for_all = [purpose for purpose in LinkPurpose if purpose not in SUBJECTS]
    condition = Q(purpose__in=for_all, **dict.fromkeys(SUBJECTS.values()))
    for purpose, name in SUBJECTS.items():
        is_set = {f"{one}__isnull": one != name for one in SUBJECTS.values()}
        condition |= Q(purpose=purpose, **is_set)
    return condition


class KeyedLink(models.Model):
    """Whoever holds its address acts for the organization, for this purpose and no other, until it
    expires or somebody ends it. It may be forwarded. Only a hash of the secret is kept.

    It stands where a user stands in policies and steps, and everywhere else is a visitor.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="links")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="links")
    address = models.EmailField(_("sent to"), editable=False)
    purpose = models.CharField(_("purpose"), max_length=12, choices=LinkPurpose.choices)
    engagement = models.ForeignKey(
        Engagement, on_delete=models.CASCADE, related_name="links", null=True, blank=True
    )
    placement = models.ForeignKey(
        Placement, on_delete=models.CASCADE, related_name="links", null=True, blank=True
    )
    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="links", null=True, blank=True
    )
    digest = models.CharField(_("fingerprint"), max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("works until"), editable=False)
    used_at = models.DateTimeField(_("last used"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    ended_how = models.CharField(max_length=10, choices=LinkEnd.choices, blank=True, editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="ended_links",
        null=True,
        editable=False,
    )

    objects = KeyedLinkQuerySet.as_manager()

    is_link = True
    days = LIFETIME.days
    is_authenticated = is_active = is_staff = False

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("keyed link")
        verbose_name_plural = _("keyed links")
        constraints = [
            models.CheckConstraint(condition=for_its_record(), name="a_link_is_for_one_purpose"),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_how="")
                | Q(ended_at__isnull=False) & ~Q(ended_how=""),
                name="an_ended_link_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact} · {self.get_purpose_display()}"

    @classmethod
    def made_for(
        cls, contact: Contact, purpose: str, record: Any = None
    ) -> tuple["KeyedLink", str]:
        """A new link, and its address on this site, which is known only now."""
        secret, now = new_secret(), timezone.now()
        subject = {SUBJECTS[LinkPurpose(purpose)]: record} if record else {}
        link = cls.objects.create(
            organization=contact.organization,
            contact=contact,
            address=contact.email,
            purpose=purpose,
            digest=digest_of(secret),
            made_at=now,
            expires_at=now + LIFETIME,
            **subject,
        )
        return link, reverse("link", args=[secret])

    @property
    def record(self) -> Any:
        """What it opens, if still its organization's; None where it is for all of those."""
        held = self.engagement or self.placement or self.agreement
        return held if held and held.organization_id == self.organization_id else None

    @property
    def title(self) -> str:
        """Of what it is about, if of one thing alone."""
        match self.record:
            case Engagement() as engagement:
                return engagement.title
            case Placement() as placement:
                return placement.engagement.title
            case Agreement() as agreement:
                return str(agreement)
        return ""

    @property
    def email(self) -> str:
        """Its holder's: nobody is written to about a step of their own."""
        return self.address

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @cached_property
    def works(self) -> bool:
        return type(self).objects.working().filter(pk=self.pk).exists()

    def end(self, how: str, by: Any = None) -> None:
        """From now on it opens nothing."""
        if self.ended_at is None:
            self.ended_at, self.ended_how, self.ended_by = timezone.now(), how, by
            self.save(update_fields=["ended_at", "ended_how", "ended_by"])

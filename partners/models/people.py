"""People at organizations: those staff call, and those who sign in for them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from occme.accounts.validators import plain_text
from occme.keeping import History
from partners.enums import ContactRank, Role
from partners.models.organization import Organization
from partners.models.records import Record
from partners.models.vocabulary import Language
from partners.querysets import ContactQuerySet, MembershipQuerySet


class Contact(Record):
    """A person at an organization. People leave; the row stays, with the day they left."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="contacts"
    )
    name = models.CharField(_("name"), max_length=150, validators=[plain_text])
    title = models.CharField(_("title"), max_length=150, blank=True, validators=[plain_text])
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True, validators=[plain_text])
    language = models.ForeignKey(
        Language,
        verbose_name=_("language"),
        on_delete=models.PROTECT,
        related_name="contacts",
        null=True,
        blank=True,
    )
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True, validators=[plain_text])
    rank = models.CharField(
        _("rank"), max_length=10, choices=ContactRank.choices, default=ContactRank.OTHER
    )
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    history = History()

    objects = ContactQuerySet.as_manager()

    TOLD_AT = {"one_primary_contact_at_a_time": "rank", "contact_leaves_after_coming": "until"}

    class Meta:
        ordering = ["organization", "rank", "name", "pk"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(rank=ContactRank.PRIMARY, until=None),
                name="one_primary_contact_at_a_time",
                violation_error_message=_("There is a primary contact already."),
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="contact_leaves_after_coming",
                violation_error_message=_("“Until” is on or after “from”."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(Record):
    """Ties a user to an organization that the user may act for."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    started_on = models.DateField(_("since"), auto_now_add=True)
    ended_on = models.DateField(
        _("ended on"), null=True, blank=True, help_text=_("From this day on it gives no access.")
    )
    history = History()

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "user", "pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization"],
                condition=Q(ended_on=None),
                name="one_open_membership_per_person_and_organization",
                violation_error_message=_("This person is a member already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organization}"

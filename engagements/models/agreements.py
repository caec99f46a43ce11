"""Agreements: what both sides write, sign and keep, version by version."""

from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from engagements.enums import (
    OPEN_VERSIONS,
    SIGNED_VERSIONS,
    AgreementKind,
    Party,
    Remark,
    VersionOrigin,
    VersionStatus,
)
from engagements.models.acts import Act, Revised, side_field, taken_by_one
from engagements.querysets import AgreementQuerySet, OfVersionQuerySet, VersionQuerySet
from engagements.rhythms import months_later
from engagements.terms import TITLE_MOST, Terms
from occme.accounts.validators import no_identity_numbers, plain_text
from occme.keeping import History
from partners.models import Organization
from partners.models.records import Record

SCAN_MOST = 5 * 1024 * 1024


class Agreement(Record):
    """Between OCCME and one organization. What it says is in its versions."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="agreements"
    )
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=AgreementKind.choices,
        default=AgreementKind.MEMORANDUM,
    )
    shows_partner_side = models.BooleanField(
        _("the public reads what the partner promised"),
        default=False,
        help_text=_(
            "What OCCME promises is public where you are listed; your side only if you say so."
        ),
    )
    history = History()

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["organization", "-pk"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")

    def __str__(self) -> str:
        """What was sent last; what one side only drafts, the other does not read here either."""
        sent = self.versions.filter(round__isnull=False).order_by("-number").first()
        return str(sent) if sent else str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        return reverse("agreement_detail", args=[self.pk])


class AgreementVersion(Revised):
    """From the first draft until both sides signed, and on until it is over.

    `status` and `turn` are set by steps alone. `draft` is what the side whose turn it is writes, and
    nobody else reads; `round` is the last that was sent, which both sides read. What was signed
    never changes: the database refuses it too.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    origin = models.CharField(
        _("origin"), max_length=10, choices=VersionOrigin.choices, default=VersionOrigin.FIRST
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=VersionStatus.choices,
        default=VersionStatus.DRAFT,
        editable=False,
    )
    turn = models.CharField(
        _("waits on"), max_length=10, choices=Party.choices, blank=True, editable=False
    )
    since_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    draft = models.JSONField(null=True, editable=False)
    draft_side = models.CharField(max_length=10, choices=Party.choices, blank=True, editable=False)
    """Who wrote the draft: staff write for a partner what it says on the phone."""
    round = models.ForeignKey(
        "Round", on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )
    title = models.CharField(
        _("title"), max_length=TITLE_MOST, blank=True, editable=False, validators=[plain_text]
    )
    starts_on = models.DateField(_("starts on"), null=True, editable=False)
    ends_on = models.DateField(_("ends on"), null=True, editable=False)
    review_months = models.PositiveSmallIntegerField(_("review every"), null=True, editable=False)
    stopped_on = models.DateField(
        _("over since"), null=True, editable=False, help_text=_("The first day that it is not.")
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["agreement", "-number"]
        verbose_name = _("version of an agreement")
        verbose_name_plural = _("versions of agreements")
        indexes = [
            models.Index(fields=["status", "ends_on"], name="version_by_status"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="a_version_has_its_number"
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(status__in=OPEN_VERSIONS),
                name="one_version_is_written_at_a_time",
                violation_error_message=_("Another version of it is being written already."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=SIGNED_VERSIONS)
                | Q(round__isnull=False, starts_on__isnull=False, ends_on__gte=F("starts_on")),
                name="what_was_signed_has_a_text_and_a_term",
            ),
            models.CheckConstraint(
                condition=Q(draft=None, draft_side="") | Q(draft__isnull=False) & ~Q(draft_side=""),
                name="a_draft_says_who_wrote_it",
            ),
            models.CheckConstraint(
                condition=~Q(status=VersionStatus.DRAFT) | Q(round=None),
                name="what_was_sent_is_no_draft",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.get_origin_display())

    def get_absolute_url(self) -> str:
        return self.agreement.get_absolute_url()

    @property
    def organization_id(self) -> int:
        return self.agreement.organization_id

    def moved(self, change: Any, waits_on: str) -> None:
        """What each step changes besides the status; whose turn it is says the step's own rule."""
        self.since_at = timezone.now()
        self.revise(change.by)

    def signed_sides(self) -> set[str]:
        """Those whose signature holds."""
        return {*self.signatures.filter(voided_at=None).values_list("side", flat=True)}

    @cached_property
    def terms(self) -> Terms | None:
        """As they were last sent, and so as both sides read them."""
        return Terms.read(self.round.terms) if self.round else None

    @property
    def is_open(self) -> bool:
        """Whether it is still being written."""
        return self.status in OPEN_VERSIONS

    def is_over(self, day: date | None = None) -> bool:
        """Whether its term, or the version itself, is over; whatever its status says."""
        day = day or localdate()
        stopped = self.stopped_on is not None and self.stopped_on <= day
        return stopped or (self.ends_on is not None and self.ends_on < day)

    @property
    def is_in_force(self) -> bool:
        """As `in_force` of the queryset, for one that is read already."""
        is_signed = self.status in (VersionStatus.IN_FORCE, VersionStatus.SUPERSEDED)
        return bool(
            is_signed and not self.is_over() and self.starts_on and self.starts_on <= localdate()
        )

    @property
    def standing(self) -> str:
        """Its status in words, with what the days make of it: nothing that is over is “in force”."""
        if self.status in (VersionStatus.IN_FORCE, VersionStatus.SUSPENDED) and self.is_over():
            return str(_("Expired"))
        if self.status == VersionStatus.IN_FORCE and not self.is_in_force:
            return str(_("Signed, not started yet"))
        if self.status == VersionStatus.SUPERSEDED and self.is_in_force:
            return str(_("In force, until the next version starts"))
        return str(self.get_status_display())

    @property
    def review_on(self) -> date | None:
        """The next day on which both sides look at it again."""
        if not (self.review_months and self.starts_on and self.is_in_force):
            return None
        number, day = 0, self.starts_on
        while day <= localdate() - timedelta(days=1):
            number += 1
            day = months_later(self.starts_on, self.review_months * number)
        return day if self.ends_on and day < self.ends_on else None


class Round(Act):
    """What one side sent to the other, as it was. The database refuses to change it."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("round"))
    side = side_field()
    terms = models.JSONField(editable=False)
    digest = models.CharField(_("hash"), max_length=64, editable=False)
    reason = models.CharField(_("why"), max_length=500, blank=True, validators=[plain_text])

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        ordering = ["version", "number"]
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="a_round_has_its_number"),
            taken_by_one("a_round_is_sent_by_one"),
        ]

    def __str__(self) -> str:
        return f"{self.version} · {self.number}"

    @cached_property
    def read(self) -> Terms:
        return Terms.read(self.terms)


class Signature(Act):
    """Of one side, under exactly one round. It can be made void, and is never changed otherwise."""

    version = models.ForeignKey(
        AgreementVersion, on_delete=models.PROTECT, related_name="signatures"
    )
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="signatures")
    side = side_field()
    name = models.CharField(_("your name"), max_length=150, validators=[plain_text])
    title = models.CharField(_("your title"), max_length=150, blank=True, validators=[plain_text])
    note = models.CharField(_("how"), max_length=500, blank=True, validators=[plain_text])
    digest = models.CharField(_("hash"), max_length=64, editable=False)
    voided_at = models.DateTimeField(_("void since"), null=True, editable=False)

    class Meta:
        ordering = ["version", "at", "pk"]
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "side"],
                condition=Q(voided_at=None),
                name="each_side_signs_once",
                violation_error_message=_("Your side has signed already."),
            ),
            taken_by_one("a_signature_is_given_by_one"),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.get_side_display()}"


class Scan(models.Model):
    """A picture of the paper that was signed, beside a signature that staff noted."""

    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="scan")
    name = models.CharField(_("name"), max_length=150, validators=[plain_text], editable=False)
    content_type = models.CharField(max_length=40, editable=False)
    data = models.BinaryField()

    class Meta:
        verbose_name = _("scan")
        verbose_name_plural = _("scans")

    def __str__(self) -> str:
        return self.name


class Comment(Act):
    """Said on a line of what was sent; both sides read it."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, related_name="comments")
    side = side_field()
    line = models.CharField(_("line"), max_length=40, blank=True, editable=False)
    remark = models.CharField(
        _("what you want"), max_length=10, choices=Remark.choices, default=Remark.NOTE
    )
    text = models.CharField(
        _("comment"), max_length=1_000, blank=True, validators=[plain_text, no_identity_numbers]
    )
    settled_at = models.DateTimeField(_("settled"), null=True, editable=False)

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        ordering = ["version", "at", "pk"]
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            taken_by_one("a_comment_is_made_by_one"),
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(remark=Remark.NOTE), name="a_note_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.get_remark_display())

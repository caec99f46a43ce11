"""Organizations, and the weeks when they want quiet."""

import re
import uuid
from collections.abc import Container
from itertools import count

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from occme.accounts.validators import no_identity_numbers, plain_text
from occme.keeping import History
from partners.enums import QUIET_KINDS, Channel, Involvement, Kind, Publication, Stage
from partners.folding import FoldedTextField
from partners.geography import meters_of_chord
from partners.models.records import Record
from partners.models.vocabulary import FocusArea, Language
from partners.querysets import InnerQuerySet, OrganizationQuerySet
from partners.validators import list_of_names

REASON_MOST = 500


def slug_base(name: str) -> str:
    return slugify(name)[:70] or "organization"


def free_slug(name: str, taken: Container[str]) -> str:
    """The name as a part of an address; with a number where that is taken."""
    base = slug_base(name)
    numbered = (f"{base}-{number}" for number in count(2))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)


class Organization(Record):
    """A community organization of the catchment or near it.

    It is a partner of OCCME only at stage ACTIVE. What the public sees of it is its `publication`:
    nothing, name and area, or a full profile, each on the word of somebody there
    (`consent_by`, `consent_on`); or what public sources say, which claims no relationship.
    """

    name = models.CharField(_("name"), max_length=200, validators=[plain_text])
    alternate_names = models.JSONField(
        _("other names"), default=list, blank=True, validators=[list_of_names]
    )
    slug = models.SlugField(_("short name"), max_length=80, unique=True, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    description = models.TextField(_("description"), blank=True, validators=[plain_text])
    website = models.URLField(_("website"), max_length=500, blank=True)
    email = models.EmailField(_("general email"), blank=True)
    phone = models.CharField(_("general phone"), max_length=40, blank=True, validators=[plain_text])
    focus_areas = models.ManyToManyField(
        FocusArea, verbose_name=_("focus areas"), related_name="organizations", blank=True
    )
    populations = models.CharField(
        _("who it works with"), max_length=300, blank=True, validators=[plain_text]
    )
    languages = models.ManyToManyField(
        Language, verbose_name=_("languages"), related_name="organizations", blank=True
    )

    stage = models.CharField(
        _("stage of the relationship"), max_length=10, choices=Stage.choices, blank=True, default=""
    )
    steward = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("steward"),
        on_delete=models.PROTECT,
        related_name="stewarded_organizations",
        limit_choices_to={"is_staff": True},
        null=True,
        blank=True,
    )
    since_year = models.PositiveSmallIntegerField(_("partner since"), null=True, blank=True)
    students_at_once = models.PositiveSmallIntegerField(
        _("students at once"), null=True, blank=True
    )
    asks_per_month = models.PositiveSmallIntegerField(_("asks per month"), null=True, blank=True)
    contact_every_weeks = models.PositiveSmallIntegerField(
        _("wishes to hear from us every … weeks"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(104)],
        help_text=_("Leave it empty if a word every three months is enough."),
    )
    involvement = models.CharField(
        _("how involved it wishes to be"), max_length=15, choices=Involvement.choices, blank=True
    )
    preferred_channel = models.CharField(
        _("preferred channel"), max_length=10, choices=Channel.choices, blank=True
    )
    preferred_language = models.ForeignKey(
        Language,
        verbose_name=_("preferred language"),
        on_delete=models.PROTECT,
        related_name="preferred_by",
        null=True,
        blank=True,
    )
    do_not_contact_until = models.DateField(_("do not contact until"), null=True, blank=True)

    publication = models.CharField(
        _("what the public sees"),
        max_length=15,
        choices=Publication.choices,
        default=Publication.HIDDEN,
    )
    consent_by = models.CharField(
        _("who agreed"), max_length=200, blank=True, validators=[plain_text]
    )
    consent_on = models.DateField(_("agreed on"), null=True, blank=True)
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("verified by"),
        on_delete=models.PROTECT,
        related_name="verified_organizations",
        null=True,
        blank=True,
    )
    source = models.TextField(_("source"), blank=True, validators=[plain_text])
    source_as_of = models.CharField(
        _("as of"), max_length=80, blank=True, help_text=_("As the source says it.")
    )
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    closed_on = models.DateField(_("closed on"), null=True, editable=False)
    closed_reason = models.CharField(
        _("why it was closed"),
        max_length=REASON_MOST,
        blank=True,
        editable=False,
        validators=[plain_text],
    )

    sort_name = FoldedTextField(sources=["name"])
    search_text = FoldedTextField(sources=["name", "alternate_names", "description", "populations"])
    list_rank = models.GeneratedField(
        # Where only name and area may be known, the order must not tell the kind.
        expression=Case(
            When(~Q(publication=Publication.AREA), kind__in=sorted(QUIET_KINDS), then=Value(1)),
            default=Value(0),
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )
    history = History(
        m2m_fields=[focus_areas, languages],
        excluded_fields=["public_id", "sort_name", "search_text", "list_rank"],
    )

    objects = OrganizationQuerySet.as_manager()

    known_locations: list

    PARTS = {"quiet_periods": ("starts_on", "ends_on", "reason")}
    TOLD_AT = {
        "publishing_takes_the_consent_of_somebody_on_a_day": "consent_by",
        "public_source_names_its_source_and_claims_no_relationship": "publication",
        "a_closed_organization_says_why": "closed_reason",
        "who_verified_it_says_when": "verified_on",
        "sample_names_say_sample": "name",
    }

    class Meta:
        ordering = ["list_rank", "sort_name", "pk"]
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        indexes = [
            models.Index(fields=["list_rank", "sort_name", "id"], name="organization_list_order"),
            models.Index(fields=["sort_name", "id"], name="organization_name_order"),
            # All that counts look at. With publication first, SQLite would take it for lists too,
            # and sort nearly every organization for a page.
            models.Index(
                fields=["list_rank", "publication", "closed_on", "kind", "stage"],
                name="organization_counts",
            ),
            models.Index(
                fields=["students_at_once"],
                condition=Q(students_at_once__isnull=False),
                name="organization_with_capacity",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(publication__in=[Publication.AREA, Publication.FULL])
                | (~Q(consent_by="") & Q(consent_on__isnull=False)),
                name="publishing_takes_the_consent_of_somebody_on_a_day",
                violation_error_message=_("To publish it, say who there agreed, and when."),
            ),
            models.CheckConstraint(
                condition=~Q(publication=Publication.PUBLIC_SOURCE)
                | (~Q(source="") & Q(stage=Stage.NONE, consent_by="", consent_on=None)),
                name="public_source_names_its_source_and_claims_no_relationship",
                violation_error_message=_(
                    "What was found in public sources names its source, and has no stage and "
                    "nobody’s consent; with either, choose anew what the public sees."
                ),
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None, closed_reason="")
                | (Q(closed_on__isnull=False) & ~Q(closed_reason="")),
                name="a_closed_organization_says_why",
                violation_error_message=_("To close it, say why."),
            ),
            models.CheckConstraint(
                # Nobody's name where its own people confirmed it through a keyed link.
                condition=Q(verified_by=None) | Q(verified_on__isnull=False),
                name="who_verified_it_says_when",
                violation_error_message=_("Who verified it, says when."),
            ),
            models.CheckConstraint(
                condition=Q(is_sample=False) | Q(name__startswith="Sample: "),
                name="sample_names_say_sample",
                violation_error_message=_("Names of sample organizations start with “Sample: ”."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organization_detail", args=[self.slug])

    def save(self, *args, **kwargs) -> None:
        if not self.slug:
            alike = Organization.objects.filter(slug__startswith=slug_base(self.name))
            self.slug = free_slug(self.name, set(alike.values_list("slug", flat=True)))
        super().save(*args, **kwargs)

    @property
    def is_partner(self) -> bool:
        return self.stage == Stage.ACTIVE

    @property
    def source_year(self) -> int | None:
        """The last year that the source's “as of” names: how old the listing is at best."""
        years = re.findall(r"\b(?:19|20)\d\d\b", self.source_as_of)
        return max(map(int, years), default=None)

    @property
    def shown_locations(self) -> list:
        """Places that the reader may see; after `for_reading` only."""
        return [place for place in self.known_locations if place.is_shown]

    @property
    def neighborhoods(self) -> list:
        """Neighborhoods of its places that are not confidential; after `for_reading` only."""
        areas = {
            place.neighborhood_id: place.neighborhood
            for place in self.known_locations
            if place.neighborhood_id and not place.is_confidential
        }
        return sorted(areas.values(), key=lambda area: area.name)

    @property
    def in_catchment(self) -> bool:
        """Whether a place that the reader may see lies in the catchment; after `for_reading`."""
        return any(place.in_catchment for place in self.shown_locations)

    @property
    def distance_m(self) -> int | None:
        """Meters to the nearest place that the reader may see; after `near` only."""
        chord = getattr(self, "chord", None)
        return None if chord is None else round(meters_of_chord(chord))


class QuietPeriod(Record):
    """Days, both ends included, when an organization does not want to be asked for anything."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="quiet_periods"
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    reason = models.CharField(
        _("reason"), max_length=200, blank=True, validators=[plain_text, no_identity_numbers]
    )
    history = History()

    objects = InnerQuerySet.as_manager()

    TOLD_AT = {"quiet_period_ends_after_it_starts": "ends_on"}

    class Meta:
        ordering = ["starts_on", "pk"]
        verbose_name = _("quiet period")
        verbose_name_plural = _("quiet periods")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="quiet_period_ends_after_it_starts",
                violation_error_message=_("A quiet period ends on or after the day it starts."),
            )
        ]

    def __str__(self) -> str:
        days = {"start": date_format(self.starts_on), "end": date_format(self.ends_on)}
        span = gettext("%(start)s to %(end)s") % days
        return f"{span} ({self.reason})" if self.reason else span

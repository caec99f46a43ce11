"""Where organizations are, and the areas that points fall into."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from occme.accounts.validators import plain_text
from occme.keeping import History
from partners.enums import AreaKind, FoundBy, LocationType, Precision
from partners.folding import FoldedTextField
from partners.geography import (
    Atlas,
    Point,
    area_km2,
    cell_of,
    point_problem,
    unit_vector,
    validate_area,
)
from partners.models.organization import Organization
from partners.models.records import Record
from partners.models.vocabulary import Language
from partners.querysets import LocationQuerySet, ServiceAreaQuerySet


class ServiceArea(Record):
    """An outline that gives places their neighborhood, or puts them in the catchment."""

    slug = models.SlugField(_("short name"), max_length=80, unique=True, blank=True)
    name = models.CharField(_("name"), max_length=100, validators=[plain_text])
    kind = models.CharField(_("kind"), max_length=15, choices=AreaKind.choices)
    geometry = models.JSONField(
        _("outline"),
        validators=[validate_area],
        help_text=_("GeoJSON Polygon or MultiPolygon, WGS 84, longitude first."),
    )
    source = models.TextField(_("source"), blank=True, validators=[plain_text])
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    history = History()

    objects = ServiceAreaQuerySet.as_manager()

    TOLD_AT = {"area_ends_after_it_starts": "valid_to"}

    class Meta:
        ordering = ["kind", "name", "pk"]
        verbose_name = _("service area")
        verbose_name_plural = _("service areas")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="area_ends_after_it_starts",
                violation_error_message=_("“Valid to” is on or after “valid from”."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def size_km2(self) -> float:
        return area_km2(self.geometry)

    @property
    def is_in_force(self) -> bool:
        """As `in_force` of the queryset, for a record that may not be saved."""
        today = localdate()
        begun = self.valid_from is None or self.valid_from <= today
        return begun and (self.valid_to is None or self.valid_to >= today)

    def clean(self) -> None:
        self.slug = self.slug or slugify(self.name)[:80]

    def save(self, *args, **kwargs) -> None:
        """Every place is put into its areas anew, in the same transaction."""
        self.slug = self.slug or slugify(self.name)[:80]
        with transaction.atomic():
            super().save(*args, **kwargs)
            Location.objects.all().place()

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            deleted = super().delete(*args, **kwargs)
            Location.objects.all().place()
            return deleted


class Location(Record):
    """A place of an organization. A confidential address keeps no point, and only staff and the
    organization's own people see it.

    `neighborhood` and `in_catchment` follow from the point; ZIP codes decide nothing. `cell`, `x`,
    `y` and `z` are the point again, in the forms that maps and distances are computed from. A
    closed place has none of these: it is on no map and in no neighborhood.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="locations", db_index=False
    )
    type = models.CharField(
        _("type"), max_length=10, choices=LocationType.choices, default=LocationType.PHYSICAL
    )
    name = models.CharField(_("name"), max_length=150, blank=True, validators=[plain_text])
    address = models.CharField(_("address"), max_length=200, blank=True, validators=[plain_text])
    city = models.CharField(_("city"), max_length=80, blank=True, validators=[plain_text])
    state = models.CharField(
        _("state"),
        max_length=2,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{2}\Z", _("Two capital letters, such as MA."))],
    )
    zip = models.CharField(
        _("ZIP code"),
        max_length=10,
        blank=True,
        validators=[
            RegexValidator(
                r"^[0-9]{5}(-[0-9]{4})?\Z", _("A ZIP code has five digits, such as 02119.")
            )
        ],
    )
    is_confidential = models.BooleanField(
        _("confidential"),
        default=False,
        help_text=_("Such as a shelter: the address is not shown and no point is kept."),
    )
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
    )
    found_by = models.CharField(_("found by"), max_length=10, choices=FoundBy.choices, blank=True)
    found_note = models.CharField(
        _("how the point was found"), max_length=300, blank=True, validators=[plain_text]
    )
    found_on = models.DateField(_("found on"), null=True, blank=True)
    precision = models.CharField(
        _("precision"), max_length=15, choices=Precision.choices, blank=True
    )
    step_free = models.BooleanField(_("step-free access"), null=True, blank=True)
    nearest_stop = models.CharField(
        _("nearest transit stop"), max_length=150, blank=True, validators=[plain_text]
    )
    languages = models.ManyToManyField(
        Language, verbose_name=_("languages spoken there"), related_name="locations", blank=True
    )

    # The history keeps it, so that a place that an import took away comes back as the same one.
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    closed_on = models.DateField(_("closed on"), null=True, editable=False)

    neighborhood = models.ForeignKey(
        ServiceArea,
        verbose_name=_("neighborhood"),
        on_delete=models.SET_NULL,
        related_name="locations",
        null=True,
        editable=False,
        db_index=False,
    )
    in_catchment = models.BooleanField(_("in the catchment"), default=False, editable=False)
    cell = models.BigIntegerField(null=True, editable=False)
    x = models.FloatField(null=True, editable=False)
    y = models.FloatField(null=True, editable=False)
    z = models.FloatField(null=True, editable=False)
    search_text = FoldedTextField(sources=["name", "address", "city", "state", "zip"])
    history = History(
        m2m_fields=[languages],
        excluded_fields=["neighborhood", "in_catchment", "cell", "x", "y", "z", "search_text"],
    )

    objects = LocationQuerySet.as_manager()

    TOLD_AT = {
        "a_point_has_both_coordinates_on_this_planet": "latitude",
        "confidential_addresses_keep_no_point": "latitude",
    }

    class Meta:
        ordering = ["organization", "pk"]
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        indexes = [
            models.Index(fields=["latitude", "longitude"], name="location_by_point"),
            # All that counts, maps and distances look at, next to each organization's others.
            models.Index(
                fields=[
                    "organization",
                    "is_confidential",
                    "closed_on",
                    "in_catchment",
                    "cell",
                    "latitude",
                    "longitude",
                    "x",
                    "y",
                    "z",
                ],
                name="location_of_organization",
            ),
            models.Index(
                fields=["neighborhood", "organization", "is_confidential", "closed_on"],
                name="location_in_neighborhood",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    # Said outright, for a comparison with nothing is neither true nor false.
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="a_point_has_both_coordinates_on_this_planet",
                violation_error_message=_("A point has a latitude and a longitude, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(is_confidential=False) | Q(latitude=None, longitude=None),
                name="confidential_addresses_keep_no_point",
                violation_error_message=_("A confidential address keeps no point."),
            ),
        ]

    def __str__(self) -> str:
        line = ", ".join(
            filter(None, [self.address, self.city, f"{self.state} {self.zip}".strip()])
        )
        return self.name or line

    @property
    def point(self) -> Point | None:
        if self.latitude is None or self.longitude is None:
            return None
        return Point(self.latitude, self.longitude)

    def clean(self) -> None:
        if self.point and (problem := point_problem(*self.point)):
            raise ValidationError({"latitude": problem})
        told = self.name or self.address or self.city or self.zip or self.is_confidential
        if not told and self.latitude is None and self.longitude is None:
            raise ValidationError({"address": _("Say where it is: an address, a point or a name.")})

    def save(self, *args, atlas: Atlas | None = None, **kwargs) -> None:
        self.derive(atlas)
        with transaction.atomic():
            super().save(*args, **kwargs)
            if self.is_confidential:  # Nor is one kept in the history.
                pointed = Location.history.filter(id=self.pk).exclude(latitude=None)
                pointed.update(latitude=None, longitude=None)

    def derive(self, atlas: Atlas | None = None) -> None:
        """Sets what follows from the point. `atlas` spares a query where many are saved."""
        self.neighborhood_id, self.in_catchment = None, False
        self.cell = self.x = self.y = self.z = None
        if self.point and not self.closed_on:
            atlas = atlas or ServiceArea.objects.all().atlas()
            self.neighborhood_id, self.in_catchment = atlas.place(self.point)
            self.cell = cell_of(self.point)
            self.x, self.y, self.z = unit_vector(self.point)

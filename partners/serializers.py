"""Records as JSON. Each serializer lists its fields; policies say which of them a reader gets."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from partners import policies
from partners.models import (
    Contact,
    FocusArea,
    Language,
    Location,
    Organization,
    Priority,
    QuietPeriod,
    ServiceArea,
)

AS_STORED = (
    serializers.BooleanField,
    serializers.CharField,
    serializers.ChoiceField,
    serializers.FloatField,
    serializers.IntegerField,
)
"""Fields whose attribute is shown as it is."""


class ReadSerializer(serializers.ModelSerializer):
    """For reading alone; the description says that any field may be left out."""

    _made: dict[type, Any] = {}

    @cached_property
    def fields(self) -> Any:
        """Those of the first serializer of the class: making them takes longer than a page of rows."""
        if type(self) not in self._made:
            self._made[type(self)] = super().fields
        return dict(self._made[type(self)])

    @cached_property
    def readers(self) -> dict[str, Callable[[Any], Any]]:
        """What takes each field's value off a record."""
        return {name: reader(field) for name, field in self.fields.items()}

    def to_representation(self, instance: Any) -> dict[str, Any]:
        return {name: read(instance) for name, read in self.readers.items()}

    def get_fields(self) -> dict[str, serializers.Field]:
        fields = super().get_fields()
        for field in fields.values():
            field.read_only, field.required = True, False
        return fields


def reader(field: serializers.Field) -> Callable[[Any], Any]:
    if isinstance(field, AS_STORED):
        return attrgetter(field.source or "")

    def read(instance: Any) -> Any:
        value = field.get_attribute(instance)
        return None if value is None else field.to_representation(value)

    return read


class FocusAreaSerializer(ReadSerializer):
    class Meta:
        model = FocusArea
        fields = ["id", "slug", "title", "description", "domain", "retired_on"]


class LanguageSerializer(ReadSerializer):
    class Meta:
        model = Language
        fields = ["id", "code", "name", "own_name", "retired_on"]


class ServiceAreaSerializer(ReadSerializer):
    class Meta:
        model = ServiceArea
        fields = ["id", "slug", "name", "kind", "source", "valid_from", "valid_to", "geometry"]


class FocusAreaLink(ReadSerializer):
    class Meta:
        model = FocusArea
        fields = ["slug", "title"]


class LanguageLink(ReadSerializer):
    class Meta:
        model = Language
        fields = ["code", "name"]


class AreaLink(ReadSerializer):
    class Meta:
        model = ServiceArea
        fields = ["slug", "name"]


class OrganizationLink(ReadSerializer):
    class Meta:
        model = Organization
        fields = ["id", "slug", "name"]


class QuietPeriodSerializer(ReadSerializer):
    class Meta:
        model = QuietPeriod
        fields = ["starts_on", "ends_on", "reason"]


class PlaceSerializer(ReadSerializer):
    """A location inside its organization."""

    neighborhood = AreaLink(allow_null=True)
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)

    class Meta:
        model = Location
        fields = [
            "id",
            "type",
            "name",
            "address",
            "city",
            "state",
            "zip",
            "latitude",
            "longitude",
            "precision",
            "neighborhood",
            "in_catchment",
            "step_free",
            "nearest_stop",
            "is_confidential",
            "closed_on",
        ]


class LocationSerializer(PlaceSerializer):
    organization = OrganizationLink()
    languages = LanguageLink(many=True)

    class Meta(PlaceSerializer.Meta):
        fields = ["id", "organization", *PlaceSerializer.Meta.fields[1:], "languages"]


class OrganizationSerializer(ReadSerializer):
    """An organization, as much of it as the reader may know: other fields are left out.

    Takes rows of `for_reading(user)`.
    """

    url = serializers.ReadOnlyField(source="get_absolute_url")
    alternate_names = serializers.ListField(child=serializers.CharField())
    neighborhoods = AreaLink(many=True)
    focus_areas = FocusAreaLink(many=True)
    languages = LanguageLink(many=True)
    locations = PlaceSerializer(many=True, source="shown_locations")
    in_catchment = serializers.BooleanField()
    accepting_students = serializers.BooleanField()
    distance_m = serializers.SerializerMethodField(
        help_text="Meters in a straight line from `near`, to the nearest place; only with `near`."
    )
    steward: Any = serializers.StringRelatedField(allow_null=True)
    verified_by: Any = serializers.StringRelatedField(allow_null=True)
    preferred_language = LanguageLink(allow_null=True)
    quiet_periods = QuietPeriodSerializer(many=True)

    class Meta:
        model = Organization
        fields = [
            "id",
            "slug",
            "url",
            "name",
            "alternate_names",
            "publication",
            "is_sample",
            "kind",
            "stage",
            "description",
            "website",
            "email",
            "phone",
            "focus_areas",
            "populations",
            "languages",
            "neighborhoods",
            "in_catchment",
            "accepting_students",
            "since_year",
            "verified_on",
            "source",
            "source_as_of",
            "distance_m",
            "locations",
            "steward",
            "students_at_once",
            "asks_per_month",
            "contact_every_weeks",
            "quiet_periods",
            "involvement",
            "preferred_channel",
            "preferred_language",
            "do_not_contact_until",
            "consent_by",
            "consent_on",
            "verified_by",
            "closed_on",
            "closed_reason",
        ]

    @extend_schema_field({"type": "integer", "examples": [420]})
    def get_distance_m(self, organization: Organization) -> int | None:
        return organization.distance_m

    def to_representation(self, instance: Organization) -> dict[str, Any]:
        readable = policies.FIELDS[instance.access]  # type: ignore[attr-defined]
        if not hasattr(instance, "chord"):
            readable = readable - {"distance_m"}
        return {name: read(instance) for name, read in self.readers.items() if name in readable}


class PrioritySerializer(ReadSerializer):
    """A priority; who stated it only where the reader belongs to the organization or to staff."""

    organization = OrganizationLink()
    focus_area = FocusAreaLink(allow_null=True)
    stated_by: Any = serializers.StringRelatedField(allow_null=True)
    waiting_days = serializers.IntegerField(allow_null=True)

    class Meta:
        model = Priority
        fields = [
            "id",
            "organization",
            "title",
            "statement",
            "rank",
            "focus_area",
            "stated_on",
            "stated_by",
            "status",
            "answered_on",
            "waiting_days",
            "is_public",
        ]

    def to_representation(self, instance: Priority) -> dict[str, Any]:
        inner = instance.is_inner  # type: ignore[attr-defined]
        readable = policies.PRIORITY_INNER_FIELDS if inner else policies.PRIORITY_FIELDS
        return {name: read(instance) for name, read in self.readers.items() if name in readable}


class ContactSerializer(ReadSerializer):
    organization = OrganizationLink()
    language = LanguageLink(allow_null=True)

    class Meta:
        model = Contact
        fields = [
            "id",
            "organization",
            "name",
            "title",
            "email",
            "phone",
            "language",
            "pronouns",
            "rank",
            "since",
            "until",
        ]

"""What requests may set on each kind of record. Who may set which of it is in policies; relations
are named by the keys that filters take: slugs, codes, an email address."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from occme.accounts.models import User
from occme.rest.bodies import (
    BodySerializer,
    DegreesField,
    KeyField,
    KeysField,
    NumberField,
    Strict,
)
from partners.geography import validate_area
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


def organization_key() -> KeyField:
    return KeyField(
        queryset=Organization.objects.all(),
        key="slug",
        help_text="The slug of an organization. It is set when a record is made, and stays.",
    )


def focus_area_key() -> KeyField:
    return KeyField(queryset=FocusArea.objects.all(), key="slug", allow_null=True, required=False)


def language_key() -> KeyField:
    return KeyField(queryset=Language.objects.all(), key="code", allow_null=True, required=False)


def language_keys() -> KeysField:
    return KeysField(queryset=Language.objects.all(), key="code", required=False)


class QuietPeriodBody(Strict, serializers.ModelSerializer):
    class Meta:
        model = QuietPeriod
        fields = ["starts_on", "ends_on", "reason"]


class OrganizationBody(BodySerializer):
    """`quiet_periods` replaces the list; `verified_on` notes who set it. To publish takes
    `consent_by` and `consent_on`; setting `publication` to `hidden` forgets both."""

    alternate_names: Any = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=20, required=False
    )
    focus_areas = KeysField(queryset=FocusArea.objects.all(), key="slug", required=False)
    languages = language_keys()
    preferred_language = language_key()
    quiet_periods: Any = serializers.ListField(
        child=QuietPeriodBody(), required=False, max_length=50
    )
    steward = KeyField(
        queryset=User.objects.filter(is_staff=True),
        key="email",
        allow_null=True,
        required=False,
        help_text="The email address of somebody of OCCME's staff.",
    )

    create_example = {
        "name": "Sample: Porch Light House",
        "kind": "nonprofit",
        "description": "Warm meals and company, six evenings a week.",
        "stage": "prospect",
    }
    change_example = {
        "phone": "617-555-0100",
        "students_at_once": 2,
        "quiet_periods": [{"starts_on": "2027-07-01", "ends_on": "2027-07-31", "reason": "Moving"}],
    }

    class Meta:
        model = Organization
        fields = [
            "name",
            "alternate_names",
            "slug",
            "kind",
            "description",
            "website",
            "email",
            "phone",
            "focus_areas",
            "populations",
            "languages",
            "stage",
            "steward",
            "since_year",
            "students_at_once",
            "asks_per_month",
            "contact_every_weeks",
            "quiet_periods",
            "involvement",
            "preferred_channel",
            "preferred_language",
            "do_not_contact_until",
            "publication",
            "consent_by",
            "consent_on",
            "verified_on",
            "source",
            "source_as_of",
        ]


class LocationBody(BodySerializer):
    """A point whose finding is not told was set by hand, today. A place that becomes
    `is_confidential` loses its point, also in its history."""

    organization = organization_key()
    latitude = DegreesField(allow_null=True, required=False)
    longitude = DegreesField(allow_null=True, required=False)
    languages = language_keys()

    create_example = {
        "organization": "sample-porch-light-house",
        "address": "2300 Washington St",
        "city": "Boston",
        "state": "MA",
        "zip": "02119",
        "latitude": 42.3293,
        "longitude": -71.0838,
    }
    change_example = {"nearest_stop": "Nubian", "step_free": True}

    class Meta:
        model = Location
        fields = [
            "organization",
            "type",
            "name",
            "address",
            "city",
            "state",
            "zip",
            "is_confidential",
            "latitude",
            "longitude",
            "found_by",
            "found_note",
            "found_on",
            "precision",
            "step_free",
            "nearest_stop",
            "languages",
        ]


class ContactBody(BodySerializer):
    organization = organization_key()
    language = language_key()

    create_example = {
        "organization": "sample-porch-light-house",
        "name": "Rosa Sample",
        "title": "Director",
        "email": "rosa@example.org",
    }
    change_example = {"phone": "617-555-0101", "pronouns": "she, her"}

    class Meta:
        model = Contact
        fields = [
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


class PriorityBody(BodySerializer):
    """`stated_by` is the number of a contact of the organization."""

    organization = organization_key()
    focus_area = focus_area_key()
    stated_by = NumberField(queryset=Contact.objects.all(), allow_null=True, required=False)

    create_example = {
        "organization": "sample-porch-light-house",
        "title": "Company for elders in the evening",
        "statement": "Many who eat with us go home to nobody.",
        "is_public": True,
    }
    change_example = {"status": "being_answered", "rank": 2}

    class Meta:
        model = Priority
        fields = [
            "organization",
            "title",
            "statement",
            "rank",
            "focus_area",
            "stated_by",
            "stated_on",
            "status",
            "answered_on",
            "is_public",
        ]


class OutlineField(serializers.JSONField):
    """A GeoJSON geometry: its type and coordinates, and nothing else."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (others := set(data) - {"type", "coordinates"}):
            names = {"names": ", ".join(sorted(others))[:100]}
            raise serializers.ValidationError(
                _("It takes type and coordinates; not %(names)s.") % names
            )
        return super().to_internal_value(data)


class ServiceAreaBody(BodySerializer):
    """Every place is put into its areas anew, at once. An area that is closed ended yesterday."""

    geometry: Any = OutlineField(
        validators=[validate_area],
        help_text="GeoJSON Polygon or MultiPolygon, WGS 84, longitude first.",
    )

    create_example = {
        "name": "Fort Hill",
        "kind": "neighborhood",
        "geometry": {
            "type": "Polygon",
            "coordinates": [
                [[-71.1, 42.32], [-71.09, 42.32], [-71.09, 42.33], [-71.1, 42.33], [-71.1, 42.32]]
            ],
        },
    }
    change_example = {"source": "Drawn by its neighbors"}

    class Meta:
        model = ServiceArea
        fields = ["slug", "name", "kind", "source", "valid_from", "valid_to", "geometry"]


class FocusAreaBody(BodySerializer):
    create_example = {
        "slug": "night-work",
        "title": "Night work",
        "domain": "economic_stability",
    }
    change_example = {"description": "Pay, rest and rides home of those who work at night."}

    class Meta:
        model = FocusArea
        fields = ["slug", "title", "description", "domain"]


class LanguageBody(BodySerializer):
    create_example = {"code": "tig", "name": "Tigre", "own_name": "ትግረ"}
    change_example = {"name": "Tigre (Eritrea)"}

    class Meta:
        model = Language
        fields = ["code", "name", "own_name"]

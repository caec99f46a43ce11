"""Check-ins over the API: asking for one, answering it, agreeing to one change."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from engagements import bodies
from engagements.agreements.asking import ask
from engagements.api import SteppedResource, made_for, verbs_of
from engagements.finding import CheckInFilter
from engagements.models import CheckIn, CheckInSheet
from engagements.models.checkins import MARKS
from engagements.serializers import WithSteps
from occme.rest.bodies import BodySerializer, KeyField
from occme.rest.writing import Verbs
from partners.models import Organization
from partners.serializers import OrganizationLink


class SheetSerializer(serializers.ModelSerializer):
    class Meta:
        model = CheckInSheet
        fields = ["side", *MARKS, "note", "at"]
        read_only_fields = fields


class CheckInSerializer(WithSteps):
    """`sheets`: the answers that the reader may see; those of the other side once both answered."""

    url = serializers.ReadOnlyField(source="get_absolute_url")
    organization = OrganizationLink()
    sheets = serializers.SerializerMethodField()

    class Meta:
        model = CheckIn
        fields = [
            "id",
            "url",
            "organization",
            "asked_at",
            "status",
            "staff_answered",
            "partner_answered",
            "change",
            "change_side",
            "sheets",
            "steps",
        ]

    staff_answered = serializers.BooleanField()
    partner_answered = serializers.BooleanField()

    @extend_schema_field(SheetSerializer(many=True))
    def get_sheets(self, check_in: CheckIn) -> list[dict[str, Any]]:
        return [dict(row) for row in SheetSerializer(check_in.shown_sheets, many=True).data]  # type: ignore[attr-defined]


class CheckInBody(BodySerializer):
    organization = KeyField(queryset=Organization.objects.all(), key="slug")
    reason: Any = serializers.CharField(
        max_length=500,
        required=False,
        allow_blank=True,
        help_text="Needed where OCCME asks for more than the organization can take just now.",
    )

    create_example = {"organization": "sample-porch-light-house"}
    change_example: dict[str, Any] = {}

    class Meta:
        model = CheckIn
        fields = ["organization", "reason"]


class CheckInStepSerializer(bodies.StepSerializer):
    """`answer` takes all marks, from 1 to 5, and a note; the other steps a reason."""

    note: Any = serializers.CharField(
        max_length=1_000, required=False, allow_blank=True, default=""
    )

    def get_fields(self) -> dict[str, Any]:
        marks = {
            name: serializers.IntegerField(min_value=1, max_value=5, required=False)
            for name in MARKS
        }
        return {**super().get_fields(), **marks}


def asked(organization: Organization, *, by: Any, values: dict, problems: dict) -> CheckIn:
    if problems:
        raise ValidationError(problems)
    return ask(organization, by=by, reason=values.get("reason", ""))


class CheckInResource(SteppedResource):
    """How each side sees the relationship, as it is and as it wishes it. It is no score."""

    queryset = CheckIn.objects.all()
    serializer_class = CheckInSerializer
    body_class = CheckInBody
    filterset_class = CheckInFilter
    reason_class = CheckInStepSerializer
    verbs: Verbs = verbs_of(made_for("organization", asked))
    http_method_names = ["get", "post", "head", "options"]

    def settable(self, *, is_new: bool) -> frozenset[str]:
        return frozenset({"organization", "reason"}) if is_new else frozenset()

    def refuse_unless(self, permission: str, record: Any) -> None:
        """Which organization it is asked for decides; the verb says no."""

    def for_reading(self, rows: Any) -> Any:
        sheets = CheckInSheet.objects.visible_to(self.request.user)
        return rows.for_reading().prefetch_related(
            Prefetch("sheets", sheets, to_attr="shown_sheets")
        )

    def for_detail(self, rows: Any) -> Any:
        """Its version is a field of its own."""
        return self.for_reading(rows)

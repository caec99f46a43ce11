"""Records as JSON. Each serializer lists its fields; policies say which of them a reader gets."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from engagements import policies, standing
from engagements.lifecycle import available_steps
from engagements.models import (
    Engagement,
    HourEntry,
    Outcome,
    Placement,
    Prerequisite,
    Prompt,
    Reflection,
    Slot,
)
from partners.geography import meters_of_chord
from partners.models import Priority
from partners.serializers import (
    AreaLink,
    LanguageLink,
    OrganizationLink,
    PlaceSerializer,
    ReadSerializer,
)


class SlotSerializer(ReadSerializer):
    class Meta:
        model = Slot
        fields = ["weekday", "starts_at", "ends_at"]


class PrerequisiteLink(ReadSerializer):
    class Meta:
        model = Prerequisite
        fields = ["slug", "title"]


class PriorityLink(ReadSerializer):
    waiting_days = serializers.IntegerField(allow_null=True)

    class Meta:
        model = Priority
        fields = ["id", "title", "waiting_days"]


class PromptLink(ReadSerializer):
    class Meta:
        model = Prompt
        fields = ["id", "moment", "lens", "text"]


class OutcomeSerializer(ReadSerializer):
    class Meta:
        model = Outcome
        fields = ["column", "expected", "achieved", "basis"]


class EngagementLink(ReadSerializer):
    url = serializers.ReadOnlyField(source="get_absolute_url")

    class Meta:
        model = Engagement
        fields = ["id", "title", "url"]


STEPS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["step", "label", "through", "problems", "warnings"],
        "properties": {
            "step": {"type": "string", "examples": ["offer"]},
            "label": {"type": "string"},
            "through": {"type": "string", "enum": ["account", "on_behalf"]},
            "problems": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        name: {"type": "string"} for name in ("code", "sentence", "fix")
                    },
                },
            },
            "warnings": {
                "type": "array",
                "items": {"type": "string"},
                "description": "What speaks against asking the organization for more just now: with any, the step takes a `reason`.",
            },
        },
    },
}


class WithSteps(ReadSerializer):
    """`steps`, of one record alone: what the reader may do, and what stands in the way."""

    steps = serializers.SerializerMethodField(help_text="Only where one record is asked for.")

    @extend_schema_field(STEPS)
    def get_steps(self, record: Any) -> list[dict[str, Any]]:
        return [
            {
                "step": choice.step.name,
                "label": str(choice.step.label),
                "through": choice.through.value,
                "problems": [problem._asdict() for problem in choice.problems],
                "warnings": choice.warnings,
            }
            for choice in available_steps(record, self.user)
        ]

    @property
    def user(self) -> Any:
        return self.context["request"].user

    def left_out(self, record: Any) -> set[str]:
        return {"steps"} if self.parent is not None else set()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        left_out = self.left_out(instance)
        return {
            name: read(instance)
            for name, read in self.own_readers().items()
            if name not in left_out
        }

    def own_readers(self) -> dict[str, Any]:
        """`steps` is read by this serializer, which knows who asks, and not by the kept one."""
        return {**self.readers, **({"steps": self.get_steps} if "steps" in self.readers else {})}


class EngagementSerializer(WithSteps):
    """Takes rows of `for_reading(user)`: place and priority only where the reader may see them."""

    url = serializers.ReadOnlyField(source="get_absolute_url")
    organization = OrganizationLink()
    neighborhoods = AreaLink(many=True, source="organization.neighborhoods")
    priority = PriorityLink(allow_null=True)
    location = PlaceSerializer(allow_null=True)
    slots = SlotSerializer(many=True)
    languages = LanguageLink(many=True)
    prerequisites = PrerequisiteLink(many=True)
    weekly_hours = serializers.SerializerMethodField()
    seats_left = serializers.IntegerField(source="left")
    partner_has_room = serializers.BooleanField(source="has_room")
    why = serializers.SerializerMethodField(
        help_text="Why it stands first in the usual order; empty where nothing puts it there."
    )
    outcomes = OutcomeSerializer(many=True)
    distance_m = serializers.SerializerMethodField(
        help_text="Meters in a straight line from `near`; only with `near`."
    )
    walking_minutes = serializers.SerializerMethodField(
        help_text="An estimate: the straight line × 1.3, at 80 meters a minute; only with `near`."
    )

    class Meta:
        model = Engagement
        fields = [
            "id",
            "url",
            "title",
            "description",
            "organization",
            "neighborhoods",
            "priority",
            "location",
            "designation",
            "kind",
            "curricular",
            "term",
            "starts_on",
            "ends_on",
            "weekly_hours",
            "schedule",
            "slots",
            "seats",
            "seats_left",
            "partner_has_room",
            "why",
            "languages",
            "prerequisites",
            "is_paid",
            "travel_note",
            "access_note",
            "educators",
            "adviser",
            "status",
            "outcomes",
            "distance_m",
            "walking_minutes",
            "steps",
        ]

    @extend_schema_field({"type": ["number", "null"], "examples": [3.5]})
    def get_weekly_hours(self, engagement: Any) -> float | None:
        hours = engagement.weekly_hours
        return None if hours is None else float(hours)

    @extend_schema_field({"type": "integer", "examples": [420]})
    def get_distance_m(self, engagement: Any) -> int:
        return round(meters_of_chord(engagement.chord))

    @extend_schema_field({"type": "integer", "examples": [7]})
    def get_walking_minutes(self, engagement: Any) -> int:
        return standing.walking_minutes(meters_of_chord(engagement.chord))

    def get_why(self, engagement: Any) -> str:
        return standing.why(engagement)

    def left_out(self, record: Engagement) -> set[str]:
        left = super().left_out(record)
        if left or not policies.reads_people(self.user, record):
            left |= policies.PEOPLE  # In lists they are left out for everybody.
        if not hasattr(record, "chord"):
            left |= {"distance_m", "walking_minutes"}
        return left


class PlacementSerializer(WithSteps):
    """Before there is a seat a partner reads no name; two notes are the student's and staff's."""

    engagement = EngagementLink()
    organization = OrganizationLink(source="engagement.organization")
    student: Any = serializers.StringRelatedField()
    waits_on = serializers.CharField(help_text="student, partner, staff; empty for nobody.")
    program = serializers.CharField(source="student.program")
    class_year = serializers.IntegerField(source="student.class_year", allow_null=True)
    languages = LanguageLink(many=True, source="student.languages")
    successor: Any = serializers.PrimaryKeyRelatedField(read_only=True, allow_null=True)

    class Meta:
        model = Placement
        fields = [
            "id",
            "engagement",
            "organization",
            "student",
            "program",
            "class_year",
            "languages",
            "status",
            "waits_on",
            "since_at",
            "rank",
            "statement",
            "conflict_note",
            "support_note",
            "starts_on",
            "ends_on",
            "successor",
            "handover_note",
            "steps",
        ]

    def left_out(self, record: Placement) -> set[str]:
        rule = policies.placement_fields if self.parent is None else policies.listed_fields
        readable = rule(self.user, record) | {"steps"}
        return super().left_out(record) | ({*self.Meta.fields} - readable)


class HourSerializer(WithSteps):
    placement: Any = serializers.PrimaryKeyRelatedField(read_only=True)
    student: Any = serializers.StringRelatedField(source="placement.student")
    confirmed_through = serializers.CharField(help_text="Empty until they are confirmed.")

    class Meta:
        model = HourEntry
        fields = [
            "id",
            "placement",
            "student",
            "worked_on",
            "minutes",
            "started_at",
            "kind",
            "basis",
            "note",
            "status",
            "confirmed_through",
            "steps",
        ]


class ConfirmedSerializer(serializers.Serializer):
    """`batch` takes the confirmation back, by unconfirm/."""

    batch = serializers.UUIDField()
    count = serializers.IntegerField(min_value=1)


class TakenBackSerializer(serializers.Serializer):
    count = serializers.IntegerField(min_value=1)


class ReflectionSerializer(ReadSerializer):
    """Nobody but the student, the partner of the seat and staff learns whose it is."""

    placement: Any = serializers.PrimaryKeyRelatedField(read_only=True)
    prompt = PromptLink()

    class Meta:
        model = Reflection
        fields = ["id", "placement", "prompt", "text", "sharing", "written_at"]

    def to_representation(self, instance: Reflection) -> dict[str, Any]:
        own = instance.is_of_side  # type: ignore[attr-defined]
        return {
            name: read(instance)
            for name, read in self.readers.items()
            if own or name != "placement"
        }

"""What requests may set. Who may set which of it is in policies; status is set by steps alone."""

from typing import Any

from rest_framework import serializers

from engagements.editing import SENT_MOST
from engagements.models import (
    Engagement,
    HourEntry,
    Placement,
    Prerequisite,
    Prompt,
    Reflection,
    Slot,
)
from engagements.models.engagement import SLOTS_MOST
from occme.rest.bodies import BodySerializer, KeyField, KeysField, NumberField, NumbersField, Strict
from partners.models import Language, Location, Organization, Priority


class SlotBody(Strict, serializers.ModelSerializer):
    class Meta:
        model = Slot
        fields = ["weekday", "starts_at", "ends_at"]


class EngagementBody(BodySerializer):
    """`slots`, the times of the week, replaces the list."""

    organization = KeyField(queryset=Organization.objects.all(), key="slug")
    location = NumberField(queryset=Location.objects.all(), allow_null=True, required=False)
    priority = NumberField(queryset=Priority.objects.all(), allow_null=True, required=False)
    slots: Any = serializers.ListField(child=SlotBody(), required=False, max_length=SLOTS_MOST)
    languages = KeysField(queryset=Language.objects.all(), key="code", required=False)
    prerequisites = KeysField(queryset=Prerequisite.objects.all(), key="slug", required=False)

    create_example = {
        "organization": "sample-porch-light-house",
        "title": "Company at supper",
        "description": "Cook and eat with everyone who comes, one evening a week.",
        "kind": "co_curricular",
        "starts_on": "2027-01-12",
        "ends_on": "2027-05-04",
        "weekly_hours": "3.0",
        "seats": 2,
    }
    change_example = {
        "seats": 3,
        "slots": [{"weekday": 2, "starts_at": "17:30", "ends_at": "20:30"}],
    }

    class Meta:
        model = Engagement
        fields = [
            "organization",
            "location",
            "priority",
            "title",
            "description",
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
            "languages",
            "prerequisites",
            "is_paid",
            "travel_note",
            "access_note",
            "educators",
            "adviser",
        ]


class PlacementBody(BodySerializer):
    """An application, in the student's own name."""

    engagement = NumberField(queryset=Engagement.objects.all())
    successor = NumberField(
        queryset=Placement.objects.all(),
        allow_null=True,
        required=False,
        help_text="The placement of whoever comes next.",
    )

    create_example = {"engagement": 12, "rank": 1, "statement": "I cook, and I have Tuesdays."}
    change_example = {"rank": 2}

    class Meta:
        model = Placement
        fields = [
            "engagement",
            "rank",
            "statement",
            "conflict_note",
            "support_note",
            "starts_on",
            "ends_on",
            "successor",
            "handover_note",
        ]


class HourBody(BodySerializer):
    """Time on one day of a placement; `supervision` is the partner's own."""

    placement = NumberField(queryset=Placement.objects.all())

    create_example = {"placement": 7, "worked_on": "2027-02-02", "minutes": 150, "kind": "direct"}
    change_example = {"minutes": 120}

    class Meta:
        model = HourEntry
        fields = ["placement", "worked_on", "minutes", "started_at", "kind", "basis", "note"]


class ReflectionBody(BodySerializer):
    placement = NumberField(queryset=Placement.objects.all())
    prompt = NumberField(queryset=Prompt.objects.all())

    create_example = {"placement": 7, "prompt": 3, "text": "Nobody wanted to leave.", "sharing": "faculty"}  # fmt: skip
    change_example = {"sharing": "partner"}

    class Meta:
        model = Reflection
        fields = ["placement", "prompt", "text", "sharing"]


class StepSerializer(serializers.Serializer):
    """Why a step is taken; some steps take a reason, and what is done on behalf says who asked."""

    reason: Any = serializers.CharField(
        max_length=500, required=False, allow_blank=True, default=""
    )


class EntriesSerializer(Strict, serializers.Serializer):
    """Entries of hours that are confirmed together: all of them, or none."""

    entries = NumbersField(
        queryset=HourEntry.objects.all(), allow_empty=False, max_length=SENT_MOST
    )


class BatchSerializer(Strict, serializers.Serializer):
    """A confirmation of many entries, by the `batch` that its answer told."""

    batch = serializers.UUIDField()

"""Agreements, their versions, promises and judgements as JSON."""

from typing import Any

from django.utils.functional import cached_property
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from engagements import policies
from engagements.agreement_schema import TERMS
from engagements.agreements.differing import differences
from engagements.models import (
    Agreement,
    AgreementVersion,
    Comment,
    Judgement,
    Occurrence,
    Round,
    Signature,
)
from engagements.models.acts import SIDES
from engagements.serializers import WithSteps
from partners.serializers import OrganizationLink, ReadSerializer


class RoundSerializer(ReadSerializer):
    """`differences`: to the round before, each a sentence."""

    terms = serializers.SerializerMethodField()
    differences = serializers.ListField(child=serializers.CharField(), source="told")

    class Meta:
        model = Round
        fields = ["number", "side", "at", "reason", "digest", "terms", "differences"]

    @extend_schema_field(TERMS)
    def get_terms(self, sent: Round) -> dict[str, Any]:
        return sent.terms


class SignatureSerializer(ReadSerializer):
    class Meta:
        model = Signature
        fields = ["side", "name", "title", "note", "through", "at", "voided_at", "digest"]


class CommentSerializer(ReadSerializer):
    class Meta:
        model = Comment
        fields = ["id", "side", "line", "remark", "text", "at", "settled_at"]


WHOLE = {"rounds", "signatures", "comments", "steps"}
"""Of a version, where one agreement is asked for."""


class VersionSerializer(WithSteps):
    standing = serializers.CharField(
        help_text="Its status in words, with what the days make of it."
    )
    review_on = serializers.DateField(allow_null=True)
    rounds = serializers.SerializerMethodField()
    signatures = SignatureSerializer(many=True)
    comments = CommentSerializer(many=True)

    class Meta:
        model = AgreementVersion
        fields = [
            "number",
            "origin",
            "status",
            "standing",
            "turn",
            "since_at",
            "title",
            "starts_on",
            "ends_on",
            "stopped_on",
            "review_on",
            "rounds",
            "signatures",
            "comments",
            "steps",
        ]

    @extend_schema_field(RoundSerializer(many=True))
    def get_rounds(self, version: AgreementVersion) -> list[dict[str, Any]]:
        before, shown = None, RoundSerializer()
        rows = []
        for sent in version.rounds.all():
            sent.told = [one.sentence for one in differences(before, sent.read)]  # type: ignore[attr-defined]
            before = sent.read
            rows.append(shown.to_representation(sent))
        return rows

    def left_out(self, record: AgreementVersion) -> set[str]:
        return WHOLE if self.context.get("is_listed") else set()


class AgreementSerializer(ReadSerializer):
    """With the versions that the reader sees, newest first; of one agreement each comes with its
    `rounds`, `signatures`, `comments` and the `steps` that the reader may take."""

    url = serializers.ReadOnlyField(source="get_absolute_url")
    organization = OrganizationLink()
    versions = serializers.SerializerMethodField()

    class Meta:
        model = Agreement
        fields = ["id", "url", "organization", "kind", "shows_partner_side", "versions"]

    @extend_schema_field(VersionSerializer(many=True))
    def get_versions(self, agreement: Agreement) -> list[dict[str, Any]]:
        context = {**self.context, "is_listed": self.parent is not None}
        shown = VersionSerializer(context=context)
        return [shown.to_representation(version) for version in agreement.versions.all()]

    def to_representation(self, instance: Agreement) -> dict[str, Any]:
        """`versions` is read by this serializer, which knows who asks, and not by the kept one."""
        own = {"versions": self.get_versions} if "versions" in self.readers else {}
        return {name: read(instance) for name, read in {**self.readers, **own}.items()}


class JudgementLink(ReadSerializer):
    """A word on a promise, and the answer to it; `taken_back_at` where it was taken back."""

    evidence = serializers.CharField(help_text="The address of a page, or empty.")
    through = serializers.CharField(source="change.through")
    taken_back_at = serializers.DateTimeField(source="change.undone_at", allow_null=True)

    class Meta:
        model = Judgement
        fields = [
            "id",
            "verdict",
            "note",
            "evidence",
            "given_on",
            "through",
            "taken_back_at",
            "answer",
            "answered_at",
        ]


class OccurrenceSerializer(WithSteps):
    """A promise on one of its days. What was reported, judged and answered, and of which agreement
    it is, read both sides alone."""

    url = serializers.ReadOnlyField(source="get_absolute_url")
    side: Any = serializers.ChoiceField(choices=SIDES, source="giver", help_text="Who promised it.")
    promise = serializers.CharField(source="commitment.text")
    kind = serializers.CharField(source="commitment.kind")
    quantity = serializers.SerializerMethodField()
    unit = serializers.CharField(source="commitment.unit")
    standing = serializers.CharField(
        help_text="In words; until it is judged, what the days make of it."
    )
    organization = OrganizationLink()
    agreement = serializers.IntegerField(source="commitment.version.agreement_id")
    version = serializers.IntegerField(source="commitment.version.number")
    report_evidence = serializers.CharField(help_text="The address of a page, or empty.")
    judgements = JudgementLink(many=True)

    class Meta:
        model = Occurrence
        fields = [
            "id",
            "url",
            "side",
            "promise",
            "kind",
            "quantity",
            "unit",
            "due_on",
            "status",
            "standing",
            "judged_on",
            "organization",
            "agreement",
            "version",
            "reported_on",
            "report_note",
            "report_evidence",
            "judgements",
            "steps",
        ]

    @extend_schema_field({"type": ["number", "null"], "examples": [250]})
    def get_quantity(self, occurrence: Occurrence) -> float | None:
        quantity = occurrence.commitment.quantity
        return None if quantity is None else float(quantity)

    @cached_property
    def readable(self) -> policies.OccurrenceFields:
        return policies.OccurrenceFields(self.user)

    def left_out(self, record: Occurrence) -> set[str]:
        readable = self.readable.of(record) | {"url", "steps"}
        return super().left_out(record) | ({*self.Meta.fields} - readable)


class JudgementSerializer(JudgementLink):
    """`side` is who judged: never who promised."""

    commitment = serializers.IntegerField(source="occurrence_id")
    promise = serializers.CharField(source="occurrence.commitment.text")
    organization = OrganizationLink(source="occurrence.organization")
    side: Any = serializers.ChoiceField(choices=SIDES, source="occurrence.receiver")

    class Meta(JudgementLink.Meta):
        fields = [
            "id",
            "commitment",
            "promise",
            "organization",
            "side",
            *JudgementLink.Meta.fields[1:],
        ]

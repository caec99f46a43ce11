"""What requests may send about agreements and promises."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from engagements.agreement_schema import TERMS, TERMS_EXAMPLE
from engagements.bodies import StepSerializer
from engagements.enums import Remark
from engagements.models import Agreement, Comment
from occme.rest.bodies import BodySerializer, KeyField, Strict
from partners.models import Organization


@extend_schema_field(TERMS)
class TermsField(serializers.JSONField):
    """The text; engagements.terms reads it."""


class AgreementBody(BodySerializer):
    """`organization` and `terms`, the first draft, are said when it is begun; without `terms` the
    draft is the template's."""

    organization = KeyField(queryset=Organization.objects.all(), key="slug")
    terms: Any = TermsField(required=False)

    create_example = {
        "organization": "sample-porch-light-house",
        "kind": "memorandum",
        "terms": TERMS_EXAMPLE,
    }
    change_example = {"shows_partner_side": True}

    class Meta:
        model = Agreement
        fields = ["organization", "kind", "terms", "shows_partner_side"]


class SigningSerializer(Strict, StepSerializer):
    """`sign` takes the name and the title of who signs, and the digest of the text that was read;
    from staff who note a partner's signature `on_behalf`, and how they know as the reason."""

    name: Any = serializers.CharField(max_length=150, required=False, allow_blank=True, default="")
    title: Any = serializers.CharField(max_length=150, required=False, allow_blank=True, default="")
    digest: Any = serializers.CharField(max_length=64, required=False, allow_blank=True, default="")
    on_behalf: Any = serializers.BooleanField(required=False, default=False)


class CommentBody(Strict, serializers.ModelSerializer):
    """`line`: the name of a section or the key of a promise; empty for the whole text."""

    line: Any = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    remark: Any = serializers.ChoiceField(choices=Remark.choices, default=Remark.NOTE.value)
    text: Any = serializers.CharField(
        max_length=1_000, required=False, allow_blank=True, default=""
    )

    class Meta:
        model = Comment
        fields = ["line", "remark", "text"]


class EvidenceSerializer(Strict, StepSerializer):
    """Reporting and judging take the address of a page that shows it."""

    evidence: Any = serializers.CharField(
        max_length=200, required=False, allow_blank=True, default=""
    )

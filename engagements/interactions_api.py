"""Contacts with organizations over the API."""

from types import SimpleNamespace
from typing import Any

from rest_framework import serializers

from engagements import noting
from occme.accounts.models import User
from occme.rest.bodies import BodySerializer, KeyField, NumberField
from occme.rest.resources import WholeList
from occme.rest.writing import Verbs
from partners import editing, policies
from partners.api import PartnersResource
from partners.bodies import organization_key
from partners.models import Contact, Interaction
from partners.noted import SHEET, InteractionFilter
from partners.serializers import OrganizationLink, ReadSerializer


class ContactLink(ReadSerializer):
    class Meta:
        model = Contact
        fields = ["id", "name"]


class InteractionSerializer(ReadSerializer):
    """A contact; the notes only where the reader is of OCCME's staff."""

    organization = OrganizationLink()
    contact = ContactLink(allow_null=True)
    next_by: Any = serializers.StringRelatedField(allow_null=True)
    noted_by: Any = serializers.StringRelatedField(allow_null=True)

    class Meta:
        model = Interaction
        fields = [
            "id",
            "organization",
            "kind",
            "happened_on",
            "contact",
            "others",
            "summary",
            "partner_minutes",
            "asks",
            "asked_for",
            "over_load_reason",
            "next_step",
            "next_on",
            "next_by",
            "next_done_on",
            "noted_by",
            "struck_on",
        ]

    def to_representation(self, instance: Interaction) -> dict[str, Any]:
        all_of_it = policies.is_staff(self.context["request"].user)
        own = policies.INTERACTION_OWN_FIELDS
        return {
            name: read(instance) for name, read in self.readers.items() if all_of_it or name in own
        }


class InteractionBody(BodySerializer):
    """`contact` is the number of a contact of the organization. An ask beyond what the organization
    said it can take, or in its quiet days, takes an `over_load_reason`, which is kept."""

    organization = organization_key()
    contact = NumberField(queryset=Contact.objects.all(), allow_null=True, required=False)
    next_by = KeyField(
        queryset=User.objects.filter(is_staff=True),
        key="email",
        allow_null=True,
        required=False,
        help_text="The email address of somebody of OCCME's staff.",
    )

    create_example = {
        "organization": "sample-porch-light-house",
        "kind": "call",
        "happened_on": "2026-10-01",
        "summary": "They open on Mondays from now on.",
        "next_step": "Send the flyer in Spanish",
        "next_on": "2026-10-08",
    }
    change_example = {"next_done_on": "2026-10-07", "partner_minutes": 20}

    class Meta:
        model = Interaction
        fields = [
            "organization",
            "kind",
            "happened_on",
            "contact",
            "others",
            "summary",
            "partner_minutes",
            "asks",
            "asked_for",
            "over_load_reason",
            "next_step",
            "next_on",
            "next_by",
            "next_done_on",
        ]


class InteractionResource(WholeList, PartnersResource):
    """Contacts that OCCME's staff noted. The organization's own people read the days, the kinds, what
    was asked of them and how much of their time it took; the notes are staff's."""

    queryset = Interaction.objects.all()
    serializer_class = InteractionSerializer
    body_class = InteractionBody
    filterset_class = InteractionFilter
    verbs: Verbs = SimpleNamespace(
        create=noting.create,
        change=noting.change,
        close=noting.close,
        reopen=noting.reopen,
        version_of=editing.version_of,
        with_version=editing.with_version,
    )
    sheet = SHEET

    def for_reading(self, rows: Any) -> Any:
        return rows.for_reading()

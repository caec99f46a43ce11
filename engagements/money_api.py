"""Compensation over the API: staff write it, a partner reads its own."""

from typing import Any

from rest_framework import serializers

from engagements import compensations, paying
from engagements.api import EngagementsResource
from engagements.models import Compensation, Engagement
from engagements.serializers import EngagementLink
from occme.rest.bodies import BodySerializer, KeyField, NumberField
from occme.rest.resources import WholeList
from occme.rest.writing import Verbs
from partners.models import Organization
from partners.serializers import OrganizationLink, ReadSerializer


class CompensationSerializer(ReadSerializer):
    """Amounts are in US dollars."""

    organization = OrganizationLink()
    engagement = EngagementLink(allow_null=True)
    days_to_pay = serializers.IntegerField(
        allow_null=True, help_text="From the promise to the payment; null until then."
    )
    is_overdue = serializers.BooleanField()

    class Meta:
        model = Compensation
        fields = [
            "id",
            "organization",
            "engagement",
            "paid_to",
            "purpose",
            "rate",
            "hours",
            "amount",
            "promised_on",
            "due_on",
            "paid_on",
            "days_to_pay",
            "is_overdue",
        ]


class CompensationBody(BodySerializer):
    """Money that is promised; without an `amount` it is the rate times the hours."""

    organization = KeyField(queryset=Organization.objects.all(), key="slug")
    engagement = NumberField(queryset=Engagement.objects.all(), allow_null=True, required=False)
    amount = serializers.DecimalField(
        max_digits=10, decimal_places=2, allow_null=True, required=False
    )

    create_example = {
        "organization": "sample-porch-light-house",
        "paid_to": "A community educator",
        "purpose": "Taught listening, two evenings",
        "rate": "60.00",
        "hours": "4.00",
        "due_on": "2027-03-01",
    }
    change_example = {"paid_on": "2027-02-20"}

    class Meta:
        model = Compensation
        fields = [
            "organization",
            "engagement",
            "paid_to",
            "purpose",
            "rate",
            "hours",
            "amount",
            "promised_on",
            "due_on",
            "paid_on",
        ]


class CompensationResource(WholeList, EngagementsResource):
    """What community educators and organizations were promised and paid: partners' own, staff's
    all, nobody else's. Names of educators are never public."""

    queryset = Compensation.objects.all()
    serializer_class = CompensationSerializer
    body_class = CompensationBody
    filterset_class = compensations.CompensationFilter
    verbs: Verbs = paying  # type: ignore[assignment]
    sheet = compensations.SHEET

    def for_reading(self, rows: Any) -> Any:
        return rows.for_reading()

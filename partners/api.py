"""The partners app's part of /api/v1/."""

from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from occme.numbers import plain_number
from occme.rest.pages import single
from occme.rest.problems import BadParameters
from occme.rest.resources import ForEverybodyToRead, WholeList
from occme.rest.writing import Verbs, WritableResource
from partners import bodies, editing, exporting, filters, rights, serializers
from partners.facets import facets
from partners.maps import ZOOM_MOST, the_map
from partners.models import (
    Contact,
    FocusArea,
    Language,
    Location,
    Merge,
    Organization,
    Priority,
    ServiceArea,
)
from partners.schema import FACETS, MAP, MAP_PARAMETERS


class PartnersResource(WritableResource):
    verbs: Verbs = editing

    def settable(self, *, is_new: bool) -> frozenset[str]:
        rule = rights.settable_fields if is_new else rights.changeable_fields
        return rule(self.request.user, self.model)


class Explored(WholeList):
    """A list with counts for its filters, and a map of what they find."""

    counted: Any
    drawn: Any

    @extend_schema(responses={200: FACETS})
    @action(detail=False)
    def facets(self, request: Request) -> Response:
        """For each filter, the count of every value under the other filters."""
        counted = self.counted(self.filtered())
        return Response({name: [asdict(facet) for facet in of] for name, of in counted.items()})

    @action(detail=False)
    def map(self, request: Request) -> Response:
        """Marks of a map view: clusters where places are many, single points where few."""
        found = self.filtered("zoom")
        return Response(self.drawn(found, zoom_level(request)))


@extend_schema_view(map=extend_schema(responses={200: MAP}, parameters=MAP_PARAMETERS))
class OrganizationResource(Explored, PartnersResource):
    """Community organizations of the catchment and near it.

    Each comes with the fields that you may read: of one that shares only its name and area,
    that is `id, slug, url, name, publication, neighborhoods`.
    """

    queryset = Organization.objects.all()
    serializer_class = serializers.OrganizationSerializer
    body_class = bodies.OrganizationBody
    filterset_class = filters.OrganizationFilter
    permission_classes = [ForEverybodyToRead]
    counted, drawn = staticmethod(facets), staticmethod(the_map)
    sheet = exporting.SHEET

    def for_reading(self, rows: Any) -> Any:
        return rows.for_reading(self.request.user)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One organization. For one that was merged into another that you may read, 301 and where
        that is; not for good, for a merge can be undone."""
        try:
            return super().retrieve(request, *args, **kwargs)
        except NotFound:
            number = plain_number(kwargs["pk"])
            onward = Merge.objects.successor(request.user, pk=number)
            if onward is None:
                raise
            place = self.reverse_action("detail", args=[onward.pk])
            headers = {"Location": place, "Cache-Control": "no-store"}
            return Response({"id": onward.pk}, status=301, headers=headers)


def zoom_level(request: Request) -> int | None:
    text = single(request, "zoom")
    if not text:
        return None
    zoom = plain_number(text)
    if zoom is None or zoom > ZOOM_MOST:
        sentence = _("It takes a whole number from 0 to %(most)d.") % {"most": ZOOM_MOST}
        raise BadParameters({"zoom": [sentence]})
    return zoom


class LocationResource(PartnersResource):
    """Places of organizations whose profile you may read, but confidential ones."""

    queryset = Location.objects.all()
    serializer_class = serializers.LocationSerializer
    body_class = bodies.LocationBody
    filterset_class = filters.LocationFilter
    permission_classes = [ForEverybodyToRead]

    def for_reading(self, rows: Any) -> Any:
        return rows.select_related("organization").with_neighborhood().prefetch_related("languages")


class PriorityResource(PartnersResource):
    """What organizations ask for, in their own words, and how long it has waited."""

    queryset = Priority.objects.all()
    serializer_class = serializers.PrioritySerializer
    body_class = bodies.PriorityBody
    filterset_class = filters.PriorityFilter
    permission_classes = [ForEverybodyToRead]

    def for_reading(self, rows: Any) -> Any:
        return rows.for_reading(self.request.user)


class ContactResource(PartnersResource):
    """People at organizations: for staff, and for the organization's own people."""

    queryset = Contact.objects.all()
    serializer_class = serializers.ContactSerializer
    body_class = bodies.ContactBody
    filterset_class = filters.ContactFilter

    def for_reading(self, rows: Any) -> Any:
        return rows.select_related("organization", "language")


class ServiceAreaResource(PartnersResource):
    """Outlines of the catchment and of neighborhoods (GeoJSON, WGS 84)."""

    queryset = ServiceArea.objects.all()
    serializer_class = serializers.ServiceAreaSerializer
    body_class = bodies.ServiceAreaBody
    filterset_class = filters.ServiceAreaFilter
    permission_classes = [ForEverybodyToRead]


class FocusAreaResource(PartnersResource):
    """What organizations work on."""

    queryset = FocusArea.objects.all()
    serializer_class = serializers.FocusAreaSerializer
    body_class = bodies.FocusAreaBody
    filterset_class = filters.FocusAreaFilter
    permission_classes = [ForEverybodyToRead]


class LanguageResource(PartnersResource):
    """Languages by their BCP 47 code."""

    queryset = Language.objects.all()
    serializer_class = serializers.LanguageSerializer
    body_class = bodies.LanguageBody
    filterset_class = filters.LanguageFilter
    permission_classes = [ForEverybodyToRead]

"""The engagements app's part of /api/v1/."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.exceptions import ValidationError as Invalid
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from engagements import bodies, editing, exporting, rights, rosters, serializers
from engagements.facets import facets
from engagements.filters import EngagementFilter, HourFilter, ReflectionFilter
from engagements.lifecycle import STEPS, take, undo
from engagements.maps import the_map
from engagements.models import Engagement, HourEntry, Placement, Reflection
from engagements.schema import MAP
from occme.rest.bodies import flat
from occme.rest.idempotency import answered_once
from occme.rest.parsers import object_of
from occme.rest.resources import ForEverybodyToRead, WholeList
from occme.rest.writing import Verbs, VersionedResource, WritableResource
from partners.api import Explored
from partners.schema import MAP_PARAMETERS

STEP_NAMES = sorted({name for steps in STEPS.values() for name in steps} | {"undo"})


class EngagementsResource(WritableResource):
    """Records that go by steps; nothing is closed here."""

    verbs: Verbs = editing  # type: ignore[assignment]
    close = reopen = None  # type: ignore[assignment]

    def settable(self, *, is_new: bool) -> frozenset[str]:
        rule = rights.settable_fields if is_new else rights.changeable_fields
        return rule(self.request.user, self.model)


class Stepped(VersionedResource):
    """Records that go by steps, whoever makes them."""

    reason_class: type[Serializer] = bodies.StepSerializer
    """What is sent with a step: `reason`, and of some kinds details besides."""

    @extend_schema(
        parameters=[
            OpenApiParameter("step", {"type": "string", "enum": STEP_NAMES}, OpenApiParameter.PATH)
        ]
    )
    @action(detail=True, methods=["post"], url_path=r"(?P<step>[a-z_]+)")
    def step(self, request: Request, pk: str, step: str) -> HttpResponse:
        """Takes a step from the version of `If-Match`; `undo` takes one's own last step back, as
        long as nobody acted on it. A step that is not legal now is a 409 that names those that are."""
        return answered_once(request, lambda: self.taken(step))

    def taken(self, step: str) -> Response:
        self.refuse_unknown_parameters()
        record, seen, sent = self.get_object(), self.seen(), self.sent_with_step()
        person: Any = self.request.user
        if step == "undo":
            return self.answer(undo(record, by=person))
        return self.answer(take(record, step, by=person, seen=seen, **sent))

    def sent_with_step(self) -> dict[str, Any]:
        body = self.reason_class(data=object_of(self.request))
        body.is_valid(raise_exception=True)
        details = {**body.validated_data}
        return {"reason": details.pop("reason"), "details": details}


class SteppedResource(Stepped, EngagementsResource):
    pass


@extend_schema_view(map=extend_schema(responses={200: MAP}, parameters=MAP_PARAMETERS))
class EngagementResource(Explored, SteppedResource):
    """Work of students with organizations: what is open, and to those concerned the rest.

    In the usual order first come those whose partner has room, and among them what answers a
    priority that has waited longest.
    """

    queryset = Engagement.objects.all()
    serializer_class = serializers.EngagementSerializer
    body_class = bodies.EngagementBody
    filterset_class = EngagementFilter
    permission_classes = [ForEverybodyToRead]
    counted, drawn = staticmethod(facets), staticmethod(the_map)
    sheet = exporting.SHEET

    def for_reading(self, rows: Any) -> Any:
        return rows.for_reading(self.request.user).prefetch_related("outcomes")


def verbs_of(create: Callable, change: Callable = editing.change) -> Any:
    """Those of a kind that is made by a verb of its own."""
    return SimpleNamespace(
        create=create,
        change=change,
        version_of=editing.version_of,
        with_version=editing.with_version,
    )


def made_for(owner: str, verb: Callable) -> Callable:
    """Takes what the new record is for out of the values; without it there is nothing to make."""

    def create(model: Any, *, by: Any, values: dict, problems: dict) -> Any:
        of = values.pop(owner, None)
        if of is None:
            raise ValidationError(problems)
        return verb(of, by=by, values=values, problems=problems)

    return create


class PlacementResource(WholeList, SteppedResource):
    """Students' own; partners' of their engagements; staff's all. Names come with the seat.

    The roster, which is the list as a sheet, has the hours too.
    """

    queryset = Placement.objects.all()
    serializer_class = serializers.PlacementSerializer
    body_class = bodies.PlacementBody
    filterset_class = rosters.PlacementFilter
    verbs: Verbs = verbs_of(made_for("engagement", editing.apply))
    sheet = rosters.SHEET

    def for_reading(self, rows: Any) -> Any:
        return rows.for_reading()


class HourResource(SteppedResource):
    """Hours of placements; confirmed by the partner, and corrected by the student."""

    queryset = HourEntry.objects.all()
    serializer_class = serializers.HourSerializer
    body_class = bodies.HourBody
    filterset_class = HourFilter
    verbs: Verbs = verbs_of(made_for("placement", editing.log_hours), editing.change_hours)

    def for_reading(self, rows: Any) -> Any:
        return rows.select_related(
            "placement__engagement", "placement__student__user", "confirmed_by"
        )

    @extend_schema(
        request=bodies.EntriesSerializer, responses={200: serializers.ConfirmedSerializer}
    )
    @action(detail=False, methods=["post"])
    def confirm(self, request: Request) -> HttpResponse:
        """Confirms many entries together, or none of them; the answer tells the `batch`."""
        return answered_once(request, self.confirmed)

    def confirmed(self) -> Response:
        entries = self.sent(bodies.EntriesSerializer)["entries"]
        rows = HourEntry.objects.filter(pk__in=[entry.pk for entry in entries])
        person: Any = self.request.user
        batch = editing.confirm_hours(rows, by=person)
        return Response({"batch": str(batch), "count": len(entries)})

    @extend_schema(request=bodies.BatchSerializer, responses={200: serializers.TakenBackSerializer})
    @action(detail=False, methods=["post"])
    def unconfirm(self, request: Request) -> HttpResponse:
        """Takes one's own confirmation of many entries back, as long as nobody acted on them."""
        return answered_once(request, self.taken_back)

    def taken_back(self) -> Response:
        batch, person = self.sent(bodies.BatchSerializer)["batch"], self.request.user
        count = editing.unconfirm(batch, by=person)  # type: ignore[arg-type]
        if not count:
            raise NotFound()
        return Response({"count": count})

    def sent(self, body_class: type[Serializer]) -> dict[str, Any]:
        self.refuse_unknown_parameters()
        body = body_class(data=object_of(self.request), context=self.get_serializer_context())
        if not body.is_valid():
            told = [flat(detail, name) for name, detail in body.errors.items()]
            raise Invalid({path: texts for found in told for path, texts in found.items()})
        return body.validated_data


class ReflectionResource(EngagementsResource):
    """What students wrote, as far as they show it."""

    queryset = Reflection.objects.all()
    serializer_class = serializers.ReflectionSerializer
    body_class = bodies.ReflectionBody
    filterset_class = ReflectionFilter
    permission_classes = [ForEverybodyToRead]
    verbs: Verbs = verbs_of(made_for("placement", editing.reflect))

    def for_reading(self, rows: Any) -> Any:
        shown = rows.select_related("prompt", "placement__engagement", "placement__student")
        return shown.with_side(self.request.user)

"""Published figures over the API: what they mean, and their numbers, as a visitor reads them."""

from enum import StrEnum
from typing import Any

from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_serializer,
)
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.viewsets import ViewSet

from engagements.enums import EngagementKind, Program
from engagements.published.answers import Answer, Cell
from engagements.published.metric import DIMENSIONS, Dimension, Metric, Span, Unit
from engagements.published.registry import METRICS
from engagements.published.scope import FILTERS, Scope, scope_of
from engagements.published.sheets import COLUMNS, plain, rows
from engagements.published.telling import answer
from occme.downloads import download
from occme.freshness.models import Topic
from occme.publishing import open_data
from occme.rest.problems import CONTENT_TYPE, BadParameters
from occme.rest.renderers import CSVRenderer, JSONRenderer
from occme.rest.resources import ForEverybody, unknown_parameters
from occme.rest.schema import ProblemSerializer
from partners.enums import Kind
from partners.sheets import csv_lines


def choice(names: type[StrEnum]) -> serializers.ChoiceField:
    return serializers.ChoiceField([(one.value, one.name) for one in names])


class NumberField(serializers.FloatField):
    def to_representation(self, value: Any) -> Any:
        return plain(value)


class MetricSerializer(serializers.Serializer):
    """What a figure is. `dimensions`: what it is broken down by, and can be narrowed by, one at a
    time."""

    key = serializers.CharField()
    url = serializers.SerializerMethodField()
    label: Any = serializers.CharField()
    unit = choice(Unit)
    span = choice(Span)
    numerator = serializers.CharField()
    denominator = serializers.CharField(help_text="Empty where the figure is no share.")
    excluded = serializers.CharField()
    dimensions = serializers.ListField(child=choice(Dimension), source="broken_down_by")
    definition_url = serializers.SerializerMethodField()

    def get_url(self, metric: Metric) -> str:
        return reverse("api:metric-detail", [metric.key], request=self.context["request"])

    def get_definition_url(self, metric: Metric) -> str:
        return self.context["request"].build_absolute_uri(metric.definition_path)


@extend_schema_serializer(many=False)
class MetricsSerializer(serializers.Serializer):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = MetricSerializer(many=True)


class CellSerializer(serializers.Serializer):
    """One number; `of` is the denominator of a share, `estimated` how much of the number rests on
    estimates. Null where there is none, or where it would tell of few people or organizations."""

    code = serializers.CharField(help_text="Empty for a total.")
    label: Any = serializers.CharField()
    number = NumberField(allow_null=True)
    of = NumberField(allow_null=True)
    percent = serializers.IntegerField(allow_null=True)
    estimated = NumberField(allow_null=True)
    is_hidden = serializers.BooleanField()


class YearSerializer(CellSerializer):
    """The total of one academic year, which is in `label`."""


class FilterSerializer(serializers.Serializer):
    dimension = choice(Dimension)
    value = serializers.CharField()


class MetricAnswerSerializer(MetricSerializer):
    """A figure and its numbers."""

    year = serializers.CharField(allow_null=True, help_text="Null where it is as of today.")
    as_of = serializers.DateField()
    filter = FilterSerializer(allow_null=True)
    total = CellSerializer(allow_null=True)
    before = CellSerializer(allow_null=True, help_text="The total of the year before.")
    years = YearSerializer(many=True, help_text="The oldest first.")
    by = serializers.DictField(
        child=CellSerializer(many=True), help_text="By dimension, a number for each value."
    )
    left_out = serializers.ListField(
        child=serializers.CharField(), help_text="Sentences that say what is missing."
    )

    def to_representation(self, told: tuple[Answer, Scope]) -> dict[str, Any]:
        found, scope = told
        about = MetricSerializer(found.metric, context=self.context).data
        narrowed = {"dimension": scope.dimension, "value": scope.value}
        return {
            **about,
            "year": found.year if found.metric.span == Span.YEAR else None,
            "as_of": found.as_of,
            "filter": narrowed if scope.dimension else None,
            "total": shown(found.total),
            "before": shown(found.before),
            "years": [shown(cell) for cell in found.years],
            "by": {name: [shown(cell) for cell in cells] for name, cells in found.by.items()},
            "left_out": [str(sentence) for sentence in found.left_out],
        }


def shown(cell: Cell | None) -> Any:
    return None if cell is None else CellSerializer(cell).data


EXAMPLES = {
    "neighborhood": ("roxbury", []),
    "language": ("es", []),
    "kind": ("nonprofit", Kind.values),
    "focus_area": ("food", []),
    "program": ("md", Program.values),
    "engagement_kind": ("elective", EngagementKind.values),
}
PARAMETERS = [
    OpenApiParameter("year", {"type": "string", "examples": ["2026-27"]}, description="An academic year, of the last five; this one unless told. Figures that are as of today are the same for all."),
    *(
        OpenApiParameter(name, {"type": "string", "examples": [example], **({"enum": values} if values else {})}, description=f"Only: {DIMENSIONS[name]}. One such parameter at a time, and one of the figure’s own dimensions.")
        for name, (example, values) in ((name, EXAMPLES[name]) for name in FILTERS)
    ),
]  # fmt: skip
REFUSED = OpenApiResponse(
    ProblemSerializer, "A parameter is unknown or not understood; `errors` names each."
)
NOT_THERE = OpenApiResponse(ProblemSerializer, "There is no such figure.")
CSV = OpenApiResponse(str, "A row for each number, with the columns " + ", ".join(COLUMNS) + ".")


class MetricResource(ViewSet):
    """Every figure that is published: what it means, and its numbers, this year and before. Each
    answer is the same for everybody. Small numbers are hidden, and so are those that would tell
    them."""

    authentication_classes: list = []
    permission_classes = [ForEverybody]
    lookup_field = "key"
    lookup_value_regex = "[^/]+"

    @classmethod
    def as_view(cls, actions: Any = None, **initkwargs: Any) -> Any:
        return open_data(topic=Topic.FIGURES)(super().as_view(actions, **initkwargs))

    def get_renderers(self) -> list:
        return [JSONRenderer()] + [CSVRenderer()] * (self.action == "retrieve")

    @extend_schema(responses={200: MetricsSerializer, (400, CONTENT_TYPE): REFUSED})
    def list(self, request: Request) -> Response:
        """Which figures there are, and what each means."""
        refuse_unknown(request, {"format"})
        results = MetricSerializer(METRICS.values(), many=True, context={"request": request}).data
        whole = {"count": len(results), "next": None, "previous": None, "results": results}
        return Response(whole)

    @extend_schema(
        parameters=PARAMETERS,
        responses={
            (200, JSONRenderer.media_type): MetricAnswerSerializer,
            (200, CSVRenderer.media_type): CSV,
            (400, CONTENT_TYPE): REFUSED,
            (404, CONTENT_TYPE): NOT_THERE,
        },
    )
    def retrieve(self, request: Request, key: str) -> Any:
        """A figure: its total this year, the year before and in each of five years; and its parts.

        In CSV an apostrophe stands before a text that a spreadsheet would take for a formula.
        """
        if key not in METRICS:
            raise NotFound()
        scope = asked(request, METRICS[key])
        found = answer(key, scope)
        if request.accepted_renderer.format == CSVRenderer.format:
            return download(csv_lines(COLUMNS, rows(found, scope)), key, "csv")
        return Response(MetricAnswerSerializer((found, scope), context={"request": request}).data)


def refuse_unknown(request: Request, known: set[str]) -> None:
    if problems := unknown_parameters(request.query_params, known):
        raise BadParameters(problems)


def asked(request: Request, metric: Metric) -> Scope:
    mine = {name.value for name in FILTERS if name in metric.broken_down_by}
    refuse_unknown(request, {"year", "format"} | mine)
    scope, problems = scope_of(request.query_params)
    if problems:
        raise BadParameters(problems)
    return scope

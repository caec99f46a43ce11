"""How the API describes itself: parameters from filter sets, and the refusals of every operation."""

from typing import Any

from django import forms
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from occme.rest.problems import CONTENT_TYPE
from occme.rest.resources import Resource


class ProblemSerializer(serializers.Serializer):
    """Problem details (RFC 9457)."""

    type = serializers.CharField(default="about:blank")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    errors: Any = serializers.ListField(
        child=serializers.DictField(child=serializers.CharField()), required=False
    )


def takes(field: forms.Field) -> dict[str, Any]:
    """The JSON schema of a filter's value."""
    if isinstance(field, forms.IntegerField):
        return {"type": "integer", "minimum": field.min_value, "maximum": field.max_value}
    text: dict[str, Any] = {"type": "string"}
    if isinstance(field, forms.DateField):
        text["format"] = "date"
    if example := getattr(field, "example", None):
        text["examples"] = [example]
    if choices := [code for code, _label in getattr(field, "choices", []) if code]:
        text["enum"] = choices
    if isinstance(field.widget, forms.SelectMultiple):
        return {"type": "array", "items": text}
    return text


class Schema(AutoSchema):
    """Adds what resources take and how they refuse."""

    view: Any

    def get_override_parameters(self) -> list[Any]:
        parameters = super().get_override_parameters()
        if not isinstance(self.view, Resource):
            return parameters
        fields = OpenApiParameter("fields", str, description="Only these fields, with commas.")
        if self.view.action == "retrieve":
            return [*parameters, fields]
        own = [] if self.view.action != "list" else [fields]
        return [*parameters, *self._filter_parameters(), *own]

    def _filter_parameters(self) -> list[OpenApiParameter]:
        filters = self.view.filterset_class
        found = [
            OpenApiParameter(
                name,
                takes(filter_.field),
                description=str(filter_.label or ""),
                explode=True,
            )
            for name, filter_ in filters.base_filters.items()
        ]
        if filters.orderings:
            found.append(
                OpenApiParameter("ordering", {"type": "string", "enum": list(filters.orderings)})
            )
        return found

    def _get_response_bodies(self, direction: Any = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        if isinstance(self.view, Resource):
            for status, sentence in self.refusals().items():
                response = OpenApiResponse(ProblemSerializer, sentence)
                bodies[status] = self._get_response_for_code(response, status, [CONTENT_TYPE])
        return bodies

    def refusals(self) -> dict[str, str]:
        """How an operation may say no."""
        refusals = {
            "400": "A parameter is unknown or not understood; `errors` names each.",
            "401": "This takes signing in, or the token is not valid.",
        }
        if self.view.action in ("retrieve", "list"):
            refusals["404"] = "There is no such record or page, or none that you may see."
        return refusals


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "occme.accounts.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Token …`: make one on your page, under API tokens.",
        }

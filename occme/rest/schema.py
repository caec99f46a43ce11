"""How the API describes itself: parameters from filter sets, and the refusals of every operation."""

from typing import Any

from django import forms
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from occme.rest.problems import CONTENT_TYPE
from occme.rest.renderers import JSONRenderer
from occme.rest.resources import Resource, WholeList
from occme.rest.writing import ReasonSerializer, VersionedResource

STEPS = ("close", "reopen", "step")
CHANGES = ("partial_update", "save_draft", *STEPS)
BULK = ("confirm", "unconfirm")
"""Steps of many records at once."""
DRAFTS = ("draft", "save_draft")
ADDS = ("amend", "renew", "comment")
"""What is added to a record, whatever version of it was read."""
POSTS = ("create", *STEPS, *BULK, *ADDS)
IF_MATCH = OpenApiParameter(
    "If-Match",
    {"type": "string", "pattern": '^"[!#-~]+"$', "examples": ['"42"']},
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of the version that the change is made from.",
)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    {
        "type": "string",
        "pattern": "^[!-~]{1,255}$",
        "examples": ["8e03978e-40d5-43e8-bc93-6894a57f9324"],
    },
    OpenApiParameter.HEADER,
    description="Yours to make up. The same request under the same key is carried out once, and "
    "answered alike for 48 hours.",
)
ETAG = OpenApiParameter(
    "ETag",
    {"type": "string", "examples": ['"42"']},
    OpenApiParameter.HEADER,
    response=[200, 201],
    description="The record's version: what If-Match takes.",
)
LOCATION = OpenApiParameter(
    "Location",
    {"type": "string", "format": "uri"},
    OpenApiParameter.HEADER,
    response=[201],
    description="Where the new record is.",
)


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
        if self.view.action in BULK:
            return [*parameters, IDEMPOTENCY_KEY]
        if self.view.action in DRAFTS:
            return [*parameters, *self._headers()]
        fields = OpenApiParameter("fields", str, description="Only these fields, with commas.")
        if self.view.action == "retrieve" or self.view.action in (*CHANGES, *POSTS):
            return [*parameters, fields, *self._headers()]
        own = [] if self.view.action != "list" else [fields]
        return [*parameters, *self._filter_parameters(), *own]

    def _headers(self) -> list[OpenApiParameter]:
        action = self.view.action
        told = [ETAG] + [LOCATION] * (action == "create")
        return told + [IF_MATCH] * (action in CHANGES) + [IDEMPOTENCY_KEY] * (action in POSTS)

    def _body_class(self) -> Any:
        if not isinstance(self.view, VersionedResource):
            return None
        if self.view.action in STEPS:
            return getattr(self.view, "reason_class", ReasonSerializer)
        return self.view.body_class if self.view.action in ("create", "partial_update") else None  # type: ignore[attr-defined]

    def get_operation_id(self) -> str:
        name = super().get_operation_id()
        return name.removesuffix("_create") if self.view.action != "create" else name

    def get_request_serializer(self) -> Any:
        return self._body_class() or super().get_request_serializer()

    def _is_list_view(self, serializer: Any = None) -> bool:
        """Also where the list comes in formats whose types do not say so."""
        return (serializer is None and self.view.action == "list") or super()._is_list_view(
            serializer
        )

    def get_response_serializers(self) -> Any:
        if self.view.action == "list" and isinstance(self.view, WholeList):
            whole = {(200, kind.media_type): kind.described_as for kind in self.view.exports}
            rows = self.view.get_serializer_class()(many=True)
            return {(200, JSONRenderer.media_type): rows, **whole}
        if not self._body_class():
            return super().get_response_serializers()
        return {201 if self.view.action == "create" else 200: self.view.serializer_class}

    def get_examples(self) -> list[OpenApiExample]:
        body = self._body_class()
        if body is None:
            return super().get_examples()
        values = {
            "create": getattr(body, "create_example", None),
            "partial_update": getattr(body, "change_example", None),
        }.get(self.view.action) or {"reason": "It moved away, and told us so by phone."}
        return [OpenApiExample("As it is sent", value=values, request_only=True)]

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
        action = self.view.action
        if action in ("retrieve", "list", "draft", "unconfirm", *CHANGES, *ADDS):
            refusals["404"] = "There is no such record or page, or none that you may see."
        if action not in (*CHANGES, *POSTS):
            refusals["429"] = "Too many requests came from your network; says when to come back."
        if action in CHANGES:
            refusals["412"] = "Somebody changed it since that version; says who, and when."
            refusals["428"] = "If-Match is missing."
        if action in POSTS:
            refusals["422"] = "The Idempotency-Key came with another request before."
        if action in ("create", "save_draft", *STEPS, *BULK, *ADDS):
            refusals["409"] = "It cannot be done from where the record stands; says what can."
        if action in (*CHANGES, *POSTS):
            refusals["400"] = "Something in the request is not right; `errors` names all of it."
            refusals["403"] = "You may see it; it is not yours to change."
            refusals["413"] = "The body is too large."
            refusals["415"] = "The body is not application/json."
        return dict(sorted(refusals.items()))


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "occme.accounts.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "`Token …`: make one on your page, under Access tokens.",
        }

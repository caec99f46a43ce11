"""What resources share that can be written: create, change, close and reopen.

A change names the version that it was made from in `If-Match`; `ETag` tells it. Nothing is
deleted. The rules are the verbs', which pages call too: see `Verbs`.
"""

import re
from typing import Any, Protocol

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import APIException, MethodNotAllowed
from rest_framework.request import Request
from rest_framework.response import Response

from occme.refusals import NotYours
from occme.rest.bodies import BodySerializer
from occme.rest.idempotency import answered_once
from occme.rest.parsers import JSONParser, object_of
from occme.rest.problems import BadHeader
from occme.rest.resources import Resource

TAG = re.compile(r'(?:W/)?"([!#-~]*)"')  # Compressing an answer makes its tag a weak one.


class Verbs(Protocol):
    """What changes records; raises the refusals of occme/refusals.py, and ValidationError."""

    def create(self, model: Any, *, by: Any, values: dict, problems: dict) -> Any: ...
    def change(self, record: Any, *, by: Any, values: dict, seen: str, problems: dict) -> Any: ...
    def close(self, record: Any, *, by: Any, reason: str, seen: str) -> Any: ...
    def reopen(self, record: Any, *, by: Any, reason: str, seen: str) -> Any: ...
    def version_of(self, record: Any) -> str: ...
    def with_version(self, rows: Any) -> Any: ...


class VersionMissing(APIException):
    status_code = 428

    def __init__(self) -> None:
        super().__init__(
            _("Say which version you have read: send its ETag as If-Match. “*” is not enough.")
        )


class ReasonSerializer(serializers.Serializer):
    """Why a record is closed, or opened again."""

    reason = serializers.CharField(max_length=500)


class VersionedResource(Resource):
    """Records that are changed from the version that was read."""

    parser_classes = [JSONParser]
    verbs: Verbs

    def seen(self) -> str:
        """The version that the request was made from."""
        given = self.request.headers.get("If-Match", "").strip()
        if given in ("", "*"):
            raise VersionMissing
        if tag := TAG.fullmatch(given):
            return tag[1]
        raise BadHeader("If-Match", _("It takes one ETag, as it was answered, quotes included."))

    def answer(self, record: Any, status: int = 200) -> Response:
        """The record as its writer reads it now."""
        return self.shown(self.found(record.pk), status=status)

    def shown(self, record: Any, status: int = 200) -> Response:
        tag = {"ETag": f'"{self.verbs.version_of(record)}"'}
        return Response(self.get_serializer(record).data, status=status, headers=tag)

    def for_detail(self, rows: Any) -> Any:
        return self.verbs.with_version(super().for_detail(rows))

    def http_method_not_allowed(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if request.method == "DELETE":
            sentence = _("Nothing is deleted here: POST to close/ below its address, and say why.")
            raise MethodNotAllowed(request.method, detail=sentence)
        return super().http_method_not_allowed(request, *args, **kwargs)


class WritableResource(VersionedResource):
    body_class: type[BodySerializer]

    def settable(self, *, is_new: bool) -> frozenset[str]:
        """The fields that the user may set."""
        raise NotImplementedError

    def create(self, request: Request) -> HttpResponse:
        """Makes a record. With an `Idempotency-Key`, sending it again makes no second one."""
        self.refuse_unknown_parameters()
        self.refuse_unless(f"add_{self.kind}", None)
        return answered_once(request, self.created)

    def created(self) -> Response:
        record = self.verbs.create(self.model, by=self.request.user, **self.read(is_new=True))
        answer = self.answer(record, status=201)
        answer["Location"] = self.reverse_action("detail", [record.pk])
        return answer

    def partial_update(self, request: Request, pk: str) -> Response:
        """Sets the fields that are named, and leaves the others."""
        self.refuse_unknown_parameters()
        record = self.get_object()
        self.refuse_unless(f"change_{self.kind}", record)
        seen, body = self.seen(), self.read(is_new=False)
        return self.answer(self.verbs.change(record, by=request.user, seen=seen, **body))

    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> HttpResponse:
        """Closes a record instead of deleting it: its history stays, and `reopen` takes it back."""
        return answered_once(request, lambda: self.stepped(self.verbs.close))

    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> HttpResponse:
        """Opens a closed record again."""
        return answered_once(request, lambda: self.stepped(self.verbs.reopen))

    def stepped(self, verb: Any) -> Response:
        self.refuse_unknown_parameters()
        record = self.get_object()
        self.refuse_unless(f"close_{self.kind}", record)
        seen = self.seen()
        serializer = ReasonSerializer(data=object_of(self.request))
        serializer.is_valid(raise_exception=True)
        reason = serializer.validated_data["reason"]
        return self.answer(verb(record, by=self.request.user, reason=reason, seen=seen))

    @property
    def model(self) -> Any:
        return self.queryset.model

    @property
    def kind(self) -> str:
        return self.model._meta.model_name

    def refuse_unless(self, permission: str, record: Any) -> None:
        app = self.model._meta.app_label
        if not self.request.user.has_perm(f"{app}.{permission}", record):
            raise NotYours

    def read(self, *, is_new: bool) -> dict[str, Any]:
        body = self.body_class(context=self.get_serializer_context())
        allowed = self.settable(is_new=is_new)
        values, problems = body.read(object_of(self.request), allowed=allowed, is_new=is_new)
        return {"values": values, "problems": problems}

"""Idempotency-Key: a POST that is sent again is answered again, and carried out once."""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from occme.once.keeping import Answer, OtherRequest, fingerprint, once
from occme.rest.parsers import body_of
from occme.rest.problems import BadHeader
from occme.rest.renderers import JSONRenderer

HEADER = "Idempotency-Key"
KEY = re.compile(r"[!-~]{1,255}")
KEPT_HEADERS = ("Location", "ETag")


class KeyUsed(APIException):
    """The key came with another request before."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self) -> None:
        super().__init__(
            _("This Idempotency-Key came with another request before; take a new one.")
        )


def answered_once(request: Request, act: Callable[[], Response]) -> HttpResponse:
    """The answer that `act` gives, or gave, to this request under its key."""
    key = request.headers.get(HEADER)
    if key is None:
        return act()
    if not KEY.fullmatch(key):
        raise BadHeader(HEADER, _("It takes 1 to 255 letters, digits and signs, without spaces."))
    asked = f"{request.method} {request.get_full_path()}".encode()
    asked_for = fingerprint(asked, body_of(request))
    try:
        kept = once(user=request.user, key=key, request=asked_for, act=lambda: kept_of(act()))
    except OtherRequest:
        raise KeyUsed from None
    return HttpResponse(
        kept.body, status=kept.status, content_type=JSONRenderer.media_type, headers=kept.headers
    )


def kept_of(answer: Response) -> Answer:
    headers = {name: answer[name] for name in KEPT_HEADERS if name in answer}
    return Answer(answer.status_code, headers, JSONRenderer().render(answer.data).decode())

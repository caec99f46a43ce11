"""Idempotency-Key: a POST that is sent again is answered again, and carried out once.

Key, change and answer are written in one transaction. Two at once: the second waits for the
first, then gets its answer. A request that was refused, or broken off, leaves nothing behind, so
that its key can be used again.
"""

import hashlib
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from occme.rest.models import KeptAnswer
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
    with transaction.atomic():
        kept = claimed(request, key)
        if kept.fingerprint != fingerprint(request):
            raise KeyUsed
        if kept.status is None:
            return keep(kept, act())
    return repeated(kept)


def claimed(request: Request, key: str) -> KeptAnswer:
    """The row of this key, locked; without a status where this request is the first with it."""
    person: Any = request.user  # Signed in: nobody else is let in here.
    mine = KeptAnswer.objects.filter(user=person, key=key)
    mine.expired().delete()
    first = KeptAnswer(user=person, key=key, fingerprint=fingerprint(request))
    # Waits where another request with the key is under way, and leaves its row alone.
    KeptAnswer.objects.bulk_create([first], ignore_conflicts=True)
    return mine.select_for_update().get()


def fingerprint(request: Request) -> str:
    head = f"{request.method} {request.get_full_path()}\n".encode()
    return hashlib.sha256(head + body_of(request)).hexdigest()


def keep(kept: KeptAnswer, answer: Response) -> Response:
    kept.status = answer.status_code
    kept.headers = {name: answer[name] for name in KEPT_HEADERS if name in answer}
    kept.body = JSONRenderer().render(answer.data).decode()
    kept.save()
    return answer


def repeated(kept: KeptAnswer) -> HttpResponse:
    return HttpResponse(
        kept.body, status=kept.status, content_type=JSONRenderer.media_type, headers=kept.headers
    )

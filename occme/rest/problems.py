"""Errors in one shape: problem details (RFC 9457), whatever went wrong and whatever was asked for."""

import logging
from http import HTTPStatus
from typing import Any

import orjson
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework import exceptions

from occme.refusals import Stale, WrongStep

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"


class BadParameters(exceptions.APIException):
    """Query parameters that are unknown or not understood; tells of all of them at once."""

    status_code = HTTPStatus.BAD_REQUEST
    default_code = "bad_parameters"

    def __init__(self, problems: dict[str, list[str]]):
        super().__init__(_("The address has parameters that are not understood."))
        self.problems = problems


class BadHeader(exceptions.APIException):
    """A header that is not understood."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, name: str, sentence: str):
        super().__init__(_("A header is not understood."))
        self.name, self.sentence = name, sentence


class Busy(exceptions.APIException):
    """The database did not answer in time; nothing was changed."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    wait = 5

    def __init__(self) -> None:
        super().__init__(_("The database is busy or away; nothing was changed. Try again soon."))


REFUSALS = {Stale: HTTPStatus.PRECONDITION_FAILED, WrongStep: HTTPStatus.CONFLICT}


def problem(
    status: int, detail: str, *, errors: list[dict] | None = None, headers: dict | None = None
) -> HttpResponse:
    """A problem document: type, title, status, detail and, where parts are wrong, errors."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    return HttpResponse(
        orjson.dumps(body), status=status, content_type=CONTENT_TYPE, headers=headers
    )


def too_many(seconds: int) -> HttpResponse:
    return problem(
        HTTPStatus.TOO_MANY_REQUESTS, _come_back(seconds), headers={"Retry-After": str(seconds)}
    )


def handle(error: Exception, context: dict) -> HttpResponse | None:
    """DRF's exception handler: every refusal becomes a problem document."""
    # Not above: its module reads settings that name modules which import this one.
    from rest_framework.views import set_rollback

    error = translated(error)
    if not isinstance(error, exceptions.APIException):
        return None
    set_rollback()
    headers = {}
    if challenge := getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = challenge
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait))
    return problem(error.status_code, _sentence(error), errors=_parts(error), headers=headers)


def translated(error: Exception) -> Exception:
    """Refusals that pages know too, as the API's."""
    if isinstance(error, Http404):
        return exceptions.NotFound()
    if isinstance(error, PermissionDenied):
        return exceptions.PermissionDenied(str(error) or None)
    if isinstance(error, ValidationError):
        return exceptions.ValidationError(error.message_dict)
    if isinstance(error, OperationalError):
        logger.error("The database did not answer in time.", exc_info=error)
        return Busy()
    if type(error) in REFUSALS:
        refusal = exceptions.APIException(str(error))
        refusal.status_code = REFUSALS[type(error)]
        refusal.legal = getattr(error, "legal", [])  # type: ignore[attr-defined]
        return refusal
    return error


def _sentence(error: exceptions.APIException) -> str:
    if isinstance(error, exceptions.Throttled):
        return _come_back(int(getattr(error, "wait", None) or 0))
    if isinstance(error, exceptions.ValidationError):
        return _("Something in the data is not right.")
    return str(error.detail)


def _come_back(seconds: int) -> str:
    sentence = ngettext(
        "Too many requests came from your network. Come back in %(seconds)d second.",
        "Too many requests came from your network. Come back in %(seconds)d seconds.",
        seconds,
    )
    return sentence % {"seconds": seconds}


def _parts(error: exceptions.APIException) -> list[dict]:
    if isinstance(error, BadParameters):
        return [
            {"parameter": name, "detail": sentence}
            for name, sentences in error.problems.items()
            for sentence in sentences
        ]
    if legal := getattr(error, "legal", None):
        return [{"step": name, "detail": _("This step is legal now.")} for name in legal]
    if isinstance(error, BadHeader):
        return [{"header": error.name, "detail": error.sentence}]
    if isinstance(error, exceptions.ValidationError) and isinstance(error.detail, dict):
        return [
            {"pointer": "#" if name == NON_FIELD_ERRORS else f"#/{name}", "detail": str(sentence)}
            for name, sentences in error.detail.items()
            for sentence in (sentences if isinstance(sentences, list) else [sentences])
        ]
    return []

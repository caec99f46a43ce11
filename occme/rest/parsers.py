"""Bodies of requests: JSON objects, read strictly."""

from typing import Any

import orjson
from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser
from rest_framework.request import Request


class TooLarge(APIException):
    status_code = 413


def body_of(request: Request) -> bytes:
    """The body, unless it is larger than DATA_UPLOAD_MAX_MEMORY_SIZE."""
    try:
        return request._request.body
    except RequestDataTooBig:
        raise TooLarge(_("The body is too large.")) from None


class JSONParser(BaseParser):
    """JSON by orjson: of what Python's parser takes, it refuses NaN, halves of characters, and
    brackets nested so deep that nothing could be meant by them."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            return orjson.loads(body_of(parser_context["request"]))
        except orjson.JSONDecodeError as error:
            where = {"line": error.lineno, "column": error.colno, "what": error.msg}
            sentence = _("This is not JSON, at line %(line)d, column %(column)d: %(what)s.")
            raise ParseError(sentence % where) from None


def object_of(request: Request) -> dict[str, Any]:
    """The body as a JSON object; anything else is refused."""
    data = request.data
    if type(data) is not dict:
        raise ParseError(_("The body is a JSON object: names and values between braces."))
    return data

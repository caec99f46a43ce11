"""What is answered where nothing else can be: a code and a sentence, as the standard writes them."""

from typing import Any

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext as _

JSON = "application/json"


class Refused(Exception):
    status = 400
    code = "InvalidParameterValue"

    @property
    def response(self) -> HttpResponse:
        return as_json({"code": self.code, "description": str(self)}, status=self.status)


class NotThere(Refused):
    status = 404
    code = "NotFound"

    def __init__(self) -> None:
        super().__init__(_("There is nothing at this address."))


def as_json(document: Any, content_type: str = JSON, status: int = 200) -> HttpResponse:
    return HttpResponse(orjson.dumps(document), content_type=content_type, status=status)

"""Lists in pages: `page` and `page_size`, with `count, next, previous, results`."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from occme.numbers import plain_number
from occme.rest.problems import BadParameters

PAGE_SIZE, PAGE_SIZE_MOST = 50, 200
PAGE_MOST = 1_000_000


def single(request: Request, name: str) -> str:
    """The one value of a parameter, empty where it is not given; a refusal where it is twice."""
    values = request.query_params.getlist(name)
    if len(values) > 1:
        raise BadParameters({name: [_("It is given more than once; it takes one value.")]})
    return values[0] if values else ""


def whole_number(request: Request, name: str, default: int, most: int) -> int:
    """A parameter that takes a whole number from 1, or a refusal that says so."""
    number = plain_number(single(request, name) or str(default))
    if number is None or not 1 <= number <= most:
        sentence = _("It takes a whole number from 1 to %(most)d.") % {"most": most}
        raise BadParameters({name: [sentence]})
    return number


class Pages(BasePagination):
    """Rows of one page; a page past the last is not there."""

    parameters = {"page", "page_size"}

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list:
        self.request = request
        self.number = whole_number(request, "page", 1, PAGE_MOST)
        self.size = whole_number(request, "page_size", PAGE_SIZE, PAGE_SIZE_MOST)
        self.count = queryset.count()
        if self.number > self.last:
            raise NotFound(
                _("There is no such page; the last one is %(last)d.") % {"last": self.last}
            )
        start = (self.number - 1) * self.size
        return list(queryset[start : start + self.size])

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {"count": self.count, "next": self.next(), "previous": self.previous(), "results": data}
        )

    def next(self) -> str | None:
        return self._link(self.number + 1) if self.number * self.size < self.count else None

    def previous(self) -> str | None:
        return self._link(self.number - 1) if self.number > 1 else None

    @property
    def last(self) -> int:
        return max(1, -(-self.count // self.size))

    def _link(self, number: int) -> str:
        url = self.request.build_absolute_uri()
        if number == 1:
            return str(remove_query_param(url, "page"))
        return str(replace_query_param(url, "page", number))

    def get_paginated_response_schema(self, schema: dict) -> dict:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "examples": [240]},
                "next": link,
                "previous": link,
                "results": schema,
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict]:
        def number(name: str, most: int, default: int, description: str) -> dict:
            takes = {"type": "integer", "minimum": 1, "maximum": most, "default": default}
            return {"name": name, "in": "query", "schema": takes, "description": description}

        return [
            number("page", PAGE_MOST, 1, "Which page, from 1."),
            number("page_size", PAGE_SIZE_MOST, PAGE_SIZE, "Rows on a page."),
        ]

"""Lists: a page at a time, or all rows at once, one on each line."""

from collections.abc import Callable, Iterator
from typing import Any

import orjson
from django.conf import settings
from django.http import HttpResponse, StreamingHttpResponse
from django.utils import translation

from engagements.opendata.hsds.objects import Object
from engagements.opendata.hsds.parameters import MINIMAL_MOST, PER_PAGE
from partners.sheets import CHUNK

LINES = "application/x-ndjson"

Shown = Callable[[list[Any]], list[Object]]
"""What is told of rows, in their order, in a fixed number of queries."""


def answer(rows: Any, asked: dict[str, Any], shown: Shown) -> Any:
    """Rows of a queryset, in the order of their keys, which no change of a record disturbs."""
    if asked["format"] == "ndjson":
        return StreamingHttpResponse(lines(rows, shown), content_type=LINES)
    size = asked["per_page"] or (MINIMAL_MOST if asked.get("minimal") else PER_PAGE)
    number, count = asked["page"] or 1, rows.count()
    start = (number - 1) * size
    there = rows.order_by("pk")[start : start + size].iterator(chunk_size=CHUNK)
    found = shown(list(there))
    return json(page(found, number=number, size=size, count=count))


def all_of(found: list[Object], asked: dict[str, Any]) -> Any:
    """The same of a short list that is no queryset."""
    if asked["format"] == "ndjson":
        return HttpResponse(b"".join(map(line, found)), content_type=LINES)
    number, size = asked["page"] or 1, asked["per_page"] or PER_PAGE
    there = found[(number - 1) * size : number * size]
    return json(page(there, number=number, size=size, count=len(found)))


def page(found: list[Object], *, number: int, size: int, count: int) -> Object:
    """HSDS's paging object. A page past the last is empty, and says that it is the last: rows may
    go while a program walks over the pages."""
    last = -(-count // size)
    return {
        "total_items": count,
        "total_pages": last,
        "page_number": number,
        "size": len(found),
        "first_page": number == 1,
        "last_page": number >= last,
        "empty": not found,
        "contents": found,
    }


def lines(rows: Any, shown: Shown) -> Iterator[bytes]:
    """By the key and not by a cursor, which would hold a transaction as long as the reader likes."""
    after = 0
    while chunk := list(rows.filter(pk__gt=after).order_by("pk")[:CHUNK]):
        after = chunk[-1].pk
        with translation.override(settings.LANGUAGE_CODE):
            told = b"".join(map(line, shown(chunk)))
        yield told


def line(found: Object) -> bytes:
    return orjson.dumps(found, option=orjson.OPT_APPEND_NEWLINE)


def json(found: Object) -> HttpResponse:
    return HttpResponse(orjson.dumps(found), content_type="application/json")

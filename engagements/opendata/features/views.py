"""Answers at /ogc. Each address is the same with and without a slash at its end."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse

from engagements.opendata.features import documents, parameters
from engagements.opendata.features.collections import COLLECTIONS, Collection
from engagements.opendata.features.description import described
from engagements.opendata.features.documents import GEOJSON, OPENAPI, SCHEMA
from engagements.opendata.features.items import Page
from engagements.opendata.features.refusals import NotThere, Refused, as_json
from occme.numbers import plain_number
from occme.publishing import open_data

STREAMED_FROM = 1_000
"""Pages of so many are sent while they are read; shorter ones have a length."""


def published(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            return refusal.response

    return open_data(answered)


def base(request: HttpRequest) -> str:
    """The address of the landing page."""
    return request.build_absolute_uri(reverse("ogc_landing"))


def plain(request: HttpRequest) -> None:
    """Refuses every parameter but `f`."""
    parameters.refuse_unknown(request.GET, parameters.OF_EVERY_ADDRESS)


def collection_of(name: str) -> Collection:
    if name not in COLLECTIONS:
        raise NotThere
    return COLLECTIONS[name]


@published
def landing(request: HttpRequest) -> HttpResponse:
    plain(request)
    return as_json(documents.landing(base(request)))


@published
def conformance(request: HttpRequest) -> HttpResponse:
    plain(request)
    return as_json(documents.conformance())


@published
def api(request: HttpRequest) -> HttpResponse:
    plain(request)
    return as_json(described(base(request)), OPENAPI)


@published
def collections(request: HttpRequest) -> HttpResponse:
    plain(request)
    return as_json(documents.collections(base(request)))


@published
def collection(request: HttpRequest, name: str) -> HttpResponse:
    one = collection_of(name)
    plain(request)
    return as_json(documents.collection(one, base(request)))


@published
def schema(request: HttpRequest, name: str) -> HttpResponse:
    one = collection_of(name)
    plain(request)
    return as_json(documents.schema(one, base(request)), SCHEMA)


@published
def items(request: HttpRequest, name: str) -> HttpResponseBase:
    one = collection_of(name)
    parameters.refuse_unknown(request.GET, parameters.OF_ITEMS | {*one.parameters})
    page = page_of(request, one, parameters.read(request.GET))
    parts = page.parts()
    if page.query.limit >= STREAMED_FROM:
        return StreamingHttpResponse(parts, content_type=GEOJSON)
    return HttpResponse(b"".join(parts), content_type=GEOJSON)


@published
def item(request: HttpRequest, name: str, feature: str) -> HttpResponse:
    one, number = collection_of(name), plain_number(feature)
    plain(request)
    page = page_of(request, one, parameters.Query())
    found = None if number is None else page.one(number)
    if found is None:
        raise NotThere
    return as_json(found, GEOJSON)


@published
def nowhere(request: HttpRequest) -> HttpResponse:
    raise NotThere


def page_of(request: HttpRequest, one: Collection, query: parameters.Query) -> Page:
    site = request.build_absolute_uri("/").rstrip("/")
    return Page(one, request.GET, query, site, base(request))

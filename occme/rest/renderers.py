"""JSON by orjson, and the names of the formats that are streamed instead of rendered."""

from typing import Any

import orjson
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer

from occme.downloads import MEDIA_TYPES
from occme.rest.problems import BadParameters


def _otherwise(value: Any) -> str:
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")


class JSONRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None):
        if data is None:
            return b""
        return orjson.dumps(data, default=_otherwise, option=orjson.OPT_NON_STR_KEYS)


class StreamedRenderer(BaseRenderer):
    """Chosen by `?format=` or the Accept header; the view answers with a stream of its own.
    `described_as` is the type that the API's description gives."""

    described_as = OpenApiTypes.STR

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None):
        raise NotImplementedError("Answered by a stream.")


class CSVRenderer(StreamedRenderer):
    media_type = MEDIA_TYPES["csv"]
    format = "csv"


class GeoJSONRenderer(StreamedRenderer):
    media_type = MEDIA_TYPES["geojson"]
    format = "geojson"
    described_as = OpenApiTypes.OBJECT


class XLSXRenderer(StreamedRenderer):
    media_type = MEDIA_TYPES["xlsx"]
    format = "xlsx"
    charset = None
    described_as = OpenApiTypes.BINARY


STREAMED = {kind.format: kind for kind in (CSVRenderer, XLSXRenderer, GeoJSONRenderer)}


class Negotiation(DefaultContentNegotiation):
    """Refuses an unknown `format` as it refuses any bad parameter."""

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        if len(request.query_params.getlist("format")) > 1:
            sentence = _("It is given more than once; it takes one value.")
            raise BadParameters({"format": [sentence]})
        return super().select_renderer(request, renderers, format_suffix)

    def filter_renderers(self, renderers: Any, format: str) -> list:
        found = [renderer for renderer in renderers if renderer.format == format]
        if not found:
            known = ", ".join(renderer.format for renderer in renderers)
            raise BadParameters({"format": [_("It takes %(known)s.") % {"known": known}]})
        return found

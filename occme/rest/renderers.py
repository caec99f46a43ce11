"""JSON by orjson, and the names of the formats that are streamed instead of rendered."""

from typing import Any

import orjson
from django.http import StreamingHttpResponse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer

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
    """Chosen by `?format=` or the Accept header; the view answers with a stream of its own."""

    @property
    def content_type(self) -> str:
        return f"{self.media_type}; charset=utf-8" if self.charset else self.media_type

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None):
        raise NotImplementedError("Answered by a stream.")


class CSVRenderer(StreamedRenderer):
    media_type = "text/csv"
    format = "csv"


class GeoJSONRenderer(StreamedRenderer):
    media_type = "application/geo+json"
    format = "geojson"


class XLSXRenderer(StreamedRenderer):
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    format = "xlsx"
    charset = None


def download(parts: Any, renderer: Any, name: str) -> StreamingHttpResponse:
    """A whole list as a file named after it and today, in the format that was asked for."""
    file = f"{name}-{localdate()}.{renderer.format}"
    return StreamingHttpResponse(
        parts,
        content_type=renderer.content_type,
        headers={"Content-Disposition": f'attachment; filename="{file}"'},
    )


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

"""Files that pages and programs are sent: named after what they hold and today."""

from collections.abc import Iterable

from django.http import StreamingHttpResponse
from django.utils.timezone import localdate

MEDIA_TYPES = {
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""By the ending of a file."""

BINARY = {"xlsx"}


def download(parts: Iterable, name: str, ending: str) -> StreamingHttpResponse:
    """A whole list as a file, sent part by part."""
    media_type = MEDIA_TYPES[ending]
    return StreamingHttpResponse(
        parts,
        content_type=media_type if ending in BINARY else f"{media_type}; charset=utf-8",
        headers=attached(name, ending),
    )


def attached(name: str, ending: str) -> dict[str, str]:
    """The header that makes an answer a file."""
    return {"Content-Disposition": f'attachment; filename="{name}-{localdate()}.{ending}"'}

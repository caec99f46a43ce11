"""What the map fetches for itself."""

import hashlib
from typing import Any

import orjson
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from frontend.basemap import base_map
from frontend.streets import streets


@login_not_required
@require_safe
def map_base(request: HttpRequest) -> HttpResponse:
    """The base of every map: areas, parks, stations, labels."""
    return kept_json(request, base_map(request.user))


@login_not_required
@require_safe
def map_streets(request: HttpRequest) -> HttpResponse:
    """Streets, for maps that are zoomed in far enough to need them."""
    return kept_json(request, streets())


def kept_json(request: HttpRequest, data: dict[str, Any]) -> HttpResponse:
    """JSON that browsers keep for an hour; then they ask by ETag whether it changed."""
    body = orjson.dumps(data)
    response = HttpResponse(body, content_type="application/json")
    response["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    patch_cache_control(response, public=True, max_age=3600)
    return get_conditional_response(request, response["ETag"], response=response) or response

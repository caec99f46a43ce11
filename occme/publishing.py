"""Open data: the same answer for everybody who asks, whoever they are, from a page of any host."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

MAX_AGE_S = 300
"""How long a cache on the way may keep an answer without asking again."""

View = Callable[..., HttpResponseBase]


def open_data(view: View) -> View:
    """The view sees a visitor, also where somebody is signed in, so that its answer may be kept by
    caches and read by scripts of other hosts. It is read only: GET and HEAD."""

    @wraps(view)
    def published(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.user = AnonymousUser()
        response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        patch_cache_control(response, public=True, max_age=MAX_AGE_S)
        return response

    return login_not_required(require_safe(published))

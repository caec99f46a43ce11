"""Open data: the same answer for everybody who asks, whoever they are, from a page of any host.

An answer is named after all that it depends on: the version of the data, the day, the address, the
language, the format, the program. Whoever has it already is told so before anything is computed.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import wraps
from hashlib import sha256
from typing import Any, overload

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, StreamingHttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import http_date
from django.utils.timezone import get_current_timezone, localdate, now
from django.views.decorators.csrf import csrf_exempt

from occme.freshness.meanwhile import is_behind
from occme.freshness.models import Topic, version
from occme.limits import VISITS
from occme.other_hosts import READING, opened, preflight
from occme.release import release
from occme.rest.problems import too_many

MAX_AGE_S = 300
"""How long a cache on the way may keep an answer without asking again."""

SETTLED = timedelta(minutes=5)
"""A time tells changes apart only once all that began before it is committed. The longest that
writes, an import, is over by then. Until then an answer has its name alone."""

View = Callable[..., HttpResponseBase]


@overload
def open_data(view: View) -> View: ...
@overload
def open_data(*, topic: str) -> Callable[[View], View]: ...
def open_data(view: Any = None, *, topic: str = Topic.PUBLIC) -> Any:
    """The view sees a visitor without cookies, also where somebody is signed in, so that its answer
    may be kept by caches and read by scripts of other hosts. It is read only: GET and HEAD. It may
    depend on the tables of the topic (engagements/watched.py), the day, the address and the headers
    Accept and Accept-Language, and on nothing else."""
    return published(view, topic) if view else lambda view: published(view, topic)


def published(view: View, topic: str) -> View:
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        as_visitor(request)
        if request.method == "OPTIONS":
            return preflight()
        if request.method not in READING:
            return HttpResponseNotAllowed([*READING, "OPTIONS"])
        if seconds := VISITS.wait(request):
            return too_many(seconds)
        state = state_of(request, topic)
        is_behind.set(False)
        response = known(request, state) or view(request, *args, **kwargs)
        finish(response, state, may_be_kept=not is_behind.get())
        return without_body(response) if request.method == "HEAD" else response

    answered.topic = topic  # type: ignore[attr-defined]
    return csrf_exempt(login_not_required(answered))


def as_visitor(request: HttpRequest) -> None:
    request.is_open_data = True  # type: ignore[attr-defined]
    request.user = AnonymousUser()
    request.COOKIES = {}
    translation.activate(translation.get_language_from_request(request))
    request.LANGUAGE_CODE = translation.get_language()


State = tuple[str, datetime | None]
"""The name of an answer, and since when it is so; nothing where that would not tell it apart."""


def state_of(request: HttpRequest, topic: str) -> State:
    number, changed_at = version(topic)
    program = release()
    parts = (
        number,
        localdate(),
        program.name,
        request.build_absolute_uri(),
        request.headers.get("Accept", ""),
        translation.get_language(),
    )
    name = sha256(repr(parts).encode()).hexdigest()[:32]
    midnight = datetime.combine(localdate(), time(), get_current_timezone())
    since = max(midnight, program.installed_at, changed_at or midnight)
    # Weak: on its way the answer is compressed, or not.
    return f'W/"{name}"', since if since <= now() - SETTLED else None


def known(request: HttpRequest, state: State) -> HttpResponseBase | None:
    """304 where the asker has this answer, 412 where it is another than the one asked for."""
    if request.headers.get("If-None-Match", "").strip() == "*":
        return None  # Whether there is anything at this address only the view knows.
    name, since = state
    return get_conditional_response(request, name, int(since.timestamp()) if since else None)


def finish(response: HttpResponseBase, state: State, *, may_be_kept: bool) -> None:
    """What is older than the data that its name would tell of, gets none and is kept nowhere."""
    opened(response)
    patch_vary_headers(response, ["Accept", "Accept-Encoding"])
    if not may_be_kept:
        patch_cache_control(response, no_store=True)
        return
    if response.status_code < 400:
        patch_cache_control(response, public=True, max_age=MAX_AGE_S)
    if response.status_code in (200, 304):
        name, since = state
        response["ETag"] = name
        if since:
            response["Last-Modified"] = http_date(since.timestamp())


def without_body(response: HttpResponseBase) -> HttpResponseBase:
    """Nobody reads a stream for somebody who asked for the headers alone."""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = []
    return response

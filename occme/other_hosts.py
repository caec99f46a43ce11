"""Scripts of other hosts may read what every visitor may read, and nothing that a person is shown.

Never with credentials: a browser then hands over an answer only where it sent no cookie along.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

API = ("/api/v1/", "/api/schema/")
READING = ("GET", "HEAD")
EXPOSED = "ETag, Link, Retry-After, Content-Disposition, Content-Crs"
"""What scripts may read beside what they always may."""
A_DAY_S = 86_400
WITHOUT_BODY = (204, 304)


def for_other_hosts(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: opens the answers that visitors get from the API, and open data to everybody;
    answers the question that browsers ask first. What went wrong is kept by nobody."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if is_first_question(request) and is_visitors(request):
            return preflight()
        response = get_response(request)
        is_open = is_open_data(request)
        if is_open or (request.method in READING and is_visitors(request)):
            opened(response)
        if is_open and response.status_code >= 400:
            response["Cache-Control"] = "no-store"
        if is_open and response.status_code in WITHOUT_BODY:
            # Django says 0, which caches might take for the length of what they have.
            del response["Content-Length"]
        return response

    return middleware


def is_open_data(request: HttpRequest) -> bool:
    """Said by `occme.publishing.open_data`, which answers all the same."""
    return getattr(request, "is_open_data", False)


def is_visitors(request: HttpRequest) -> bool:
    """A request to the API that tells nobody's name."""
    is_named = "Authorization" in request.headers or settings.SESSION_COOKIE_NAME in request.COOKIES
    return request.path.startswith(API) and not is_named


def is_first_question(request: HttpRequest) -> bool:
    asked = request.headers.get("Access-Control-Request-Method", "")
    return request.method == "OPTIONS" and asked in READING


def opened(response: HttpResponseBase) -> None:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = EXPOSED


def preflight() -> HttpResponse:
    """Any header may come along but Authorization, which a star does not mean (Fetch standard)."""
    methods = "GET, HEAD, OPTIONS"
    headers = {
        "Allow": methods,
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": "*",
        "Access-Control-Max-Age": str(A_DAY_S),
    }
    response = HttpResponse(status=204, headers=headers)
    del response["Content-Type"]
    opened(response)
    return response

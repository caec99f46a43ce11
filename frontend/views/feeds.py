"""What programs subscribe to."""

from django.http import HttpRequest, HttpResponse

from frontend.feeds import Subscription
from occme.publishing import open_data


@open_data
def engagement_calendar(request: HttpRequest) -> HttpResponse:
    """Who asks: a phone or a calendar program that was given the address."""
    asked = Subscription(request.GET, request.user)
    return refused(asked) or HttpResponse(
        asked.calendar, content_type="text/calendar; charset=utf-8"
    )


@open_data
def engagement_feed(request: HttpRequest) -> HttpResponse:
    """Who asks: a feed reader, or another site that shows what is new."""
    asked = Subscription(request.GET, request.user)
    return refused(asked) or HttpResponse(
        asked.feed, content_type="application/atom+xml; charset=utf-8"
    )


def refused(asked: Subscription) -> HttpResponse | None:
    if not asked.problems:
        return None
    return HttpResponse(asked.refusal, status=400, content_type="text/plain; charset=utf-8")

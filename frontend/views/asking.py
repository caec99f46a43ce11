"""Who asks organizations, and how much."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.asking import AskList
from frontend.exporting import exported


@never_cache
@require_safe
def ask_list(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Who opens it: staff, before they ask anybody for one thing more.
    In what situation: three programs want something of the same few partners this month.
    In the first five seconds they want: who is asked for too much, and by whom.
    """
    found = AskList(request.GET, request.user)
    if file := exported(request, found):
        return file
    status = 200 if found.is_understood else 400
    return render(request, "ask_list.html", {"found": found}, status=status)

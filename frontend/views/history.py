"""What was changed lately, over all records."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.changes import LatestChanges


@never_cache
@require_safe
def history_list(request: HttpRequest) -> HttpResponse:
    """Who opens it: staff who come back, or wonder what an import or a colleague did.
    In what situation: something looks different, and they do not know where it began.
    In the first five seconds they want: the newest changes, by whom, and through what.
    """
    latest = LatestChanges(request.GET, request.user)
    status = 400 if latest.problem else 200
    return render(request, "history_list.html", {"latest": latest}, status=status)

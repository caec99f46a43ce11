"""Places without a point on the map."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from frontend.exporting import exported
from frontend.unplaced import UnplacedList
from frontend.views.records import edits
from partners.policies import is_staff


@never_cache
@edits
def unplaced_list(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Who opens it: staff after an import, or from the queue.
    In what situation: organizations are missing on the map.
    In the first five seconds they want: how many there are, and one button that finds most.
    """
    if not is_staff(request.user):
        raise PermissionDenied
    places = UnplacedList(request.GET, request.user)
    if file := exported(request, places):
        return file
    if request.method == "POST" and "take" in request.POST:
        written, problem = places.take(request.POST)
        told = ngettext("%(count)d point written.", "%(count)d points written.", written)
        (messages.error if problem else messages.success)(
            request, problem or told % {"count": written}
        )
        return redirect(request.get_full_path())
    if request.method == "POST" and (problem := places.look_up(request.POST)):
        messages.error(request, problem)
        return redirect(request.get_full_path())
    status = 200 if places.is_understood else 400
    return render(request, "unplaced_list.html", {"places": places}, status=status)

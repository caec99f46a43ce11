"""The staff's work queue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from frontend.queue import Queue
from frontend.views.records import edits, told


@never_cache
@edits
def staff_queue(request: HttpRequest) -> HttpResponse:
    """Who opens it: staff, on Monday morning, with ten minutes before the first meeting.
    In what situation: the week begins, and nobody remembers all that was promised to whom.
    In the first five seconds they want: how much waits, what is overdue, and the first thing to do.
    """
    queue = Queue(request.GET, request.user)
    if request.method == "POST":
        told(request, queue.send(request.POST), _("Done."))
        return redirect(request.get_full_path())
    status = 400 if queue.problem else 200
    return render(request, "staff_queue.html", {"queue": queue}, status=status)

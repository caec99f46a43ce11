"""Promises kept and missed: the list, and one of them."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from engagements.models import Occurrence
from frontend.exporting import exported
from frontend.promises import PromiseList, PromisePage
from frontend.views.records import edits, told


@login_not_required
@never_cache
@require_safe
def promise_list(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Who opens it: a neighbor who asks whether HMS keeps its word; staff before a meeting; a
    partner who looks for one promise.
    In what situation: a doubt, or a report to write.
    In the first five seconds they want: how many were kept, as judged by whom, and which were not.
    """
    found = PromiseList(request.GET, request.user)
    if file := exported(request, found):
        return file
    status = 200 if found.is_understood else 400
    return render(request, "promise_list.html", {"found": found}, status=status)


@login_not_required
@never_cache
@edits
def occurrence_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who opens it: whoever gave the promise, or received it; or anybody, where it is public.
    In what situation: its day has come.
    In the first five seconds they want: what was promised, and one tap to say how it went.
    """
    rows = Occurrence.objects.visible_to(request.user).for_reading()
    page = PromisePage(get_object_or_404(rows, pk=pk), request.user)
    if request.method == "POST":
        if not page.is_inner:
            raise PermissionDenied(_("This is between the two sides of the agreement."))
        told(request, page.send(request.POST), _("Done. You can take it back below."))
        return redirect(page.promise)
    return render(request, "occurrence_detail.html", {"page": page})

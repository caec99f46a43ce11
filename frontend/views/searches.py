"""Saved searches: saving one from the finder, and stopping its mail."""

from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from engagements.models import SavedSearch
from engagements.searches import save_search, search_of
from frontend.steps import problem_of
from frontend.views.links import private
from frontend.views.records import told
from occme.accounts.models import User


@never_cache
@require_POST
def search_save(request: HttpRequest) -> HttpResponse:
    """Saves the filters of the finder as they were."""
    data = QueryDict(request.POST.get("query", "").removeprefix("?")[:5_000])
    user = cast(User, request.user)
    problem = problem_of(lambda: save_search(data, by=user))
    told(request, problem, _("Saved. You get a mail when something new fits."))
    return redirect("my")


@never_cache
@require_POST
def search_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Stops one of one's own."""
    get_object_or_404(SavedSearch.objects.visible_to(request.user), pk=pk).delete()
    told(request, "", _("Stopped."))
    return redirect("my")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def search_stop(request: HttpRequest, signed: str) -> HttpResponse:
    """Who opens it: somebody who does not want this mail any more.
    In what situation: in their mail program, not signed in.
    In the first five seconds they want: one button.
    """
    try:
        search = search_of(signed)
    except BadSignature as error:
        raise Http404 from error
    if request.method == "POST":
        if search:
            search.delete()
        return private(redirect("search_stop", signed))
    return private(render(request, "search_stop.html", {"search": search}))

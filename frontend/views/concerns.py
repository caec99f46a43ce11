"""Concerns: raised and followed by anybody, read by those who are named to."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from traceback import extract_tb
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from engagements.confidence import reads_concerns
from engagements.models import Concern
from frontend.concerns import ConcernList, ConcernPage, Following, NewConcern
from frontend.views.links import private
from occme.limits import HourlyLimit

RAISED = HourlyLimit("concerns-raised", 10)
GUESSED = HourlyLimit("concerns-guessed", 20)
ADDED = HourlyLimit("concerns-added", 20)

View = Callable[..., HttpResponse]


class NotTold(Exception):
    """Something failed here. The log says which kind of error it was, and nothing that it quotes:
    databases put whole rows into theirs."""


def places_of(error: Exception) -> str:
    """File and line of each call that led to it, newest last, without a value."""
    calls = extract_tb(error.__traceback__)
    return ", ".join(f"{Path(call.filename).name}:{call.lineno}" for call in calls)


def in_confidence(view: View) -> View:
    """Nothing of what is read or sent here is kept by a browser, or told in a log."""

    @never_cache
    @sensitive_post_parameters()
    @sensitive_variables()
    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return private(view(request, *args, **kwargs))
        except (Http404, PermissionDenied, SuspiciousOperation):
            raise
        except Exception as error:  # noqa: BLE001  Of each kind: any of them may quote a row.
            told = f"{type(error).__name__} at {places_of(error)}"
        raise NotTold(told)

    return kept


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_confidence
def concern_new(request: HttpRequest) -> HttpResponse:
    """Who opens it: anybody to whom something happened that was not right; perhaps afraid.
    In what situation: alone, on a phone, not sure whether to trust us.
    In the first five seconds they want: who reads it, that they may stay anonymous, and where to write.
    """
    sent = request.POST if request.method == "POST" else None
    page = NewConcern(request.user, (sent or request.GET).get("about", ""))
    if sent is not None and RAISED.is_reached(request):
        page.wait(sent)
    elif sent is not None and page.send(sent):
        RAISED.count(request)
        return render(request, "concern_sent.html", {"page": page})
    return render(request, "concern_new.html", {"page": page}, status=page.status)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@in_confidence
def concern_follow(request: HttpRequest) -> HttpResponse:
    """Who opens it: who raised a concern, days later, with the code on a slip of paper.
    In what situation: to see whether anything came of it.
    In the first five seconds they want: the answer.
    """
    page = Following()
    if request.method == "POST":
        typed = request.POST.get("code", "")
        if GUESSED.is_reached(request):
            page.wait(typed)
        elif not page.open(typed):
            GUESSED.count(request)
        elif "text" in request.POST and ADDED.is_reached(request):
            page.wait_to_say(request.POST)
        elif page.concern and "text" in request.POST:
            ADDED.count(request)
            page.send(page.concern, request.POST)
    return render(request, "concern_follow.html", {"page": page}, status=page.status)


@require_safe
@in_confidence
def concern_list(request: HttpRequest) -> HttpResponse:
    """Who opens it: one of the few who are named to read concerns.
    In what situation: a mail said that something waits.
    In the first five seconds they want: what is new.
    """
    if not reads_concerns(request.user):
        raise Http404
    found = ConcernList(request.GET, request.user)
    status = 200 if found.is_understood else 400
    return render(request, "concern_list.html", {"found": found}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@in_confidence
def concern_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who opens it: the same person.
    In what situation: with the door closed, and time to answer well.
    In the first five seconds they want: what happened, and what was said since.
    """
    rows = Concern.objects.visible_to(request.user).select_related("organization", "raised_by")
    page = ConcernPage(get_object_or_404(rows, pk=pk), request.user)
    if request.method == "POST" and page.send(request.POST):
        messages.success(request, _("Done. The sender sees it with their code."))
        return redirect(page.concern)
    return render(request, "concern_detail.html", {"page": page}, status=page.status)

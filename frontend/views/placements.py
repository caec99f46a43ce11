"""One placement, its hours and its reflections."""

from typing import Any, cast
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from engagements.models import HourEntry, Placement, Prompt
from frontend.board import Board
from frontend.exporting import exported
from frontend.noting import HoursSender, ReflectionSender
from frontend.seats import SeatPage
from frontend.steps import Steps, confirm_ticked, problem_of, take_back
from frontend.views.records import edits, told
from occme.accounts.models import User


@never_cache
@require_safe
def placement_list(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Who opens it: staff who run a term; a partner who decides; a student who looks back.
    In what situation: a row of applications to answer, or a list to take to a meeting.
    In the first five seconds they want: who waits, on whom, since when.
    """
    board = Board(request.GET, request.user)
    if file := exported(request, board):
        return file
    status = 200 if board.is_understood else 400
    return render(request, "placement_list.html", {"board": board}, status=status)


@never_cache
@require_safe
def placement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who opens it: the student, the partner, or staff.
    In what situation: a day's work is done and the hours are to be noted, on a phone; or somebody
    waits on a step.
    In the first five seconds they want: where it stands, whom it waits on, one button to go on.
    """
    return render(request, "placement_detail.html", {"seat": seat(request, pk)})


@never_cache
@require_POST
def placement_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a step, or the last one back."""
    page = seat(request, pk)
    return answered(request, page.steps.send(request.POST), page.placement)


@never_cache
@edits
def hours_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Who opens it: a student on the way home; a partner after an hour of teaching.
    In what situation: standing, one thumb free.
    In the first five seconds they want: today and the usual length ready, and “Save”.
    """
    return logged(request, HoursSender(seat(request, pk)), "hours_new.html")


@never_cache
@edits
def reflection_new(request: HttpRequest, pk: int, prompt: int) -> HttpResponse:
    """Who opens it: a student, before the first day, during, or afterwards.
    In what situation: a quiet quarter of an hour.
    In the first five seconds they want: the question, room to write, and who will read it.
    """
    asked = get_object_or_404(Prompt.objects.visible_to(request.user).offered(), pk=prompt)
    return logged(request, ReflectionSender(seat(request, pk), asked), "reflection_new.html")


@never_cache
@require_POST
def hours_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a step of one entry, or the last one back."""
    rows = HourEntry.objects.visible_to(request.user)
    rows = rows.select_related("placement__engagement", "placement__student")
    entry = get_object_or_404(rows, pk=pk)
    return answered(request, Steps(entry, request.user).send(request.POST), entry.placement)


@never_cache
@require_POST
def hours_confirm(request: HttpRequest) -> HttpResponse:
    """Confirms the entries that were ticked, all or none; or takes such a confirmation back."""
    user = cast(User, request.user)
    if "batch" in request.POST:
        problem = problem_of(lambda: take_back(request.POST["batch"], user))
        told(request, problem, _("Taken back."))
        return redirect("my")

    def confirm() -> None:
        request.session["confirmed_batch"] = str(confirm_ticked(request.POST, user))

    told(request, problem_of(confirm), _("Confirmed."))
    return redirect("my")


def logged(request: HttpRequest, sender: Any, template: str) -> HttpResponse:
    if request.method == "POST" and (onward := sender.send(request.POST, request.path)):
        messages.success(request, _("Saved."))
        return redirect(onward)
    context = {"sender": sender, "seat": sender.page, "key": uuid4().hex}
    return render(request, template, context, status=sender.status)


def seat(request: HttpRequest, pk: int) -> SeatPage:
    rows = Placement.objects.visible_to(request.user).for_reading()
    return SeatPage(get_object_or_404(rows, pk=pk), request.user)


def answered(request: HttpRequest, problem: str, placement: Placement) -> HttpResponse:
    told(request, problem, _("Done."))
    return redirect(placement)

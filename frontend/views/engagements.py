"""Engagements: the finder, and one engagement's page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from engagements.editing import copy
from engagements.models import Engagement, Outcome
from frontend.editing import Editor, refuse_unless
from frontend.exporting import exported
from frontend.finder import Finder
from frontend.kinds import KINDS
from frontend.mapping import map_setup
from frontend.offer import Offer
from frontend.proposing import Proposal
from frontend.structured import engagement_preview
from frontend.views.records import edited, edits, told


@login_not_required
@require_safe
def engagement_list(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Who opens it: a student who looks for a place to learn; a neighbor who wonders what students
    do here.
    In what situation: before a term, with a few free hours a week.
    In the first five seconds they want: what communities ask for, when, and whether there is a seat.
    """
    finder = Finder(request.GET, request.user)
    if file := exported(request, finder):
        return file
    status = 200 if finder.is_understood else 400
    context = {"finder": finder, "map": map_setup()}
    return render(request, "engagement_list.html", context, status=status)


@login_not_required
@require_safe
def engagement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who opens it: a student who may apply; both sides, to decide on it and on who applied.
    In what situation: comparing a few; or after a mail that it waits on them.
    In the first five seconds they want: what one does there, when, and what comes next.
    """
    offer = offered(request, pk)
    context = {"offer": offer, "link_preview": engagement_preview(offer)}
    return render(request, "engagement_detail.html", context)


@never_cache
@edits
def engagement_propose(request: HttpRequest) -> HttpResponse:
    """Who opens it: a student who knows a place that is not in the directory.
    In what situation: they have talked with somebody there, and want to learn there.
    In the first five seconds they want: what OCCME needs to know, and what happens then.
    """
    proposal = Proposal(request.user)
    if request.method == "POST" and (onward := proposal.send(request.POST, request.path)):
        messages.success(request, _("Sent. OCCME’s staff look at it now."))
        return redirect(onward)
    context = {"proposal": proposal}
    return render(request, "engagement_propose.html", context, status=proposal.status)


@never_cache
@require_POST
def engagement_apply(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends a student's application."""
    offer = offered(request, pk)
    if onward := offer.send(request.POST, request.path):
        messages.success(request, _("Sent. It waits on the partner now."))
        return redirect(onward)
    return render(request, "engagement_detail.html", {"offer": offer}, status=offer.status)


@never_cache
@require_POST
def engagement_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a step, or the last one back."""
    offer = offered(request, pk)
    told(request, offer.steps.send(request.POST), _("Done."))
    return redirect(offer.engagement)


@never_cache
@require_POST
def engagement_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft of the same for another term, to be looked through."""
    made = copy(offered(request, pk).engagement, by=request.user)  # type: ignore[arg-type]
    messages.success(request, _("Copied as a draft, a year later. Look it through."))
    return redirect("record_edit", "engagement", made.pk)


@never_cache
@edits
def outcome_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Who opens it: staff who plan with a partner, or look back with one.
    In what situation: words and figures at hand.
    In the first five seconds they want: to write what was hoped for beside what came.
    """
    refuse_unless(request.user, "add", KINDS["outcome"], None)
    record = Outcome(engagement=offered(request, pk).engagement)
    return edited(request, Editor(KINDS["outcome"], request.user, record))


def offered(request: HttpRequest, pk: int) -> Offer:
    rows = Engagement.objects.visible_to(request.user).for_reading(request.user)
    return Offer(get_object_or_404(rows, pk=pk), request.user)

"""Agreements: the list, one of them, and writing it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from engagements.models import Agreement, AgreementVersion, Scan
from frontend.agreements import AgreementList, AgreementPage
from frontend.beginning import Beginning
from frontend.editing import saved_already
from frontend.exporting import exported
from frontend.steps import problem_of
from frontend.timeline import timeline
from frontend.views.records import edits, told
from frontend.writing import Writing
from occme.once.keeping import OtherRequest
from occme.refusals import WrongStep


@never_cache
@require_safe
def agreement_list(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Who opens it: staff who look after agreements; a partner's people who look up theirs.
    In what situation: on a Monday, or because something was promised.
    In the first five seconds they want: what waits on them, and what is in force.
    """
    found = AgreementList(request.GET, request.user)
    if file := exported(request, found):
        return file
    status = 200 if found.is_understood else 400
    return render(request, "agreement_list.html", {"found": found}, status=status)


@never_cache
@edits
def agreement_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Who opens it: staff, or a partner's people, who want to put in writing what they agreed.
    In what situation: after a good talk.
    In the first five seconds they want: not to begin with an empty page.
    """
    beginning = Beginning(slug, request.user)
    if request.method == "POST":
        try:
            return redirect(beginning.send(request.POST, request.path))
        except WrongStep as refusal:
            messages.error(request, str(refusal))
        except OtherRequest as earlier:
            messages.error(request, saved_already(earlier))
    return render(request, "agreement_new.html", {"beginning": beginning})


@never_cache
@edits
def agreement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who opens it: either side.
    In what situation: a mail said that it is their turn; or somebody asks what was agreed.
    In the first five seconds they want: whose turn it is and since when, what is new in the text,
    and the one button to go on.
    """
    page = page_of(request, pk)
    if request.method == "POST":
        told(request, page.send(request.POST, request.FILES), _("Done."))
        return redirect(page.agreement)
    context = {"page": page, "timeline": timeline(page)}
    return render(request, "agreement_detail.html", context)


@never_cache
@edits
def agreement_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Who opens it: the side whose turn it is.
    In what situation: with time to think, often interrupted.
    In the first five seconds they want: the text, where to type, and to know that nothing is lost.
    """
    page = page_of(request, pk)
    return written(request, Writing(page), page.agreement.get_absolute_url())


@never_cache
@require_POST
def agreement_next(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins the next version, and opens it for writing."""
    page = page_of(request, pk)
    problem = problem_of(lambda: page.begin_next(request.POST.get("origin", "")))
    if problem:
        messages.error(request, problem)
        return redirect(page.agreement)
    return redirect("agreement_write", pk)


@never_cache
@require_safe
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper that was signed, for who sees the version."""
    versions = AgreementVersion.objects.visible_to(request.user)
    found = get_object_or_404(Scan.objects.filter(signature__version__in=versions), pk=pk)
    answer = HttpResponse(bytes(found.data), content_type=found.content_type)
    answer["Content-Disposition"] = "attachment"
    return answer


def page_of(request: HttpRequest, pk: int) -> AgreementPage:
    rows = Agreement.objects.visible_to(request.user).select_related("organization")
    return AgreementPage(
        get_object_or_404(rows, pk=pk), request.user, request.GET.get("version", "")
    )


def written(request: HttpRequest, writing: Writing, back: str) -> HttpResponse:
    """Saves or sends what came; answers a page that saves by itself in its own words."""
    by_itself = "X-Autosave" in request.headers
    if request.method == "POST":
        is_done = writing.send(request.POST)
        if by_itself:
            return JsonResponse(saved_in_words(writing), status=writing.status)
        if is_done:
            sent = "send" in request.POST
            messages.success(request, _("Sent. It is their turn now.") if sent else _("Saved."))
            return redirect(back if {"send", "discard"} & {*request.POST} else request.path)
    context = {"writing": writing, "page": writing.page, "back": back}
    return render(request, "agreement_write.html", context, status=writing.status)


def saved_in_words(writing: Writing) -> dict[str, Any]:
    if writing.stale or writing.problems:
        told_of = [str(writing.stale)] if writing.stale else writing.sentences
        return {"problem": " ".join(told_of)}
    time = {"time": f"{localtime(writing.version.revised_at):%H:%M}"}
    return {"seen": writing.seen, "saved": _("Saved at %(time)s; only your side sees it.") % time}

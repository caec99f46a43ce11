"""Sheets that staff import."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from frontend.import_report import parts
from frontend.import_steps import FileForm, Steps
from frontend.incoming import Incoming
from frontend.views.records import told
from occme.downloads import download
from partners.importing.underway import share_done
from partners.models import Import
from partners.policies import is_staff

PAGE_SIZE = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """Who opens it: staff, with a spreadsheet that a colleague or a coalition sent.
    In what situation: two hundred rows, some of them known already, none of them quite clean.
    In the first five seconds they want: to choose the file, and to know nothing happens unseen.
    """
    if not is_staff(request.user):
        raise PermissionDenied
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = FileForm(request.POST, request.FILES)
        if held := form.read(request.user):
            return redirect(held)
    rows = Import.objects.visible_to(request.user).for_reading(request.user)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page}
    return render(request, "import_list.html", context, status=400 if form.errors else 200)


@never_cache
@require_GET
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who opens it: who has just sent a sheet, or a colleague who finds it waiting in the queue.
    In what situation: unsure what is in it, and not willing to break what is on record.
    In the first five seconds they want: how many rows are new, changed, doubtful and refused.
    """
    incoming = Incoming(visible(request, pk), request.GET)
    context = {"incoming": incoming, "held": incoming.held}
    return render(request, "import_detail.html", context, status=incoming.status)


@never_cache
@require_POST
def import_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Its columns, decisions, a look, the import itself, and the ways back."""
    if step not in Steps.named:
        raise Http404
    held = visible(request, pk)
    told(request, Steps(held, request.user, request.POST).take(step), said(step))
    return redirect(held)


@never_cache
@require_GET
def import_report(request: HttpRequest, pk: int, ending: str) -> HttpResponseBase:
    """The sheet with what became of each row, to be corrected and loaded again."""
    incoming = Incoming(visible(request, pk), request.GET)
    if ending not in ("csv", "xlsx") or incoming.problem:
        raise Http404
    return download(parts(incoming.held, incoming.rows, ending), "import-report", ending)


@never_cache
@require_GET
def import_progress(request: HttpRequest, pk: int) -> JsonResponse:
    """How far a long look or import is, from 0 to 1, for the bar on its page."""
    return JsonResponse({"share": share_done(visible(request, pk).pk)})


def visible(request: HttpRequest, pk: int) -> Import:
    rows: Any = Import.objects.visible_to(request.user).for_reading(request.user)
    return get_object_or_404(rows, pk=pk)


def said(step: str) -> str:
    return {
        "columns": _("The columns are as you said."),
        "decide": _("Your decisions are kept."),
        "look": _("Looked at. Nothing was imported yet."),
        "import": _("Imported."),
        "set-aside": _("Set aside. Nothing of it was imported."),
        "undo": _("Taken back."),
    }[step]

"""Hours from a sheet that a student kept."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from engagements.policies import is_student
from frontend.hours_sheet import SheetForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hours_import(request: HttpRequest) -> HttpResponse:
    """Who opens it: a student who kept hours in a spreadsheet, often at the end of a term.
    In what situation: forty rows, and no wish to type them again.
    In the first five seconds they want: to choose the file, and to know nothing happens unseen.
    """
    if not is_student(request.user):
        raise Http404
    if request.method != "POST":
        return render(request, "hours_import.html", {"form": SheetForm(user=request.user)})
    form = SheetForm(request.POST, request.FILES, user=request.user)
    if not form.is_valid():
        return render(request, "hours_import.html", {"form": form}, status=400)
    if not form.cleaned_data["rows"]:
        return render(request, "hours_import.html", {"form": form, "preview": form.look()})
    added = form.take()
    said = ngettext("%(n)d entry was added.", "%(n)d entries were added.", added) % {"n": added}
    messages.success(request, said)
    return redirect("my")

"""Duplicates: the pairs that were found, merging two, and taking that back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagements import merging
from frontend.duplicates import Duplicates
from frontend.merging import Merged, MergePage
from frontend.views.records import told
from occme.refusals import WrongStep
from partners import rights
from partners.models import Merge, Organization

edits = require_http_methods(["GET", "HEAD", "POST"])


def refuse_others(request: HttpRequest) -> None:
    if not rights.may_merge(request.user):
        raise PermissionDenied(_("Only OCCME’s staff merge records."))


@never_cache
@edits
def duplicate_list(request: HttpRequest) -> HttpResponse:
    """Who opens it: staff, from the work queue.
    In what situation: a quiet hour, or after an import.
    In the first five seconds they want: which two records are one, and why it seems so.
    """
    refuse_others(request)
    page = Duplicates(request.user, request.GET)
    if request.method == "POST":
        told(request, *page.act(request.POST))
        return redirect("duplicate_list")
    return render(request, "duplicate_list.html", {"duplicates": page})


@never_cache
@edits
def duplicate_merge(request: HttpRequest, one: int, other: int) -> HttpResponse:
    """Who opens it: staff who see the same organization twice.
    In what situation: sure, or about to be; afraid to lose something.
    In the first five seconds they want: both side by side, which one stays, and what moves.
    """
    refuse_others(request)
    rows = Organization.objects.visible_to(request.user)
    first, second = (get_object_or_404(rows, pk=pk) for pk in (one, other))
    if one == other:
        raise Http404
    page = MergePage(request.user, first, second, request.POST or request.GET)
    if request.method == "POST" and (onward := page.send(request.path)):
        messages.success(request, _("Merged. You can undo it here."))
        return redirect(onward)
    return render(request, "duplicate_merge.html", {"page": page}, status=page.status)


@never_cache
@require_safe
def merge_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who opens it: staff who merged two records, or wonder where one has gone.
    In what situation: to see that nothing is lost; or it was a mistake.
    In the first five seconds they want: what was merged by whom, and a button to undo it.
    """
    refuse_others(request)
    rows = Merge.objects.visible_to(request.user).select_related("kept", "merged", "by")
    return render(request, "merge_detail.html", {"page": Merged(get_object_or_404(rows, pk=pk))})


@never_cache
@require_POST
def merge_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the merge back; or, with `gather`, moves what came to the merged one since."""
    refuse_others(request)
    made = get_object_or_404(Merge.objects.visible_to(request.user), pk=pk)
    try:
        if "gather" in request.POST:
            merging.gather(made, by=request.user)
            messages.success(request, _("Moved."))
        else:
            left = merging.undo(made, by=request.user, reason=request.POST.get("reason", "")[:300])
            messages.success(request, " ".join([_("Undone: there are two records again."), *left]))
    except WrongStep as refusal:
        messages.error(request, str(refusal))
    except ValidationError as error:
        messages.error(request, " ".join(dict.fromkeys(error.messages)))
    return redirect("merge_detail", pk)

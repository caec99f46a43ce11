"""What staff keep for placements: questions, prerequisites, and what students have on file."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from engagements.models import Clearance, Prerequisite, Prompt, StudentProfile
from frontend.editing import Editor, refuse_unless
from frontend.kinds import KINDS, kind_of
from frontend.views.records import edited, edits


@never_cache
@require_safe
def word_list(request: HttpRequest) -> HttpResponse:
    """Who opens it: staff who prepare a term.
    In what situation: a question did not work, or a partner asks for something new.
    In the first five seconds they want: to see what is asked now, and to change a line.
    """
    if not request.user.has_perm("engagements.add_prompt"):
        raise PermissionDenied(_("This is not yours to change."))
    words = {"prompts": Prompt.objects.visible_to(request.user).offered()}
    words["prerequisites"] = Prerequisite.objects.visible_to(request.user).offered()
    return render(request, "word_list.html", words)


@never_cache
@edits
def word_new(request: HttpRequest, kind: str) -> HttpResponse:
    """Who opens it: the same. In the first five seconds they want: one field to write in."""
    one = kind_of(kind)
    if one.model not in (Prompt, Prerequisite):
        raise Http404
    refuse_unless(request.user, "add", one, None)
    return edited(request, Editor(one, request.user, one.model()))


@never_cache
@require_safe
def student_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who opens it: staff who got a document; a partner or the student who follows a name.
    In what situation: before a first day.
    In the first five seconds they want: what is on file, and until when.
    """
    rows = StudentProfile.objects.visible_to(request.user).select_related("user")
    student = get_object_or_404(rows, pk=pk)
    held = Clearance.objects.visible_to(request.user).filter(student=student)
    context = {"student": student, "clearances": held.select_related("prerequisite")}
    context["may_change"] = request.user.has_perm("engagements.add_clearance")
    return render(request, "student_detail.html", context)


@never_cache
@edits
def clearance_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Who opens it: staff with a document in hand. In the first five seconds they want: which one,
    and the day on it."""
    student = get_object_or_404(StudentProfile.objects.visible_to(request.user), pk=pk)
    refuse_unless(request.user, "add", KINDS["clearance"], None)
    return edited(request, Editor(KINDS["clearance"], request.user, Clearance(student=student)))

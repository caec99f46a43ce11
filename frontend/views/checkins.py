"""Check-ins: the list, asking for one, and one of them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from engagements.models import CheckIn
from frontend.checkins import Asking, CheckInList, CheckInPage
from frontend.exporting import exported
from frontend.steps import problem_of
from frontend.views.records import edits, told
from occme.refusals import WrongStep


@never_cache
@require_safe
def check_in_list(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Who opens it: staff before the year ends; a partner's people who look up theirs.
    In what situation: to see with whom nobody has talked about it for long.
    In the first five seconds they want: which wait on them.
    """
    found = CheckInList(request.GET, request.user)
    if file := exported(request, found):
        return file
    status = 200 if found.is_understood else 400
    return render(request, "check_in_list.html", {"found": found}, status=status)


@never_cache
@edits
def check_in_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Who opens it: either side, once a year or when something is not right.
    In what situation: they wonder how the other side sees it.
    In the first five seconds they want: to know what is asked, and who reads the answers.
    """
    asking, status, problems = Asking(slug, request.user), 200, []
    if request.method == "POST":
        try:
            return redirect(asking.send(request.POST.get("reason", "")))
        except WrongStep as refusal:
            messages.error(request, str(refusal))
            return redirect(asking.open or request.path)
        except ValidationError as error:
            status, problems = 400, error.messages
    context = {"asking": asking, "problems": problems}
    return render(request, "check_in_new.html", context, status=status)


@never_cache
@edits
def check_in_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Who opens it: either side.
    In what situation: asked by a mail, often on a phone; later, to read both side by side.
    In the first five seconds they want: the first question; or where the two are far apart.
    """
    rows = CheckIn.objects.visible_to(request.user).select_related("organization")
    page = CheckInPage(get_object_or_404(rows, pk=pk), request.user)
    if request.method == "POST":
        if "agreement" in request.POST:
            return put_into_agreement(request, page)
        problem = page.send(request.POST)
        if not page.is_refused:
            told(request, problem, _("Done. Thank you."))
            return redirect(page.check_in)
    status = 400 if page.is_refused else 200
    return render(request, "check_in_detail.html", {"page": page}, status=status)


def put_into_agreement(request: HttpRequest, page: CheckInPage) -> HttpResponse:
    """Opens the draft that the change was put into, to be completed."""
    number = request.POST.get("agreement", "")
    if problem := problem_of(lambda: page.put_into(number)):
        messages.error(request, problem)
        return redirect(page.check_in)
    messages.success(request, _("It is in the draft: say who does it, and by when."))
    return redirect("agreement_write", int(number))

"""Compensation, and the balance of both sides."""

from typing import cast

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from engagements.models import Compensation
from engagements.paying import pay_today
from frontend.exporting import exported
from frontend.money import BalancePage, CompensationList
from frontend.steps import problem_of
from frontend.views.records import told
from occme.accounts.models import User


@never_cache
@require_safe
def compensation_list(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Who opens it: staff on the day when bills are paid; a partner who waits for money.
    In what situation: somebody asks when they are paid.
    In the first five seconds they want: what is overdue, to whom, how much.
    """
    found = CompensationList(request.GET, request.user)
    if file := exported(request, found):
        return file
    status = 200 if found.is_understood else 400
    return render(request, "compensation_list.html", {"found": found}, status=status)


@never_cache
@require_POST
def compensation_paid(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks it as paid today."""
    rows = Compensation.objects.visible_to(request.user)
    found, person = get_object_or_404(rows, pk=pk), cast(User, request.user)
    seen = request.POST.get("seen", "")
    told(request, problem_of(lambda: pay_today(found, by=person, seen=seen)), _("Paid today."))
    return redirect(found)


@never_cache
@require_safe
def balance(request: HttpRequest, slug: str) -> HttpResponse:
    """Who opens it: both sides, before they look at an agreement anew; often printed.
    In what situation: somebody asks whether it is fair.
    In the first five seconds they want: what each side gave, in numbers with units.
    """
    page = BalancePage(slug, request.GET, request.user)
    status = 400 if page.problem else 200
    return render(request, "balance.html", {"page": page}, status=status)

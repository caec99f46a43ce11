"""Noting contacts with organizations, and reading what was noted."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from frontend.contacting import Log, own_address
from frontend.editing import noted_at
from frontend.exporting import exported
from frontend.interactions import InteractionList, next_step_done
from frontend.views.records import edits, told
from occme.accounts.models import User
from partners.alike import called
from partners.models import Interaction
from partners.policies import is_staff

PARTS = {"form": "staff_log/form.html", "about": "staff_log/about.html"}
"""What is asked for with the header X-Part, by scripts that put it into a page."""


@never_cache
@edits
def staff_log(request: HttpRequest) -> HttpResponse:
    """Who opens it: staff, from any page, with the button or the key L.
    In what situation: the phone is still in the hand.
    In the first five seconds they want: to type two letters of the name and one sentence, and save.
    """
    log = Log(request.user, request.POST or request.GET)
    part = request.headers.get("X-Part", "")
    if request.method == "POST" and (onward := log.send(request.POST, request.path)):
        messages.success(request, log.told)
        return JsonResponse({"onward": onward}) if part else redirect(onward)
    template = PARTS.get(part, "staff_log.html")
    return render(request, template, {"log": log}, status=log.status)


@never_cache
@require_safe
def staff_log_organizations(request: HttpRequest) -> HttpResponse:
    """Who asks: the form, while somebody types the name of an organization.

    {"found": [{"slug", "name", "also"}]}; `also`: its other names.
    """
    if not is_staff(request.user):
        raise PermissionDenied
    found = called(request.GET.get("q", "")[:200], user=request.user)
    rows = [
        {"slug": one.slug, "name": one.name, "also": ", ".join(one.alternate_names)}
        for one in found
    ]
    return JsonResponse({"found": rows})


@never_cache
@require_safe
def interaction_list(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Who opens it: staff, before they call somebody, or to look something up.
    In what situation: nobody remembers what was said in spring.
    In the first five seconds they want: the last contact with this organization, and what is open.
    """
    found = InteractionList(request.GET, request.user)
    if file := exported(request, found):
        return file
    status = 200 if found.is_understood else 400
    return render(request, "interaction_list.html", {"found": found}, status=status)


@never_cache
@require_POST
def interaction_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Says that the next step is done, today."""
    rows = Interaction.objects.visible_to(request.user).select_related("organization")
    one = get_object_or_404(rows, pk=pk)
    if not request.user.has_perm("partners.change_interaction", one):
        raise PermissionDenied
    seen, person = request.POST.get("seen", ""), cast(User, request.user)
    told(request, next_step_done(one, seen, person), _("Done."))
    return redirect(own_address(request.POST.get("next", "")) or noted_at(one))

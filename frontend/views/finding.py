"""What forms ask while somebody types: where an address is, and who goes by a name."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from frontend.finding import Found
from occme.numbers import plain_number
from partners.alike import alike


@never_cache
@require_POST
def place_find(request: HttpRequest) -> HttpResponse:
    """Who asks: the form of a place, for somebody who gave an address and wants to see the pin.

    {"words", "latitude", "longitude", "found"}, or 422 with the words alone, which say why not.
    """
    refuse_readers(request)
    found = Found(request.POST)
    return JsonResponse({"words": found.words, **found.fields}, status=200 if found.fields else 422)


@never_cache
@require_safe
def organization_alike(request: HttpRequest) -> HttpResponse:
    """Who asks: the form of an organization, while its name is typed.
    In the first five seconds they want: to know whether it is here already.
    """
    refuse_readers(request)
    besides = plain_number(request.GET.get("besides", ""))
    found = alike(request.GET.get("name", "")[:200], user=request.user, besides=besides)
    return render(request, "parts/alike.html", {"alike": found})


def refuse_readers(request: HttpRequest) -> None:
    """Those who can change nothing have no form that asks."""
    if not request.user.has_perm("partners.add_location"):
        raise PermissionDenied(_("This is not yours to change."))

"""One box over everything that staff may see."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.search import Search
from partners.policies import is_staff


@never_cache
@require_safe
def staff_search(request: HttpRequest) -> HttpResponse:
    """Who opens it: staff, from the box at the top of any page.
    In what situation: somebody is on the phone; or they remember a word of a promise.
    In the first five seconds they want: the record, at the top.
    """
    if not is_staff(request.user):
        raise PermissionDenied
    search = Search(request.GET.get("q", ""), request.user)
    return render(request, "staff_search.html", {"search": search})

"""Areas: the neighborhoods, and the catchment as it is drawn today."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frontend.mapping import map_setup
from partners.models import ServiceArea


@login_not_required
@require_safe
def area_list(request: HttpRequest) -> HttpResponse:
    """Who opens it: staff who redraw the catchment; a neighbor who asks why a street is outside.
    In what situation: somebody said that the line is wrong.
    In the first five seconds they want: to see the line, and who drew it.
    """
    areas = ServiceArea.objects.visible_to(request.user)
    may_change = request.user.has_perm("partners.add_servicearea")
    context = {"areas": areas, "may_change": may_change, "map": map_setup()}
    return render(request, "area_list.html", context)

"""What is public, for other programs."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from frontend.data_access import GROUPS


@login_not_required
@require_safe
def data_access(request: HttpRequest) -> HttpResponse:
    """Who opens it: a planner with QGIS, a journalist with a spreadsheet, who keeps a directory.
    In what situation: they saw the site, and want its data in their own tool.
    In the first five seconds they want: the address to paste there.
    """
    return render(request, "data_access.html", {"groups": GROUPS, "site_url": settings.SITE_URL})

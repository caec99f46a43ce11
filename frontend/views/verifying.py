"""Checking a listing, field by field."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from frontend.verifying import Verifying
from partners.models import Organization
from partners.policies import is_staff


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def verify_listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Who opens it: staff, with the phone in one hand.
    In what situation: nobody has looked at this listing for a year.
    In the first five seconds they want: what to read out, and one button for “that is right”.
    """
    rows = Organization.objects.visible_to(request.user)
    organization = get_object_or_404(rows, slug=slug)
    if not is_staff(request.user):
        raise PermissionDenied(_("Only OCCME’s staff check listings here."))
    page = Verifying(request.user, organization, request.POST)
    if request.method == "POST" and (done := page.send()):
        messages.success(request, done)
        return redirect("verify_listing", organization.slug)
    return render(request, "verify_listing.html", {"page": page}, status=page.status)

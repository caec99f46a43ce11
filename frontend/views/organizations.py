"""The directory: its list and map, and one organization's page."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from frontend.listing import Listing
from frontend.mapping import map_setup
from frontend.profile import Profile
from partners.models import Organization


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def organization_list(request: HttpRequest) -> HttpResponse:
    """Who opens it: a student, a neighbor or a colleague who follows a link, often on a phone.
    In what situation: they look for an organization, or for what there is around a place.
    In the first five seconds they want: to know what this is, to see how many organizations
    there are and where, and one box to type into.
    """
    listing = Listing(request.GET, request.user)
    part = "#changed" if request.headers.get("HX-Request") else ""
    status = 200 if listing.is_understood else 400
    context = {"listing": listing, "map": map_setup()}
    return render(request, f"organization_list.html{part}", context, status=status)


@login_not_required
@require_safe
def organization_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Who opens it: somebody who has found a name in the list, a search engine or an email;
    or a person of the organization itself who checks what is said about them.
    In what situation: before a call or a visit; or because something looks wrong.
    In the first five seconds they want: what it does, where it is, how far this can be trusted.
    """
    rows = Organization.objects.visible_to(request.user).for_reading(request.user)
    profile = Profile(get_object_or_404(rows, slug=slug), request.user)
    return render(request, "organization_detail.html", {"profile": profile, "map": map_setup()})

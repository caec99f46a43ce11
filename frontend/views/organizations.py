"""The directory: its list and map, and one organization's page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from frontend.correcting import Correcting
from frontend.exporting import exported
from frontend.listing import Listing
from frontend.mapping import map_setup
from frontend.profile import Profile
from frontend.structured import organization_preview
from frontend.views.records import edits
from occme.limits import HourlyLimit
from partners.models import Merge, Organization

SENT_IN = HourlyLimit("corrections", 20)


@login_not_required
@require_safe
@vary_on_headers("HX-Request")
def organization_list(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Who opens it: a student, a neighbor or a colleague who follows a link, often on a phone.
    In what situation: they look for an organization, or for what there is around a place.
    In the first five seconds they want: to know what this is, to see how many organizations
    there are and where, and one box to type into.
    """
    listing = Listing(request.GET, request.user)
    if file := exported(request, listing):
        return file
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
    found = rows.filter(slug=slug).first()
    if found is None or found.closed_on:
        onward = Merge.objects.successor(request.user, slug=slug)
        if onward:
            return moved_to(onward)
    if found is None:
        raise Http404
    profile = Profile(found, request.user)
    context = {
        "profile": profile,
        "map": map_setup(),
        "link_preview": organization_preview(profile),
    }
    return render(request, "organization_detail.html", context)


@login_not_required
@never_cache
@edits
def organization_correct(request: HttpRequest, slug: str) -> HttpResponse:
    """Who opens it: a neighbor who stood before a closed door; somebody of the organization.
    In what situation: on the listing's page, with something that is not so.
    In the first five seconds they want: one field to say it in, and no account.
    """
    rows = Organization.objects.visible_to(request.user)
    page = Correcting(get_object_or_404(rows, slug=slug))
    if request.method == "POST" and SENT_IN.is_reached(request):
        page.wait(request.POST)
    elif request.method == "POST" and page.send(request.POST):
        SENT_IN.count(request)
        messages.success(request, _("Thank you. Somebody of OCCME looks at it."))
        return redirect(page.organization)
    return render(request, "organization_correct.html", {"page": page}, status=page.status)


def moved_to(organization: Organization) -> HttpResponse:
    """Where a merged one went; no browser keeps it, for a merge can be undone."""
    onward = redirect(organization, permanent=True)
    onward["Cache-Control"] = "no-store"
    return onward

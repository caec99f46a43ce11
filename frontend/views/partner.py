"""The page of a community organization's own people."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from frontend.languages import in_language
from frontend.partner import PartnerPage, own_rows, page_of
from frontend.views.records import edits, told


@never_cache
@edits
def partner(request: HttpRequest) -> HttpResponse:
    """Who opens it: somebody at a community organization, on a phone, perhaps on a slow connection.
    In what situation: between other work; perhaps English is not their first language.
    In the first five seconds they want: what waits on them, what OCCME owes them, one button each.
    """
    page = page_of(request.GET.get("organization", ""), request.user)
    if page is None:
        return render(request, "partner_choose.html", {"organizations": own_rows(request.user)})
    with in_language(page.organization.preferred_language):
        return sent(request, page) if request.method == "POST" else shown(request, page)


def shown(request: HttpRequest, page: PartnerPage, status: int = 200) -> HttpResponse:
    return render(request, "partner.html", {"page": page, "own": page.own}, status=status)


def sent(request: HttpRequest, page: PartnerPage) -> HttpResponse:
    """What was typed is shown again where it was refused; else the page as it is now."""
    if page.is_read_only:
        raise PermissionDenied(_("You read this page as the partner does; they act on it."))
    problem, done = page.send(request.POST, request.session)
    told(request, problem, done)
    if page.own.refused:
        return shown(request, page, status=409)
    address = f"{reverse('partner')}?organization={page.organization.slug}"
    return redirect(f"{address}#{anchor(request.POST.get('at', ''))}")


SECTIONS = ("owed", "owing", "hours", "priorities", "load", "involvement", "public")


def anchor(name: str) -> str:
    """The section that it was sent from."""
    return name if name in SECTIONS else "main"

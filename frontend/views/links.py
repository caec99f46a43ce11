"""Keyed links: the page that one opens, and the list of those that an organization was sent."""

from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagements.enums import LinkEnd
from engagements.models import KeyedLink
from frontend.agreements import AgreementPage
from frontend.languages import in_language
from frontend.links import LinkPage, link_at, page_of
from frontend.links.agreement import AgreementLink
from frontend.sent_links import SentLinks
from frontend.views.agreements import written
from frontend.views.papers import pdf_of
from frontend.views.records import told
from frontend.writing import Writing
from occme.accounts.models import User


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """Who opens it: somebody at a community organization, without an account, on a phone.
    In what situation: between other work, from a mail, perhaps forwarded to them.
    In the first five seconds they want: who asks for what, and one button to answer it.
    """
    page = page_of(link_at(secret))
    with in_language(page.language):
        return answered(request, page, secret) if page.is_open else ended(request, page)


def answered(request: HttpRequest, page: LinkPage, secret: str) -> HttpResponse:
    if request.method == "POST":
        problem = page.send(request.POST, request.FILES)
        if not page.is_refused:
            told(request, problem, page.done)
            return private(redirect("link", secret))
    context = {"page": page, "link": page.link, "secret": secret}
    status = 400 if page.is_refused else 200
    return private(render(request, "link.html", context, status=status))


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link_write(request: HttpRequest, secret: str) -> HttpResponse:
    """Who opens it: the same person, whose turn it is to write.
    In what situation: one line of an agreement is not right.
    In the first five seconds they want: that line, and a button to send it back.
    """
    page = page_of(link_at(secret))
    if not isinstance(page, AgreementLink):
        raise Http404
    if not page.is_open:
        return ended(request, page)
    if request.method == "POST":
        page.used()
    writing = Writing(cast(AgreementPage, page.agreement))
    return private(written(request, writing, reverse("link", args=[secret])))


@login_not_required
@never_cache
@require_safe
def link_pdf(request: HttpRequest, secret: str) -> HttpResponse:
    """Who opens it: the same person, who shows the agreement to somebody on paper.
    In what situation: before they sign, or afterwards, to keep it.
    In the first five seconds they want: the file.
    """
    page = page_of(link_at(secret))
    if not isinstance(page, AgreementLink) or not page.is_open:
        raise Http404
    return private(pdf_of(cast(AgreementPage, page.agreement).version))


def ended(request: HttpRequest, page: LinkPage) -> HttpResponse:
    return private(render(request, "link_ended.html", {"link": page.link}, status=410))


def private(response: HttpResponse) -> HttpResponse:
    """The address is a key: it is told to no other site and to no search engine."""
    response["Referrer-Policy"] = "same-origin"  # Not less: forms would come from nowhere.
    response["X-Robots-Tag"] = "noindex"
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Who opens it: a partner who wonders who can act for them; staff who send a link anew.
    In what situation: a mail went astray, or somebody has left.
    In the first five seconds they want: which addresses work, sent to whom, and a button to end one.
    """
    sent = SentLinks(slug, request.user)
    if request.method == "POST":
        if not sent.may_send:
            raise PermissionDenied(_("Only OCCME’s staff send links."))
        told(request, sent.send(request.POST), _("Sent."))
        return redirect("link_list", slug)
    return render(request, "link_list.html", {"sent": sent})


@never_cache
@require_POST
def link_end(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on it opens nothing."""
    held = get_object_or_404(KeyedLink.objects.visible_to(request.user), pk=pk)
    held.end(LinkEnd.REVOKED, by=cast(User, request.user))
    told(request, "", _("The link no longer works."))
    return redirect("link_list", held.organization.slug)

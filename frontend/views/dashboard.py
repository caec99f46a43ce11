"""The public dashboard, what its figures mean, and its charts for other sites."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.decorators import csp_replace
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from engagements.published.registry import METRICS
from frontend.published.pages import (
    Dashboard,
    Embedded,
    EmbeddedChart,
    EmbeddedMap,
    FigurePage,
    Page,
    definitions,
)
from occme.freshness.models import Topic
from occme.limits import VISITS
from occme.publishing import open_data

MAX_AGE_S = 60
anywhere = csp_replace({"frame-ancestors": ["*"]})


def within_limit(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """As often as open data, which has the same numbers: each choice of them is counted anew."""

    @wraps(view)
    def limited(request: HttpRequest, **names: str) -> HttpResponse:
        seconds = 0 if request.user.is_authenticated else VISITS.wait(request)
        if not seconds:
            return view(request, **names)
        page = render(request, "too_often.html", {"seconds": seconds}, status=429)
        page["Retry-After"] = str(seconds)
        page["Cache-Control"] = "no-store"
        return page

    return limited


@login_not_required
@require_safe
@within_limit
def dashboard(request: HttpRequest) -> HttpResponse:
    """Who opens it: a neighbor with a link from a mail; a partner before a board; a journalist.
    In what situation: they wonder what Harvard’s promises are worth here.
    In the first five seconds they want: how many were kept, and how many were not.
    """
    page = Dashboard(request.GET)
    if page.asked.onward is not None:
        return redirect(reverse("dashboard") + page.asked.onward)
    return answered(request, "dashboard.html", {"page": page, "asked": page.asked})


@login_not_required
@require_safe
@within_limit
def dashboard_figure(request: HttpRequest, key: str) -> HttpResponse:
    """Who opens it: a journalist, a student with a question, an office that writes a report.
    In what situation: one number of the dashboard is to be quoted.
    In the first five seconds they want: the number, of what it is, and a file.
    """
    page = FigurePage(request.GET, known(key))
    if page.asked.onward is not None:
        return redirect(reverse("dashboard_figure", args=[key]) + page.asked.onward)
    return answered(request, "dashboard_figure.html", {"page": page, "asked": page.asked})


@login_not_required
@require_safe
def dashboard_definitions(request: HttpRequest) -> HttpResponse:
    """Who opens it: whoever does not take a number as it is.
    In what situation: from the link beside a figure.
    In the first five seconds they want: what is counted, of what, and what is left out.
    """
    return answered(request, "dashboard_definitions.html", {"definitions": definitions()})


@open_data(topic=Topic.FIGURES)
def chart_svg(request: HttpRequest, key: str) -> HttpResponse:
    """A chart as a file, for slides."""
    page = EmbeddedChart(request.GET, known(key))
    return svg_file(request, page)


@open_data(topic=Topic.FIGURES)
def map_svg(request: HttpRequest) -> HttpResponse:
    """The map as a file, for slides."""
    return svg_file(request, EmbeddedMap(request.GET))


@xframe_options_exempt
@anywhere
@open_data(topic=Topic.FIGURES)
def embed_chart(request: HttpRequest, key: str) -> HttpResponse:
    """Who opens it: readers of another site, which shows one chart.
    In what situation: in the middle of somebody else’s text.
    In the first five seconds they want: what it shows, and that it is from the source.
    """
    return embedded(request, EmbeddedChart(request.GET, known(key)))


@xframe_options_exempt
@anywhere
@open_data(topic=Topic.FIGURES)
def embed_map(request: HttpRequest) -> HttpResponse:
    """Who opens it: readers of another site, which shows the map.
    In what situation: in the middle of somebody else’s text.
    In the first five seconds they want: their own neighborhood.
    """
    return embedded(request, EmbeddedMap(request.GET))


def known(key: str) -> str:
    if key not in METRICS:
        raise Http404
    return key


def status_of(page: Page) -> int:
    return 200 if page.asked.is_understood else 400


def answered(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page that says the same to everybody, below a header that does not: kept for a short time
    for whoever sends no cookie, and for nobody else."""
    status = status_of(context["page"]) if "page" in context else 200
    response = render(request, template, context, status=status)
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    if request.COOKIES:
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, public=True, max_age=MAX_AGE_S)
    return response


def embedded(request: HttpRequest, page: Embedded) -> HttpResponse:
    home = request.build_absolute_uri(page.figure_shown.address)
    context = {"page": page, "asked": page.asked, "figure": page.figure_shown, "home": home}
    return render(request, "embed.html", context, status=status_of(page))


def svg_file(request: HttpRequest, page: Embedded) -> HttpResponse:
    if not page.asked.is_understood:
        sentences = [sentence for _label, sentence in page.asked.labeled_problems]
        return HttpResponse("\n".join(sentences), content_type="text/plain", status=400)
    told = {
        "day": page.figure_shown.as_of,
        "site": request.get_host(),
        "narrowed": page.asked.narrowed_to,
    }
    source = _("OCCME Community Partnership Tracker, %(site)s, as of %(day)s. %(narrowed)s") % told
    response = HttpResponse(page.figure_shown.file(source), content_type="image/svg+xml")
    response["Content-Disposition"] = f'inline; filename="{page.file_name}.svg"'
    return response

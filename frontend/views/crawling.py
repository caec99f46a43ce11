"""What search engines ask for."""

from django.conf import settings
from django.contrib.sitemaps.views import SitemapIndexItem, x_robots_tag
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from frontend.sitemaps import SITEMAPS, robots
from occme.publishing import open_data

XML = "application/xml"


@open_data
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Who asks: whoever reads many pages by a program, before they begin."""
    return HttpResponse(robots(), content_type="text/plain; charset=utf-8")


@open_data
@x_robots_tag
def sitemap(request: HttpRequest) -> HttpResponse:
    """Who asks: a search engine, for the files that name all public pages."""
    parts = [
        SitemapIndexItem(settings.SITE_URL + reverse("sitemap_part", args=[name, number]))
        for name, kind in SITEMAPS.items()
        for number in kind().numbers
    ]
    return render(request, "sitemap_index.xml", {"sitemaps": parts}, content_type=XML)


@open_data
@x_robots_tag
def sitemap_part(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Who asks: the same, for one of those files."""
    part = SITEMAPS[kind]() if kind in SITEMAPS else None
    if part is None or number not in part.numbers:
        raise Http404
    return render(request, "sitemap.xml", {"urlset": part.get_urls(number)}, content_type=XML)

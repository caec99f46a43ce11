"""Which pages search engines are told of: those that a visitor may open, and no list's filters."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.db.models import Case, OuterRef, Subquery, When
from django.urls import reverse

from engagements.models import Engagement
from frontend.previews import PAGES
from partners import policies
from partners.models import Organization

KEPT_OUT = (
    *("/accounts/", "/admin/", "/agreements/", "/check-ins/", "/compensation/", "/concerns/"),
    *("/edit/", "/find/", "/hours/", "/mail/", "/my/", "/new/", "/partner/", "/placements/"),
    *("/reports/", "/searches/", "/staff/", "/students/", "/words/", "/api/", "/hsds", "/ogc"),
    *("/engagements/propose/", "/engagements/*/*/", "/organizations/*/*/", "/*?"),
)
"""What robots leave alone: pages of people who sign in, forms, and every combination of filters.
Not the keyed links: a robot that may not read one would not read there that it keeps it out."""


class Pages(Sitemap):
    limit = 5_000
    """Addresses of one file; a file is all that is in memory at a time."""

    @property
    def numbers(self) -> range:
        """Of its files."""
        paginator = self.paginator
        return paginator.page_range if paginator.count else range(0)

    def items(self) -> Any:
        return [*PAGES]

    def location(self, item: Any) -> str:
        return reverse(item)

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: Any = None) -> str:
        return settings.SITE_URL.partition("://")[2]


class Rows(Pages):
    def location(self, item: Any) -> str:
        return item.get_absolute_url()

    def lastmod(self, item: Any) -> Any:
        return item.changed_at


class Organizations(Rows):
    def items(self) -> Any:
        """With the day of the last change, where more is public than name and area."""
        visitor = AnonymousUser()
        lines = Organization.history.filter(id=OuterRef("pk")).order_by("-history_date")
        last = Subquery(lines.values("history_date")[:1])
        rows = Organization.objects.visible_to(visitor).order_by("pk").only("slug")
        return rows.annotate(changed_at=Case(When(policies.profiles(visitor), then=last)))


class Engagements(Rows):
    def items(self) -> Any:
        rows = Engagement.objects.visible_to(AnonymousUser()).order_by("pk")
        return rows.with_opening().only("pk")


SITEMAPS: dict[str, type[Pages]] = {
    "pages": Pages,
    "organizations": Organizations,
    "engagements": Engagements,
}


def robots() -> str:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in KEPT_OUT)]
    return "\n".join([*lines, "", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""])

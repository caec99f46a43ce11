"""What a public page tells of itself to search engines, and to whoever shows a link to it.

A page without a preview is not to be found: it says so, and nothing else of itself.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

IMAGE = "img/preview.png"

Words = str | Promise


@dataclass(frozen=True)
class Preview:
    title: Words
    description: Words
    path: str
    data: dict[str, Any] | None = None
    """The same for programs, in the words of schema.org."""

    @property
    def url(self) -> str:
        """The one address of the page, whatever filters or trackers it was opened with."""
        return f"{settings.SITE_URL}{self.path}"

    @property
    def image(self) -> str:
        return f"{settings.SITE_URL}{static(IMAGE)}"


PAGES: dict[str, tuple[Words, Words]] = {
    "organization_list": (
        _("Community organizations"),
        _("Community organizations from Nubian Square through Mission Hill to Jackson Square in Boston."),
    ),
    "engagement_list": (
        _("Engagements"),
        _("Where students can work and learn with community organizations, each opened by the organization’s own yes."),
    ),
    "promise_list": (
        _("Promises kept and missed"),
        _("What OCCME and community partners promised one another, and whether it was kept, as judged by the side that was promised."),
    ),
    "dashboard": (
        _("Does Harvard keep its promises here?"),
        _("Promises to the communities around Harvard Medical School: kept, late and not kept, as the partners judge it, and the priorities that wait longest."),
    ),
    "dashboard_definitions": (
        _("What each number means"),
        _("Every figure of the dashboard: what is counted, of what, and what is left out."),
    ),
    "area_list": (
        _("Areas"),
        _("The outlines that say in which neighborhood a place lies, and whether it is in the catchment."),
    ),
    "about": (
        _("About"),
        _("What this tracker is, who is behind it, and where its data comes from."),
    ),
}  # fmt: skip
"""Pages that are the same for every visitor, by the name of their address: title, description."""


def page_preview(name: str) -> Preview | None:
    """Of a page that is named above."""
    return Preview(*PAGES[name], reverse(name)) if name in PAGES else None

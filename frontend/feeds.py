"""What programs subscribe to: open engagements as a calendar, and as an Atom feed (RFC 4287)."""

from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from engagements.calendars import public_calendar, writable
from engagements.filters import EngagementFilter
from frontend.finder import Found
from frontend.lists import FilteredList

LAST = 50


class PlainFeed(Atom1Feed):
    """Its summaries are plain text, where Django's are HTML."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, {**item, "description": None})
        handler.addQuickElement("summary", item["description"])


class Subscription(FilteredList):
    """The finder's list as it is subscribed to: its filters, and an order of its own."""

    filter_class = EngagementFilter
    own_parameters = frozenset()

    @cached_property
    def problems(self) -> dict[str, str]:
        """Those of the list; and no order is asked for, since each of the formats has its own."""
        told = _("It is not asked for here.")
        ordered = {"ordering": told} if "ordering" in self.data else {}
        return {**super().problems, **ordered}

    @property
    def refusal(self) -> str:
        """A line for each parameter that was not understood."""
        return "".join(f"{name[:50]}: {sentence}\n" for name, sentence in self.problems.items())

    @property
    def engagements(self) -> Any:
        return self.filters.without()

    @property
    def calendar(self) -> bytes:
        return public_calendar(self.engagements)

    @property
    def feed(self) -> bytes:
        """The last that were opened, the newest first."""
        query = self.api_query
        feed = PlainFeed(
            title=_("Open engagements of OCCME"),
            description="",
            link=at(reverse("engagement_list") + query),
            feed_url=at(reverse("engagement_feed") + query),
            feed_guid=tag("engagements" + query),
            author_name=_("Office for Community-Centered Medical Education"),
            language=get_language(),
        )
        newest = self.engagements.with_opening().order_by("-opened_at", "-pk")
        for engagement in self.for_reading(newest)[:LAST]:
            add(feed, engagement)
        return feed.writeString("utf-8").encode()


def add(feed: PlainFeed, engagement: Any) -> None:
    feed.add_item(
        title=writable(engagement.title),
        link=at(engagement.get_absolute_url()),
        unique_id=tag(f"engagement-{engagement.pk}"),
        description=writable(" · ".join(Found(engagement).summary)),
        pubdate=engagement.opened_at,
        updateddate=max(engagement.opened_at, engagement.changed_at),
    )


def at(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def tag(name: str) -> str:
    """An id that stays as long as the site has its name (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},2026:{name}"

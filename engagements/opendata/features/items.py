"""Features as they are sent: part by part, so that a page of ten thousand takes no more memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from django.db.models import F
from django.http import QueryDict
from django.utils.timezone import now
from django.utils.translation import gettext as _

from engagements.opendata.features.collections import Collection
from engagements.opendata.features.documents import GEOJSON, link
from engagements.opendata.features.parameters import Query
from engagements.opendata.features.refusals import JSON
from partners.querysets import OneOf


@dataclass(frozen=True)
class Page:
    """The features of an address. `site` is the address of the site, `base` of the landing page."""

    collection: Collection
    asked: QueryDict
    query: Query
    site: str
    base: str

    @property
    def address(self) -> str:
        return f"{self.base}/collections/{self.collection.name}"

    def parts(self) -> Iterator[bytes]:
        """A FeatureCollection. What is asked of the database first is asked before anything is
        sent, so that a refusal is still an answer of its own."""
        rows = self.collection.found(self.asked, self.query)
        matched, numbers = rows.count(), self.numbers(rows)
        more, shown = len(numbers) > self.query.limit, numbers[: self.query.limit]
        head = {
            "type": "FeatureCollection",
            "links": self.links(shown[-1] if more else None),
            "numberMatched": matched,
            "numberReturned": len(shown),
            "timeStamp": now().strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        # Found by their numbers: what meets a box or a filter is not looked for once more.
        page = self.collection.rows().filter(OneOf(F("pk"), shown)).order_by("pk")
        return self.written(head, page)

    def numbers(self, rows: Any) -> list[int]:
        """Those of the page, and of the first one after it."""
        start = self.query.offset
        if self.query.after is not None:
            rows = rows.filter(pk__gt=self.query.after)
        return list(rows.values_list("pk", flat=True)[start : start + self.query.limit + 1])

    def written(self, head: dict[str, Any], page: Any) -> Iterator[bytes]:
        yield orjson.dumps(head)[:-1] + b',"features":['
        for place, one in enumerate(self.features(page)):
            yield (b",\n" if place else b"\n") + orjson.dumps(one)
        yield b"\n]}\n"

    def features(self, rows: Any) -> Iterator[dict[str, Any]]:
        for one in self.collection.features(rows):
            one["geometry"] = multiple(one["geometry"])
            if url := one["properties"].get("url"):
                one["properties"]["url"] = self.site + url
            yield one

    def links(self, last: int | None) -> list[dict[str, str]]:
        """`next` goes on after the last feature of the page, whatever comes and goes meanwhile."""
        found = [
            link("self", self.page(), GEOJSON, _("This document")),
            link("collection", self.address, JSON, str(self.collection.title)),
        ]
        if last is not None:
            onward = self.page(after=last, offset=None)
            found.append(link("next", onward, GEOJSON, _("The next page")))
        if self.query.offset and self.query.after is None:
            back = max(self.query.offset - self.query.limit, 0)
            found.append(
                link("prev", self.page(offset=back or None), GEOJSON, _("The page before"))
            )
        return found

    def page(self, **changes: int | None) -> str:
        """This address with other parameters; None takes one away."""
        asked = self.asked.copy()
        for name, value in changes.items():
            asked.pop(name, None)
            if value is not None:
                asked[name] = str(value)
        return f"{self.address}/items?{asked.urlencode()}".rstrip("?")

    def one(self, number: int) -> dict[str, Any] | None:
        """The feature by its number, with links."""
        for found in self.features(self.collection.rows().filter(pk=number)):
            links = [
                link("self", f"{self.address}/items/{number}", GEOJSON, _("This document")),
                link("collection", self.address, JSON, str(self.collection.title)),
            ]
            return found | {"links": links}
        return None


def multiple(geometry: dict[str, Any] | None) -> dict[str, Any] | None:
    """One point or outline as a list of one: a layer of a map has one type of geometry."""
    if geometry is None or geometry["type"].startswith("Multi"):
        return geometry
    return {"type": f"Multi{geometry['type']}", "coordinates": [geometry["coordinates"]]}

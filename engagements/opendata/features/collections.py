"""The four collections: which rows a visitor sees, what meets a box and days, and how far they reach."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

import shapely
from django.contrib.auth.models import AnonymousUser
from django.db.models import Max, Min, Q
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from shapely.geometry import shape

from engagements import exporting as engagements
from engagements import maps
from engagements.filters import EngagementFilter, held_at
from engagements.models import Engagement
from engagements.opendata.features.parameters import Days, Query, given
from engagements.opendata.features.refusals import Refused
from partners import exporting as organizations
from partners import policies
from partners.enums import AreaKind
from partners.exporting import flat
from partners.filtering import ChoicesFilter, RowsFilter, YesNoFilter
from partners.filters import OrganizationFilter
from partners.geography import Box
from partners.models import Location, Organization, ServiceArea
from partners.serializers import ServiceAreaSerializer

VISITOR = AnonymousUser()
TEXT, DAY = {"type": "string"}, {"type": "string", "format": "date"}
INTEGER, NUMBER, YES_NO = {"type": "integer"}, {"type": "number"}, {"type": "boolean"}
AS_YES_NO = {"1": "true", "0": "false"}
"""How GDAL asks for them."""


class Collection:
    """Features of one kind, as far as a visitor may see them; ordered by their number, which stays.
    It is a property, too: programs number anew what they keep."""

    name: str
    title: Promise
    about: Promise
    properties: dict[str, dict[str, str]]
    """What each feature has, and of which type, as in OpenAPI; any of them may be null."""

    filterset: Any = None
    parameters: tuple[str, ...] = ()
    """Filters of the filter set that are offered."""

    def rows(self) -> Any:
        raise NotImplementedError

    def features(self, rows: Any) -> Iterator[dict[str, Any]]:
        raise NotImplementedError

    def in_boxes(self, rows: Any, boxes: Iterable[Box]) -> Any:
        """Those that touch one of them, and those that have no place at all (17-069r4, 7.15.3)."""
        raise NotImplementedError

    def on_days(self, rows: Any, days: Days) -> Any:
        """Those whose days touch them, and those that have no days at all (17-069r4, 7.15.4)."""
        return rows

    def box(self) -> Box | None:
        """What holds them all."""
        raise NotImplementedError

    def days(self) -> Days | None:
        """The days from the first to the last of them."""
        return None

    def sources(self) -> list[str]:
        """Whom to name beside a map of them, where that is the same for all."""
        return []

    def found(self, asked: QueryDict, query: Query) -> Any:
        """The rows that are asked for."""
        rows = self.filtered(asked)
        if query.boxes:
            rows = self.in_boxes(rows, query.boxes)
        if query.days:
            rows = self.on_days(rows, query.days)
        return rows.order_by("pk")

    def filtered(self, asked: QueryDict) -> Any:
        if not any(name in asked for name in self.parameters):
            return self.rows()
        data = QueryDict(mutable=True)
        for name in (name for name in self.parameters if name in asked):
            data.setlist(name, values(self.filterset.base_filters[name], given(asked, name)))
        filters = self.filterset(data, user=VISITOR)
        if not filters.is_valid():
            told = [f"{name}: {' '.join(map(str, of))}" for name, of in filters.errors.items()]
            raise Refused(" ".join(told))
        return filters.without()


def values(one: Any, text: str) -> list[str]:
    """Several with commas between, where it takes several."""
    if isinstance(one, ChoicesFilter | RowsFilter):
        return text.split(",")
    return [AS_YES_NO.get(text, text)] if isinstance(one, YesNoFilter) else [text]


def within(places: Any, boxes: Iterable[Box]) -> Any:
    return reduce(or_, (places.within(box) for box in boxes))


def around(places: Any) -> Box | None:
    sides = places.order_by().aggregate(
        west=Min("longitude"), south=Min("latitude"), east=Max("longitude"), north=Max("latitude")
    )
    return None if sides["west"] is None else Box(**sides)


class Organizations(Collection):
    name = "organizations"
    title = _("Community organizations")
    about = _(
        "Community organizations in and near the catchment of the Office for Community-Centered "
        "Medical Education. Points of their places; none where an organization shares its name "
        "and neighborhood only, or keeps its address confidential. `source` and `source_as_of` "
        "say where a listing was found, and how old that is. They have no time: `datetime` "
        "leaves none out."
    )
    properties = dict.fromkeys(flat(organizations.COLUMNS), TEXT) | {
        "id": INTEGER,
        "in_catchment": YES_NO,
        "accepting_students": YES_NO,
        "since_year": INTEGER,
        "verified_on": DAY,
    }
    filterset = OrganizationFilter
    parameters = ("kind", "stage", "neighborhood", "focus_area", "language", "in_catchment",
                  "accepting_students")  # fmt: skip

    def rows(self) -> Any:
        return Organization.objects.visible_to(VISITOR)

    def places(self) -> Any:
        return Location.objects.visible_to(VISITOR).on_the_map().order_by()

    def features(self, rows: Any) -> Iterator[dict[str, Any]]:
        return organizations.flat_features(rows, VISITOR)

    def in_boxes(self, rows: Any, boxes: Iterable[Box]) -> Any:
        # Not `places`: where the profile is looked at once for each row it takes half the time.
        placed = (
            Location.objects.filter(policies.places_of_profile(VISITOR)).on_the_map().order_by()
        )
        inside = within(placed, boxes).values("organization")
        nowhere = ~Q(pk__in=placed.values("organization"))
        return rows.filter(~policies.profiles(VISITOR) | Q(pk__in=inside) | nowhere)

    def box(self) -> Box | None:
        return around(self.places())


class Engagements(Collection):
    name = "engagements"
    title = _("Open engagements")
    about = _(
        "Engagements of students with community organizations that are open now: points of the "
        "places where they happen, and their days, from `starts_on` to `ends_on`. `datetime` "
        "finds those with a day in it."
    )
    properties = dict.fromkeys(flat(engagements.COLUMNS), TEXT) | {
        "id": INTEGER,
        "starts_on": DAY,
        "ends_on": DAY,
        "weekly_hours": NUMBER,
        "seats": INTEGER,
        "seats_left": INTEGER,
        "partner_has_room": YES_NO,
        "waiting_days": INTEGER,
        "is_paid": YES_NO,
    }
    filterset = EngagementFilter
    parameters = ("kind", "curricular", "term", "neighborhood", "focus_area", "language",
                  "seats_left", "paid")  # fmt: skip

    def rows(self) -> Any:
        return Engagement.objects.visible_to(VISITOR)

    def places(self) -> Any:
        filters = EngagementFilter({}, user=VISITOR)
        filters.is_valid()
        return maps.shown_places(filters, filters.without())

    def features(self, rows: Any) -> Iterator[dict[str, Any]]:
        return engagements.flat_features(rows, VISITOR)

    def in_boxes(self, rows: Any, boxes: Iterable[Box]) -> Any:
        shown = Location.objects.visible_to(VISITOR).on_the_map().order_by()
        placed = self.rows().filter(held_at(shown)).values("pk")
        return rows.filter(held_at(within(shown, boxes)) | ~Q(pk__in=placed))

    def on_days(self, rows: Any, days: Days) -> Any:
        first, last = days
        return rows.filter(ends_on__gte=first or date.min, starts_on__lte=last or date.max)

    def box(self) -> Box | None:
        return around(self.places())

    def days(self) -> Days | None:
        ends = self.rows().aggregate(first=Min("starts_on"), last=Max("ends_on"))
        return (ends["first"], ends["last"]) if ends["first"] else None


class Areas(Collection):
    properties = {
        "slug": TEXT,
        "name": TEXT,
        "kind": TEXT,
        "source": TEXT,
        "valid_from": DAY,
        "valid_to": DAY,
        "id": INTEGER,
    }
    kind: AreaKind

    def rows(self) -> Any:
        return ServiceArea.objects.visible_to(VISITOR).filter(kind=self.kind)

    def features(self, rows: Any) -> Iterator[dict[str, Any]]:
        serializer = ServiceAreaSerializer()
        for row in map(serializer.to_representation, rows.iterator()):
            yield {
                "type": "Feature",
                "id": row["id"],
                "geometry": row["geometry"],
                "properties": {name: row[name] for name in self.properties},
            }

    def outlines(self, rows: Any) -> list[tuple[int, shapely.Geometry]]:
        found = rows.order_by("pk").values_list("pk", "geometry")
        return [(pk, shape(geometry)) for pk, geometry in found]

    def in_boxes(self, rows: Any, boxes: Iterable[Box]) -> Any:
        drawn = [shapely.box(*box) for box in boxes]
        touched = [
            pk
            for pk, outline in self.outlines(rows)
            if any(outline.intersects(box) for box in drawn)
        ]
        return rows.filter(pk__in=touched)

    def on_days(self, rows: Any, days: Days) -> Any:
        first, last = days
        begun = Q(valid_from=None) | Q(valid_from__lte=last or date.max)
        return rows.filter(begun, Q(valid_to=None) | Q(valid_to__gte=first or date.min))

    def box(self) -> Box | None:
        outlines = [outline for _pk, outline in self.outlines(self.rows())]
        return Box(*shapely.total_bounds(outlines).tolist()) if outlines else None

    def days(self) -> Days | None:
        """None where none of them begins or ends."""
        ends = list(self.rows().values_list("valid_from", "valid_to"))
        begins, closes = [begin for begin, _end in ends], [end for _begin, end in ends]
        first = None if None in begins else min(begins, default=None)
        last = None if None in closes else max(closes, default=None)
        return (first, last) if first or last else None

    def sources(self) -> list[str]:
        return sorted({*self.rows().exclude(source="").values_list("source", flat=True)})


class Neighborhoods(Areas):
    name = "neighborhoods"
    kind = AreaKind.NEIGHBORHOOD
    title = _("Neighborhoods")
    about = _(
        "Outlines by which places are put into neighborhoods: planning areas, not what residents "
        "may call their neighborhood, and not for legal use. `datetime` finds those valid then."
    )


class Catchment(Areas):
    name = "catchment"
    kind = AreaKind.CATCHMENT
    title = _("Catchment")
    about = _(
        "Where the Office for Community-Centered Medical Education works first: an outline that "
        "staff redraw as it grows; `source` says what it rests on. `datetime` finds the one valid "
        "then."
    )


COLLECTIONS: dict[str, Collection] = {
    one.name: one for one in (Organizations(), Engagements(), Neighborhoods(), Catchment())
}

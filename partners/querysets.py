"""Questions about many rows. Each list anywhere starts with `visible_to(user)`."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db.models import (
    Case,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    Lookup,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan
from django.utils.timezone import localdate

from partners import policies
from partners.enums import AreaKind, ImportState, LocationType, Stage
from partners.folding import fold
from partners.geography import (
    Area,
    Atlas,
    Box,
    Place,
    Point,
    box_around,
    chord_of_meters,
    unit_vector,
)


def rows(model_name: str) -> Any:
    """The rows of another model of this app, which imports this module."""
    return apps.get_model("partners", model_name)._default_manager.all()


def holds(field: str, word: str) -> Q:
    """Rows whose folded text holds the word (several times faster than LIKE on SQLite)."""
    return Q(GreaterThan(StrIndex(F(field), Value(word)), 0))


class OneOf(Lookup):
    """Whether a number is in a list of any length, which the database gets as one parameter."""

    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        number, params = self.process_lhs(compiler, connection)
        sql = f"{number} IN (SELECT value FROM json_each(%s))"  # noqa: S608  # A column, no input.
        return sql, [*params, json.dumps(self.rhs)]

    def as_postgresql(self, compiler, connection):
        number, params = self.process_lhs(compiler, connection)
        return f"{number} = ANY(%s)", [*params, self.rhs]


class VocabularyQuerySet(QuerySet):
    """Words that everybody may read."""

    def visible_to(self, user):
        return self.filter(policies.EVERYBODY)


class WordQuerySet(VocabularyQuerySet):
    def offered(self):
        """Words to choose from; retired ones are still shown where they are used."""
        return self.filter(retired_on=None)


class ServiceAreaQuerySet(VocabularyQuerySet):
    def in_force(self, on: date | None = None):
        """Areas valid on a day; today unless told."""
        on = on or localdate()
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_to=None) | Q(valid_to__gte=on)
        )

    def neighborhoods(self):
        return self.filter(kind=AreaKind.NEIGHBORHOOD)

    def atlas(self, drawn: Any = None) -> Atlas:
        """The areas of today, ready to be asked about points; one of them, or one more, as it is
        `drawn` and not saved yet."""
        kept = self.in_force().exclude(pk=drawn.pk) if drawn and drawn.pk else self.in_force()
        areas = list(kept.values_list("pk", "name", "kind", "geometry"))
        if drawn and drawn.is_in_force:
            areas.append((drawn.pk or 0, drawn.name, drawn.kind, drawn.geometry))
        return Atlas(Area(pk, name, kind == AreaKind.CATCHMENT, at) for pk, name, kind, at in areas)


class OrganizationQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.organizations."""
        return self.filter(policies.organizations(user))

    def profile_visible_to(self, user):
        """Those of which the user may read more than name and area."""
        return self.filter(policies.profiles(user))

    def accepting_students(self, *, on: date | None = None):
        """Active partners with room for students that are not in a quiet period."""
        on = on or localdate()
        quiet = rows("QuietPeriod").filter(starts_on__lte=on, ends_on__gte=on)
        return self.filter(
            Q(do_not_contact_until=None) | Q(do_not_contact_until__lt=on),
            stage=Stage.ACTIVE,
            students_at_once__gt=0,
            closed_on=None,
        ).exclude(pk__in=quiet.values("organization"))

    def matching(self, search: str, *, user):
        """Every word of the search is in a text of the organization that the user may read."""
        found = self
        for word in dict.fromkeys(fold(search).split()):
            profile = holds("search_text", word)
            for model in ("Location", "Priority"):
                texts = rows(model).visible_to(user).filter(holds("search_text", word))
                profile |= Q(pk__in=texts.values("organization"))
            areas = rows("FocusArea").filter(holds("search_text", word))
            tagged = rows("Organization").model.focus_areas.through.objects.filter(
                focusarea__in=areas
            )
            profile |= Q(pk__in=tagged.values("organization"))
            found = found.filter(holds("sort_name", word) | policies.profiles(user) & profile)
        return found

    def among(self, pks: list[int]):
        """Those with these primary keys; of `pk__in` neither database takes many at once."""
        return self.filter(OneOf(F("pk"), pks))

    def near(self, point: Point, *, user, within_m: int | None = None):
        """Adds `chord`, the squared chord to the nearest place that the user may see."""
        places = rows("Location").filter(policies.places_of_profile(user)).with_chord(point)
        if within_m is not None:
            places = places.within(box_around(point, within_m))
            places = places.filter(chord__lte=chord_of_meters(within_m))
        found = self.profile_visible_to(user).filter(pk__in=places.values("organization"))
        least = Func(F("chord"), function="MIN")  # Not `Min`, which would group each one place.
        nearest = places.filter(organization=OuterRef("pk")).order_by().values(least=least)
        return found.annotate(chord=Subquery(nearest))

    def still_open(self):
        """Those that were not closed."""
        return self.filter(closed_on=None)

    def listed(self):
        """Those that the public sees, with their profile or with name and area alone."""
        return self.filter(publication__in=policies.LISTED)

    def unverified_for_a_year(self):
        """Those that nobody looked at within 365 days."""
        day = localdate() - timedelta(days=365)
        return self.filter(Q(verified_on=None) | Q(verified_on__lte=day))

    def without_point(self, *, user):
        """Those with no place on the map that the user may see."""
        placed = rows("Location").visible_to(user).on_the_map()
        return self.exclude(pk__in=placed.values("organization"))

    def located(self, *, user, **conditions):
        """Those with a place, visible to the user, that meets the conditions."""
        places = rows("Location").visible_to(user).filter(**conditions)
        return self.filter(pk__in=places.values("organization"))

    def in_neighborhoods(self, neighborhoods: Iterable):
        """Known of every listed organization, whatever else of it may be read."""
        places = rows("Location").filter(policies.OPEN_PLACE, neighborhood__in=neighborhoods)
        return self.filter(pk__in=places.values("organization"))

    def with_shown_verified_on(self, user):
        """Adds `shown_verified_on`, empty where the user may not read it: safe to order by."""
        shown = Case(When(policies.profiles(user), then=F("verified_on")))
        return self.annotate(shown_verified_on=shown)

    def with_access(self, user):
        """Adds `access`: how much of each row the user may read."""
        return self.annotate(access=policies.access(user))

    def for_reading(self, user):
        """All that a list, a page or a serializer shows, in a fixed number of queries."""
        accepting = rows("Organization").accepting_students().filter(pk=OuterRef("pk"))
        places = Prefetch("locations", rows("Location").for_reading(user), "known_locations")
        shown = self.with_access(user).annotate(accepting_students=Exists(accepting))
        shown = shown.prefetch_related("focus_areas", "languages", places)
        if not user.is_authenticated:
            return shown  # Nobody who is signed out reads the rest.
        inner = shown.select_related("steward", "preferred_language", "verified_by")
        return inner.prefetch_related("quiet_periods")


class LocationQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.locations."""
        return self.filter(policies.locations(user))

    def for_reading(self, user):
        """Places of which the user may know something; `is_shown`: all, not only the neighborhood."""
        shown = Case(When(policies.locations(user), then=True), default=False)
        open_places = policies.OPEN_PLACE & Q(neighborhood__isnull=False)
        found = self.annotate(is_shown=shown).filter(Q(is_shown=True) | open_places)
        return found.with_neighborhood().order_by("pk")

    def with_neighborhood(self):
        """Reads the neighborhood with each place; not its outline, which is large."""
        names = self.select_related("neighborhood")
        return names.defer("neighborhood__geometry", "neighborhood__source")

    def unplaced(self):
        """Open places that may have a point and have none; of confidential ones none is kept."""
        return self.filter(
            closed_on=None, organization__closed_on=None, latitude=None, is_confidential=False
        ).exclude(type=LocationType.VIRTUAL)

    def on_the_map(self):
        return self.exclude(cell=None)

    def within(self, box: Box):
        return self.filter(
            latitude__range=(box.south, box.north), longitude__range=(box.west, box.east)
        )

    def with_chord(self, point: Point):
        """Adds `chord`, which grows with the distance to the point; rows without a point go."""
        chord: Any = Value(0.0)
        for axis, value in zip("xyz", unit_vector(point), strict=True):
            chord = chord + (F(axis) - Value(value)) * (F(axis) - Value(value))
        return self.on_the_map().annotate(chord=ExpressionWrapper(chord, output_field=FloatField()))

    def moves(self, atlas: Atlas) -> Iterator[tuple[int, Place, Place]]:
        """Those that an atlas puts elsewhere: primary key, where they are, where they would be."""
        for pk, latitude, longitude, *held in self.on_the_map().values_list(
            "pk", "latitude", "longitude", "neighborhood", "in_catchment"
        ):
            before, after = Place(*held), atlas.place(Point(latitude, longitude))
            if after != before:
                yield pk, before, after

    def place(self) -> int:
        """Derives neighborhood and catchment anew from the areas of today; returns how many moved."""
        moved: dict = {}
        for pk, _before, after in self.moves(rows("ServiceArea").atlas()):
            moved.setdefault(after, []).append(pk)
        for place, pks in moved.items():
            for start in range(0, len(pks), 500):
                rows("Location").filter(pk__in=pks[start : start + 500]).update(
                    neighborhood=place.neighborhood_id, in_catchment=place.in_catchment
                )
        return sum(map(len, moved.values()))


class InnerQuerySet(QuerySet):
    """Records that staff and the organization's own people read."""

    def visible_to(self, user):
        """See policies.inner_records."""
        return self.filter(policies.inner_records(user))


class ContactQuerySet(InnerQuerySet):
    def current(self, on: date | None = None):
        return self.filter(Q(until=None) | Q(until__gte=on or localdate()))


class MembershipQuerySet(InnerQuerySet):
    def current(self, on: date | None = None):
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on or localdate()))


class InteractionQuerySet(InnerQuerySet):
    """See policies for the fields: the organization's own people read no notes."""

    def standing(self):
        """Those that were not struck out."""
        return self.filter(struck_on=None)

    def asking(self):
        """Those that ask something of the organization."""
        return self.standing().filter(asks=True)

    def asking_since(self, day: date):
        """Asks after the day."""
        return self.asking().filter(happened_on__gt=day)

    def with_open_step(self):
        """Those whose next step is not done yet."""
        return self.standing().filter(next_done_on=None).exclude(next_step="")

    def next_due(self, on: date | None = None):
        """Those whose next step is due on the day, or was before."""
        return self.with_open_step().filter(next_on__lte=on or localdate())

    def for_reading(self):
        """All that a list, a serializer or a sheet shows."""
        return self.select_related("organization", "contact", "next_by", "noted_by")


class CorrectionQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.corrections."""
        return self.filter(policies.corrections(user))

    def unsettled(self):
        return self.filter(settled_on=None)


class PriorityQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.priorities."""
        return self.filter(policies.priorities(user))

    def for_reading(self, user):
        """All that a page or a serializer shows; `is_inner`: the reader belongs to it or to staff."""
        inner = rows("Priority").filter(policies.inner_records(user), pk=OuterRef("pk"))
        return self.select_related("organization", "focus_area", "stated_by").annotate(
            is_inner=Exists(inner)
        )


class ImportQuerySet(QuerySet):
    def visible_to(self, user):
        """See policies.imports."""
        return self.filter(policies.imports(user))

    def waiting(self):
        """Neither carried out nor set aside."""
        return self.filter(state__in=[ImportState.READ, ImportState.LOOKED])

    def for_reading(self, user):
        """All that a list shows; not what can be long."""
        return self.select_related("by", "done_by", "undone_by").defer("lines", "decisions")

"""Writes a plan: rows, and their lines in the history, many at a time."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, cast

from django.db.models import Model

from occme.accounts.models import User
from partners.folding import FoldedTextField
from partners.importing.checking import Listing
from partners.importing.differing import Change
from partners.importing.outcomes import IMPORT, Lines
from partners.importing.planning import Plan
from partners.models import Location, Organization, ServiceArea
from partners.models.organization import free_slug

FOLDED = ("sort_name", "search_text")
PLACED = ("neighborhood_id", "in_catchment", "cell", "x", "y", "z")
TAGS = ("focus_areas", "languages")


class Writer:
    """Takes a transaction, to which it adds one batch after the other.

    A save of each row would cost several queries and write some lines of the history twice.
    """

    def __init__(self, by: User | None = None) -> None:
        self.by = by
        self.atlas = ServiceArea.objects.all().atlas()
        self.slugs = set(Organization.objects.values_list("slug", flat=True))
        self.lines: Lines = defaultdict(list)

    def write(self, planned: Plan) -> None:
        self.give_slugs([listing.organization for listing in planned.new])
        self.create(planned.new)
        self.update(planned.changed)

    def give_slugs(self, organizations: list[Organization]) -> None:
        """As Organization.save does it, but with one query for all."""
        for organization in organizations:
            organization.slug = free_slug(organization.name, self.slugs)
            self.slugs.add(organization.slug)

    def create(self, listings: list[Listing]) -> None:
        organizations = [listing.organization for listing in listings]
        Organization.objects.bulk_create(organizations)
        for name in TAGS:
            link(name, {row.organization.pk: getattr(row, name) for row in listings})
        self.note(Organization, remember(organizations, by=self.by))
        places = [listing.location for listing in listings if listing.location]
        for listing in listings:
            if listing.location:
                listing.location.organization = listing.organization
        self.create_places(places)

    def create_places(self, places: list[Location]) -> None:
        for place in places:
            place.derive(self.atlas)
        Location.objects.bulk_create(places)
        lines = Location.history.bulk_history_create(
            places, default_change_reason=IMPORT, default_user=self.by
        )
        self.note(Location, lines)

    def note(self, model: type[Model], lines: Iterable[Any]) -> None:
        self.lines[model._meta.label_lower] += [[line.id, line.pk] for line in lines]

    def update(self, changes: list[Change]) -> None:
        for name in TAGS:
            told = {c.organization.pk: getattr(c.listing, name) for c in changes if name in c.tags}
            unlink(name, [c.organization for c in changes if name in c.tags])
            link(name, told)
        for change in changes:
            copy(change.listing.organization, change.organization, change.organization_fields)
        written = [c.organization for c in changes if c.organization_fields or c.tags]
        self.note(Organization, remember(written, by=self.by, update=True))
        self.update_places([change for change in changes if change.location_fields])

    def update_places(self, changes: list[Change]) -> None:
        moved, new = [], []
        for change in changes:
            if change.drops_location and change.location:
                change.location._change_reason = IMPORT  # type: ignore[attr-defined]
                change.location._history_user = self.by  # type: ignore[attr-defined]
                gone = change.location.pk
                change.location.delete()
                self.note(Location, [Location.history.filter(id=gone).latest("history_id")])
            elif change.location:
                self.move(change.location, change)
                moved.append(change.location)
            elif change.listing.location:
                change.listing.location.organization = change.organization
                new.append(change.listing.location)
        lines = Location.history.bulk_history_create(
            moved, default_change_reason=IMPORT, default_user=self.by, update=True
        )
        self.note(Location, lines)
        self.create_places(new)

    def move(self, place: Location, change: Change) -> None:
        for name in change.location_fields:
            setattr(place, name, getattr(change.listing.location, name))
        place.derive(self.atlas)
        save(place, [*change.location_fields, *PLACED, "search_text"])


def copy(source: Organization, target: Organization, fields: list[str]) -> None:
    for name in fields:
        setattr(target, name, getattr(source, name))
    if fields:
        save(target, [*fields, *FOLDED])


def save(row: Organization | Location, fields: list[str]) -> None:
    """Writes these fields alone; its line in the history is written with those of others."""
    for name in {*fields} & {*FOLDED}:
        cast(FoldedTextField, row._meta.get_field(name)).pre_save(row, add=False)
    type(row)._default_manager.filter(pk=row.pk).update(**{f: getattr(row, f) for f in fields})


def link(name: str, chosen: dict[int, set[int]]) -> None:
    """Links organizations, by primary key, to what was chosen for each."""
    relation = getattr(Organization, name)
    target = f"{relation.field.m2m_reverse_field_name()}_id"
    relation.through.objects.bulk_create(
        relation.through(organization_id=organization, **{target: pk})
        for organization, pks in chosen.items()
        for pk in sorted(pks)
    )


def unlink(name: str, organizations: list[Organization]) -> None:
    """Of what may be chosen today; retired words stay where they are."""
    through = getattr(Organization, name).through
    target = getattr(Organization, name).field.m2m_reverse_field_name()
    links = through.objects.filter(organization__in=organizations)
    links.filter(**{f"{target}__retired_on": None}).delete()


def remember(
    organizations: list[Organization],
    *,
    by: User | None = None,
    update: bool = False,
    reason: str = IMPORT,
) -> list[Any]:
    """A line of the history for each, with what it is linked to now."""
    lines = Organization.history.bulk_history_create(
        organizations, default_change_reason=reason, default_user=by, update=update
    )
    by_pk = {line.id: line for line in lines}
    for name in TAGS:
        relation = getattr(Organization, name)
        target = f"{relation.field.m2m_reverse_field_name()}_id"
        past = getattr(Organization.history.model, name).model
        links = relation.through.objects.filter(organization__in=organizations).order_by("pk")
        past.objects.bulk_create(
            past(
                history=by_pk[row.organization_id],
                id=row.pk,
                organization_id=row.organization_id,
                **{target: getattr(row, target)},
            )
            for row in links
        )
    return lines

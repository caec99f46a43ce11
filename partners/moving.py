"""What a new outline of an area would change, before it is saved."""

from dataclasses import dataclass
from typing import Any

from partners.geography import Place
from partners.models import Location, ServiceArea


@dataclass(frozen=True)
class Move:
    """A place of an organization that would lie elsewhere."""

    location: Location
    before: Place
    after: Place

    @property
    def organization(self) -> Any:
        return self.location.organization


@dataclass(frozen=True)
class Moves:
    """`named` has what neighborhoods are called, by primary key; 0 is one that is new."""

    all: list[Move]
    named: dict[int | None, str]

    @property
    def into_catchment(self) -> list[Move]:
        return [m for m in self.all if m.after.in_catchment and not m.before.in_catchment]

    @property
    def out_of_catchment(self) -> list[Move]:
        return [m for m in self.all if m.before.in_catchment and not m.after.in_catchment]

    @property
    def between_neighborhoods(self) -> list[tuple[Move, str, str]]:
        """With the neighborhoods' names; empty for none."""
        return [
            (
                m,
                self.named.get(m.before.neighborhood_id, ""),
                self.named.get(m.after.neighborhood_id, ""),
            )
            for m in self.all
            if m.before.neighborhood_id != m.after.neighborhood_id
        ]


def moves(area: ServiceArea) -> Moves:
    """All places that saving the area as it is now would move, by name of the organization."""
    atlas = ServiceArea.objects.all().atlas(area)
    found = {pk: (before, after) for pk, before, after in Location.objects.all().moves(atlas)}
    rows = Location.objects.select_related("organization").in_bulk(found)
    listed = [Move(rows[pk], *places) for pk, places in found.items()]
    listed.sort(key=lambda move: (move.organization.sort_name, move.location.pk))
    named: dict[int | None, str] = dict(ServiceArea.objects.values_list("pk", "name"))
    return Moves(listed, named | {area.pk or 0: area.name})

"""What each organization is in, and sums over rows by it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from engagements.published.metric import OF_ORGANIZATIONS, Dimension, Part
from partners.models import Location, Organization
from partners.policies import LISTED, OPEN_PLACE, PROFILED

UNLISTED = "not_public"
"""The code of organizations of which the dimension is not public, together."""
NOT_TOLD = "not_noted"
"""The code of those of which it is public, and not noted."""
Key = tuple[str, str]
"""A dimension and a code in it."""
TOTAL: Key = ("", "")
REST: Key = ("", UNLISTED)


@dataclass
class Tally:
    """Sums over rows. `organizations`: of REST, whom those in the part are about, and the others."""

    number: Any = 0
    of: Any = 0
    estimated: Any = 0
    each: set[Any] = field(default_factory=set)
    values: list[Any] = field(default_factory=list)
    organizations: tuple[set[Any], set[Any]] = field(default_factory=lambda: (set(), set()))

    def include(self, other: "Tally") -> None:
        """What has no row in common with it."""
        self.number += other.number
        self.of += other.of
        self.estimated += other.estimated
        if other.each:
            self.each |= other.each
        if other.values:
            self.values += other.values

    def note(self, rows: Iterable[Any]) -> None:
        for row in rows:
            self.organizations[Part.OTHERS in row.parts].add(row.organization)


class Places:
    """Which codes of each dimension an organization has, as far as everybody reads that; of all
    organizations, in four queries. What is not public of one is in no breakdown, so that no number
    tells where it is, or of what kind."""

    def __init__(self) -> None:
        self.codes: dict[Dimension, dict[int, tuple[str, ...]]] = {
            name: {} for name in OF_ORGANIZATIONS
        }
        listed = Organization.objects.filter(publication__in=LISTED, closed_on=None).order_by()
        profiled = listed.filter(publication__in=PROFILED)
        self.keep(Dimension.KIND, profiled.values_list("pk", "kind"))
        self.listed = {*listed.values_list("pk", flat=True)}
        self.profiled = {*self.codes[Dimension.KIND]}
        hoods = Location.objects.filter(OPEN_PLACE, neighborhood__isnull=False).order_by()
        pairs = hoods.values_list("organization", "neighborhood__slug").distinct()
        self.keep(Dimension.NEIGHBORHOOD, pairs)
        spoken = Organization.languages.through.objects.order_by()
        self.keep(Dimension.LANGUAGE, spoken.values_list("organization", "language__code"))
        focused = Organization.focus_areas.through.objects.order_by()
        self.keep(Dimension.FOCUS_AREA, focused.values_list("organization", "focusarea__slug"))

    def keep(self, dimension: Dimension, pairs: Iterable[tuple[int, str]]) -> None:
        found = self.codes[dimension]
        for organization, code in pairs:
            found[organization] = (*found.get(organization, ()), code)

    def of(self, dimension: Dimension, organization: int | None) -> tuple[str, ...]:
        known = self.listed if dimension == Dimension.NEIGHBORHOOD else self.profiled
        if organization not in known:
            return (UNLISTED,)
        return self.codes[dimension].get(organization, (NOT_TOLD,))

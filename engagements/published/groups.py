"""What each organization is in, and sums over rows by it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from engagements.published.metric import OF_ORGANIZATIONS, Dimension
from partners.models import Location, Organization
from partners.policies import LISTED, OPEN_PLACE, PROFILED

UNLISTED = "-"
"""The code of everything that no visitor reads one by one."""
NOT_TOLD = ""
Key = tuple[str, str]
"""A dimension and a code in it."""
TOTAL: Key = ("", "")
REST: Key = ("", UNLISTED)


@dataclass
class Tally:
    """Sums over rows. The sets hold whom the untold rows are about: those that hold to the metric's
    part, and the others."""

    number: Any = 0
    of: Any = 0
    estimated: Any = 0
    each: set[Any] = field(default_factory=set)
    values: list[Any] = field(default_factory=list)
    organizations: tuple[set[Any], set[Any]] = field(default_factory=lambda: (set(), set()))
    people: tuple[set[Any], set[Any]] = field(default_factory=lambda: (set(), set()))

    def __add__(self, other: "Tally") -> "Tally":
        """Of two that have no row in common."""
        return Tally(
            self.number + other.number, self.of + other.of, self.estimated + other.estimated
        )


class Places:
    """Which codes of each dimension an organization has; of all organizations, in five queries.
    `is_public`: as much of it as everybody may know."""

    def __init__(self, *, is_public: bool) -> None:
        self.is_public = is_public
        self.codes: dict[Dimension, dict[int, tuple[str, ...]]] = {
            name: {} for name in OF_ORGANIZATIONS
        }
        self.read()

    def read(self) -> None:
        listed = Organization.objects.filter(publication__in=LISTED, closed_on=None)
        profiled = Organization.objects.filter(publication__in=PROFILED, closed_on=None)
        known, named = (listed, profiled) if self.is_public else (Organization.objects.all(),) * 2
        hoods = Location.objects.filter(OPEN_PLACE, neighborhood__isnull=False)
        hoods = hoods.filter(organization__in=known.order_by().values("pk")).order_by()
        self.keep(
            Dimension.NEIGHBORHOOD,
            hoods.values_list("organization", "neighborhood__slug").distinct(),
        )
        self.keep(Dimension.KIND, named.order_by().values_list("pk", "kind"))
        inside = {"organization__in": named.order_by().values("pk")}
        spoken = Organization.languages.through.objects.filter(**inside)
        self.keep(Dimension.LANGUAGE, spoken.values_list("organization", "language__code"))
        focused = Organization.focus_areas.through.objects.filter(**inside)
        self.keep(Dimension.FOCUS_AREA, focused.values_list("organization", "focusarea__slug"))

    def keep(self, dimension: Dimension, pairs: Iterable[tuple[int, str]]) -> None:
        found = self.codes[dimension]
        for organization, code in pairs:
            found[organization] = (*found.get(organization, ()), code)

    def of(self, dimension: Dimension, organization: int | None) -> tuple[str, ...]:
        if organization is None:
            return (NOT_TOLD,)
        return self.codes[dimension].get(organization, (NOT_TOLD,))

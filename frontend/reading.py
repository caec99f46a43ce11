"""An organization as its reader may see it, for templates."""

from typing import Any

from django.db.models import Manager

from partners import policies
from partners.enums import Kind, Publication
from partners.models import Organization

LABEL = "_label"
FEW = 3
SOURCES = {"locations": "shown_locations"}
"""Names of policies.FIELDS that are kept under another name on a row of `for_reading`."""


class Shown:
    """Reads like the organization, but has only what policies let the reader see.

    Takes a row of `for_reading(user)`. Any other name is absent, which a template shows as
    nothing and takes as false. `kind_label` and the like give the words for a stored code.
    """

    def __init__(self, organization: Organization):
        self._organization = organization
        self._readable = policies.FIELDS[organization.access]  # type: ignore[attr-defined]

    def __getattr__(self, name: str) -> Any:
        field = name.removesuffix(LABEL)
        if name.startswith("_") or field not in self._readable:
            raise AttributeError(name)
        if field != name:
            return getattr(self._organization, f"get_{field}_display")()
        if name == "url":
            return self._organization.get_absolute_url()
        value = getattr(self._organization, SOURCES.get(name, name))
        return value.all() if isinstance(value, Manager) else value

    @property
    def is_partner(self) -> bool:
        return "stage" in self._readable and self._organization.is_partner

    @property
    def is_inner(self) -> bool:
        """Whether the reader belongs to the organization or to OCCME's staff."""
        return self._readable >= policies.OWN_FIELDS

    @property
    def is_found(self) -> bool:
        """Whether it is known from public sources alone."""
        return self.publication == Publication.PUBLIC_SOURCE

    @property
    def is_area_only(self) -> bool:
        """Whether this reader gets its name and neighborhood and no more."""
        return not self._readable > policies.AREA_FIELDS

    @property
    def work(self) -> list[str]:
        """What it is and works on, in a few words; “other” says nothing and is left out."""
        if self.is_area_only:
            return []
        kind = [] if self.kind == Kind.OTHER else [self.kind_label]
        return kind + [area.title for area in self.focus_areas][: FEW - len(kind)]

    @property
    def source_year(self) -> int | None:
        return self._organization.source_year if "source_as_of" in self._readable else None

    @property
    def at(self) -> str:
        """The first point that the reader may see, as "latitude,longitude"; else empty."""
        places = [] if self.is_area_only else self.locations
        return next((f"{p.latitude},{p.longitude}" for p in places if p.point), "")

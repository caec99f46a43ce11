"""What is on record, or once was, as far as rows have to be compared with it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from django.utils.translation import gettext as _

from partners.enums import Publication
from partners.importing.outcomes import IMPORT, UNDONE
from partners.importing.resembling import Names, exact_key
from partners.importing.sites import Relation, Site, relation, site_of
from partners.models import Location, Organization


@dataclass(eq=False)
class Known:
    """An organization on record, or one that is new in the file, with every place it is or was at.

    pk: None for what is new. record: the row of the file that it comes from or was found for, or 0.
    """

    pk: int | None
    name: str
    record: int = 0
    hands_off: str = ""
    """Why an import never changes it, as a sentence."""
    is_unlisted: bool = False
    is_draft: bool = False
    """Came from a sheet that names no source; staff alone see it."""
    is_removed: bool = False
    is_edited: bool = False
    exact_names: set[str] = field(default_factory=set)
    sites: set[Site] = field(default_factory=set)

    def relation_to(self, site: Site) -> Relation:
        """To the nearest of its places; UNKNOWN where it has none."""
        return min((relation(own, site) for own in self.sites), default=Relation.UNKNOWN)

    @property
    def twin(self) -> int:
        """The row of the file that it is, where it is not on record yet."""
        return 0 if self.pk else self.record

    @property
    def title(self) -> str:
        """It in a sentence: “Haley House” (record 3)."""
        where = {"name": self.name, "record": self.record}
        if self.pk is None:
            return _("“%(name)s” (record %(record)d)") % where
        return _("“%(name)s” (on record)") % where


class Registry:
    """All that is known, by name, by exact name and by address."""

    def __init__(self) -> None:
        self.names: Names[Known] = Names()
        self.by_pk: dict[int, Known] = {}
        self.by_exact: dict[str, dict[Known, None]] = defaultdict(dict)
        self.by_address: dict[str, dict[Known, None]] = defaultdict(dict)

    def name(self, known: Known, text: str) -> None:
        known.exact_names.add(exact_key(text))
        self.by_exact[exact_key(text)][known] = None
        self.names.add(text, known)

    def place(self, known: Known, site: Site) -> None:
        if any(site):
            known.sites.add(site)
        if site.address:
            self.by_address[site.address][known] = None


def on_record() -> Registry:
    """All that is or was on record: the history remembers former names, places and the removed."""
    registry = Registry()
    known = registry.by_pk
    fields = ("pk", "publication", "source", "closed_on", "name", "alternate_names")
    for pk, publication, source, closed_on, name, others in Organization.objects.order_by(
        "pk"
    ).values_list(*fields):
        is_draft = publication == Publication.HIDDEN and not source and not closed_on
        reason = closed() if closed_on else hands_off(publication)
        is_unlisted = bool(closed_on) or publication == Publication.HIDDEN
        known[pk] = Known(pk, name, 0, reason, is_unlisted, is_draft)
        for text in (name, *others):
            registry.name(known[pk], text)
    undone = Organization.history.filter(history_type="-", history_change_reason=UNDONE)
    past = Organization.history.exclude(id__in=undone.values("id"))
    for pk, name in distinct(past, "id", "name"):
        if pk not in known:
            known[pk] = Known(pk, name, 0, removed(), is_unlisted=True, is_removed=True)
        if exact_key(name) not in known[pk].exact_names:
            registry.name(known[pk], name)
    add_places(registry, known)
    return registry


def removed() -> str:
    return _("Somebody removed it here; an import does not bring it back.")


def closed() -> str:
    return _("It was closed here; an import does not open it again.")


def hands_off(publication: str) -> str:
    match publication:
        case Publication.PUBLIC_SOURCE:
            return ""
        case Publication.HIDDEN:
            return _("It is on record here but not listed; an import does not list it.")
        case _:
            return _("What is listed here is what the organization itself agreed to.")


def add_places(registry: Registry, known: dict[int, Known]) -> None:
    """Adds where each is or was, and whether anything but an import ever wrote to it."""
    at = ("organization_id", "address", "zip", "latitude", "longitude")
    for pk, *place in chain(Location.objects.values_list(*at), distinct(Location.history, *at)):
        if pk in known:
            registry.place(known[pk], site_of(*place))
    for history, key in ((Organization.history, "id"), (Location.history, "organization_id")):
        for (pk,) in distinct(history.exclude(history_change_reason__in=(IMPORT, UNDONE)), key):
            if pk in known:
                known[pk].is_edited = True


def distinct(history, *fields: str) -> Iterable[tuple]:
    return history.order_by(*fields).values_list(*fields).distinct()

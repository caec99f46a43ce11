"""Which organization on record a row is about: by name and address, or name and ZIP code."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain

from django.utils.translation import gettext as _

from partners.enums import Publication
from partners.folding import fold
from partners.importing.checking import Listing, Spot, spot_of
from partners.importing.outcomes import IMPORT
from partners.models import Location, Organization


@dataclass
class Known:
    """An organization that is on record or once was, with every place it is or was at."""

    pk: int
    hands_off: str
    """Why an import never changes it, as a sentence; empty for what public sources say alone."""
    is_unlisted: bool = False
    is_removed: bool = False
    is_edited: bool = False
    spots: set[Spot] = field(default_factory=set)

    def is_at(self, spot: Spot) -> bool:
        return spot in self.spots

    def may_be_at(self, spot: Spot) -> bool:
        """Whether address or ZIP code agree, or one of the two says nothing of where it is."""
        address, zip_code = spot
        return (
            not (self.spots and (address or zip_code))
            or any(address == street for street, _zip in self.spots if street)
            or any(zip_code == theirs for _street, theirs in self.spots if theirs)
        )


Names = dict[str, dict[int, Known]]
"""Organizations by primary key, under each folded name that they have or had."""


def on_record() -> Names:
    """All that is or was on record: the history remembers former names, places and the removed."""
    names: Names = defaultdict(dict)
    known: dict[int, Known] = {}
    for pk, publication, name, others in Organization.objects.order_by("pk").values_list(
        "pk", "publication", "name", "alternate_names"
    ):
        known[pk] = Known(pk, hands_off(publication), publication == Publication.HIDDEN)
        for text in (name, *others):
            names[fold(text)][pk] = known[pk]
    removed = _("Somebody removed it here; an import does not bring it back.")
    for pk, name in distinct(Organization.history, "id", "name"):
        known.setdefault(pk, Known(pk, removed, is_unlisted=True, is_removed=True))
        names[fold(name)][pk] = known[pk]
    add_places(known)
    return names


def hands_off(publication: str) -> str:
    match publication:
        case Publication.PUBLIC_SOURCE:
            return ""
        case Publication.HIDDEN:
            return _("It is on record here but not listed; an import does not list it.")
        case _:
            return _("What is listed here is what the organization itself agreed to.")


def add_places(known: dict[int, Known]) -> None:
    """Adds where each is or was, and whether anything but an import ever wrote to it."""
    at = ("organization_id", "address", "zip")
    for pk, *place in chain(Location.objects.values_list(*at), distinct(Location.history, *at)):
        if pk in known:
            known[pk].spots.add(spot_of(*place))
    for history, key in ((Organization.history, "id"), (Location.history, "organization_id")):
        for (pk,) in distinct(history.exclude(history_change_reason=IMPORT), key):
            if pk in known:
                known[pk].is_edited = True


def distinct(history, *fields: str) -> Iterable[tuple]:
    return history.order_by(*fields).values_list(*fields).distinct()


def match(listings: Iterable[Listing]) -> dict[int, Known]:
    """What each record of the file is about, by its number; new ones are not in it.

    A row that repeats another, or could mean several, gains a problem instead.
    """
    names = on_record()
    found: dict[int, Known] = {}
    waiting = without_repeats(listings)
    for fits in (Known.is_at, Known.may_be_at):
        taken = {known.pk for known in found.values()}
        for listing in waiting:
            candidates = [
                known
                for known in names.get(fold(listing.organization.name), {}).values()
                if fits(known, listing.spot) and known.pk not in taken and not known.is_removed
            ]
            if len(candidates) > 1:
                sentence = _("Several organizations on record could be meant; it takes an address.")
                listing.problems.append(("address", sentence))
            elif candidates:
                found[listing.record] = candidates[0]
                taken.add(candidates[0].pk)
        waiting = [w for w in waiting if w.record not in found and not w.problems]
    for listing in waiting:
        # Who asked not to be listed is not listed under a new address either.
        same_name = names.get(fold(listing.organization.name), {}).values()
        unlisted = next((known for known in same_name if known.is_unlisted), None)
        if unlisted:
            found[listing.record] = unlisted
    return found


def without_repeats(listings: Iterable[Listing]) -> list[Listing]:
    """Sound rows, each organization once."""
    first: dict[tuple, int] = {}
    for listing in listings:
        if not listing.problems:
            key = (fold(listing.organization.name), *listing.spot)
            if first.setdefault(key, listing.record) != listing.record:
                sentence = _("Record %(record)d has the same name and address already.")
                listing.problems.append(("name", sentence % {"record": first[key]}))
    return [listing for listing in listings if not listing.problems]

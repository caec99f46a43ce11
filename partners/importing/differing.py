"""What a row says otherwise than the record it is about; columns that a file lacks say nothing."""

from dataclasses import dataclass

from partners.importing.checking import Listing
from partners.importing.outcomes import Difference
from partners.importing.resembling import address_key
from partners.models import Location, Organization

ORGANIZATION_FIELDS = {
    "name": "name",
    "kind": "category",
    "description": "description",
    "populations": "populations",
    "website": "website",
    "email": "email",
    "phone": "phone",
    "source": "source",
    "source_as_of": "source_as_of",
}
LOCATION_FIELDS = {
    "address": "address",
    "type": "address",
    "city": "city",
    "state": "state",
    "zip": "zip",
    "latitude": "latitude",
    "longitude": "longitude",
    "found_by": "coordinate_method",
    "found_note": "coordinate_method",
    "precision": "coordinate_method",
}
"""Fields that a file fills, and the columns they come from."""

TAG_COLUMNS = {"focus_areas": ("category", "focus_areas"), "languages": ("languages",)}
OF_THE_POINT = {"latitude", "longitude", "found_by", "found_note", "precision"}
POINT_COLUMNS = frozenset({"latitude", "longitude"})
TOLD_PLACE = frozenset({"address", "city", "state", "zip", "latitude", "longitude"})


@dataclass
class Change:
    """A row that says something else than what is on record.

    organization_fields, location_fields: names of those that differ. tags: names of the relations
    that do. columns: where all of them are in the file.
    location: the place on record, if any: an organization of which only imports wrote has one at
    most. drops_location: the file has the columns of a place, and nothing in them.
    """

    listing: Listing
    organization: Organization
    location: Location | None
    organization_fields: list[str]
    location_fields: list[str]
    tags: list[str]
    drops_location: bool
    columns: list[str]


def difference(listing: Listing, organization: Organization) -> Change:
    location = next(iter(organization.locations.all()), None)
    theirs = listing.location
    place_columns = {"address"} | POINT_COLUMNS
    drops = bool(location and not theirs and place_columns <= listing.given)
    ours = differing(organization, listing.organization, ORGANIZATION_FIELDS, given_of(listing))
    places = place_fields(listing, location) if theirs else list(LOCATION_FIELDS) if drops else []
    tags = [
        name
        for name, columns in TAG_COLUMNS.items()
        if listing.given & {*columns}
        and offered(getattr(organization, name)) != getattr(listing, name)
    ]
    columns = [ORGANIZATION_FIELDS[name] for name in ours]
    columns += [LOCATION_FIELDS[name] for name in places]
    columns += [next(c for c in TAG_COLUMNS[name] if c in listing.given) for name in tags]
    named = list(dict.fromkeys(columns))
    return Change(listing, organization, location, ours, places, tags, drops, named)


def told(change: Change) -> tuple[Difference, ...]:
    """What differs, by column of the file: on record → in the file, in words."""
    ours, theirs, found = change.organization, change.listing.organization, []
    for name in change.organization_fields:
        column = ORGANIZATION_FIELDS[name]
        found.append(Difference(column, words(ours, name), words(theirs, name)))
    for name in change.tags:
        column = next(c for c in TAG_COLUMNS[name] if c in change.listing.given)
        old = ", ".join(sorted(map(str, offered_words(getattr(ours, name)))))
        found.append(Difference(column, old, ", ".join(sorted(change.listing.tag_names[name]))))
    for name in change.location_fields:
        if name in TOLD_PLACE:
            before, after = words(change.location, name), words(change.listing.location, name)
            found.append(Difference(LOCATION_FIELDS[name], before, after))
    return tuple(one for one in found if one.before != one.after)


def words(record: Organization | Location | None, name: str) -> str:
    value = getattr(record, name, None)
    choices = dict(type(record)._meta.get_field(name).choices or ()) if record else {}  # type: ignore[union-attr]
    return "" if value is None else str(choices.get(value, value))


def offered_words(related) -> list:
    return [word for word in related.all() if not word.retired_on]


def given_of(listing: Listing) -> set[str]:
    """Columns of which the file says something; a kind follows from either of two."""
    return {*listing.given} | ({"category"} if "kind" in listing.given else set())


def offered(related) -> set[int]:
    """Words that could be chosen today; retired ones on record do not differ from anything."""
    return {word.pk for word in offered_words(related)}


def place_fields(listing: Listing, location: Location | None) -> list[str]:
    """A point belongs to its address: where that moves, a point that the file lacks goes with it."""
    found = differing(location, listing.location, LOCATION_FIELDS, {*listing.given})
    if location is None or listing.location is None:
        return found
    has_moved = address_key(location.address) != address_key(listing.location.address)
    is_moved = "address" in found and has_moved
    if POINT_COLUMNS & {*found} or (is_moved and not POINT_COLUMNS <= listing.given):
        everything = differing(location, listing.location, LOCATION_FIELDS, None)
        found += [name for name in everything if name in OF_THE_POINT and name not in found]
    return found


def differing(ours, theirs, fields: dict[str, str], given: set[str] | None) -> list[str]:
    """Those of the fields whose values are not the same; an absent record has only None."""
    return [
        name
        for name, column in fields.items()
        if (given is None or ours is None or column in given)
        and getattr(ours, name, None) != getattr(theirs, name, None)
    ]

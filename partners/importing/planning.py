"""What is to be written, and the outcome of every record."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from partners.enums import Publication
from partners.importing.checking import Listing
from partners.importing.matching import Known, match
from partners.importing.outcomes import Outcome, Verdict
from partners.models import Location, Organization

ORGANIZATION_FIELDS = {
    "name": "name",
    "kind": "category",
    "description": "description",
    "website": "website",
    "source": "source",
    "source_as_of": "source_as_of",
}
LOCATION_FIELDS = {
    "address": "address",
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


@dataclass
class Change:
    """A row that says something else than what is on record."""

    listing: Listing
    organization: Organization
    location: Location | None
    """The place on record: an organization of which only imports wrote has one at most."""
    columns: list[str]


@dataclass
class Plan:
    new: list[Listing] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)


def plan(listings: list[Listing]) -> Plan:
    """Compares all rows with what is on record; takes a transaction, and locks what may change."""
    public = Organization.objects.filter(publication=Publication.PUBLIC_SOURCE)
    list(public.order_by("pk").select_for_update().values_list("pk", flat=True))
    found = match(listings)
    held = Organization.objects.prefetch_related("focus_areas", "languages", "locations").in_bulk(
        [known.pk for known in found.values() if not known.hands_off]
    )
    planned = Plan()
    for listing in listings:
        known = found.get(listing.record)
        if listing.problems:
            for column, sentence in listing.problems:
                refused = Outcome(listing.record, Verdict.REFUSED, column, sentence)
                planned.outcomes.append(refused)
        elif known is None:
            planned.new.append(listing)
            planned.outcomes.append(Outcome(listing.record, Verdict.IMPORTED))
        elif known.hands_off:
            planned.outcomes.append(Outcome(listing.record, Verdict.IGNORED, "", known.hands_off))
        else:
            planned.outcomes.append(compared(listing, known, held[known.pk], planned))
    return planned


def compared(listing: Listing, known: Known, organization: Organization, planned: Plan) -> Outcome:
    """The outcome for an organization that is listed already, and a change planned if need be."""
    change = difference(listing, organization)
    if not change.columns:
        return Outcome(listing.record, Verdict.UNCHANGED)
    columns = ", ".join(change.columns)
    if known.is_edited:
        sentence = _("Somebody has edited it here, and the file differs. Please compare: %s.")
        return Outcome(listing.record, Verdict.IGNORED, change.columns[0], sentence % columns)
    planned.changed.append(change)
    return Outcome(listing.record, Verdict.UPDATED, change.columns[0], _("New: %s.") % columns)


def difference(listing: Listing, organization: Organization) -> Change:
    location = next(iter(organization.locations.all()), None)
    differing = {
        **differences(organization, listing.organization, ORGANIZATION_FIELDS),
        **differences(location, listing.location, LOCATION_FIELDS),
    }
    if {area.pk for area in organization.focus_areas.all()} != listing.focus_areas:
        differing["focus_areas"] = "category"
    if {language.pk for language in organization.languages.all()} != listing.languages:
        differing["languages"] = "languages"
    return Change(listing, organization, location, list(dict.fromkeys(differing.values())))


def differences(ours, theirs, fields: dict[str, str]) -> dict[str, str]:
    """Those of the fields whose values are not the same; an absent record has only None."""
    return {
        name: column
        for name, column in fields.items()
        if getattr(ours, name, None) != getattr(theirs, name, None)
    }

"""What is to be written of some rows, and the outcome of each."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from partners.importing.checking import Listing
from partners.importing.differing import Change, difference, told
from partners.importing.matching import Matches
from partners.importing.outcomes import Outcome, Remark, Verdict
from partners.importing.recorded import Known, removed
from partners.models import Organization


@dataclass
class Plan:
    new: list[Listing] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)


def plan(listings: list[Listing], matches: Matches, *, to_write: bool = True) -> Plan:
    """Compares rows with what they are about. to_write: takes a transaction, and locks what may
    change."""
    found = {listing.record: matches.found.get(listing.record) for listing in listings}
    pks = sorted(known.pk for known in found.values() if known and known.pk)
    if to_write:
        list(Organization.objects.among(pks).order_by("pk").select_for_update().values_list("pk"))
    related = ("focus_areas", "languages", "locations")
    rows = Organization.objects.among(pks).prefetch_related(*related)
    held = {row.pk: row for row in rows}
    planned = Plan()
    for listing in listings:
        remarks = [
            Remark(Verdict.REFUSED, column, sentence) for column, sentence in listing.problems
        ]
        if listing.left_out:
            remarks = [Remark(Verdict.IGNORED, "", listing.left_out)]
        elif not remarks and listing.record in matches.held:
            remarks = [matches.held[listing.record]]
        elif not remarks:
            remarks = taken(listing, found[listing.record], held, planned)
            remarks += [matches.notes[listing.record]] if listing.record in matches.notes else []
        planned.outcomes += [remark.of(listing.record) for remark in remarks]
    return planned


def taken(
    listing: Listing, known: Known | None, held: dict[int, Organization], planned: Plan
) -> list[Remark]:
    """What becomes of a sound row, and what was put right to take it."""
    if known is None:
        planned.new.append(listing)
        return [Remark(Verdict.IMPORTED, "", ""), *listing.remarks]
    is_own_draft = known.is_draft and not known.is_edited and not listing.organization.source
    if known.hands_off and not is_own_draft:
        return [Remark(Verdict.IGNORED, "", known.hands_off, known.pk)]
    organization = held.get(known.pk or 0)
    if organization is None:  # Removed since it was matched.
        return [Remark(Verdict.IGNORED, "", removed())]
    verdict = compared(listing, known, organization, planned)
    return [verdict] if verdict.outcome == Verdict.IGNORED else [verdict, *listing.remarks]


def compared(listing: Listing, known: Known, organization: Organization, planned: Plan) -> Remark:
    """The outcome for what is on record, and a change planned if need be."""
    change = difference(listing, organization)
    if not change.columns:
        return Remark(Verdict.UNCHANGED, "", "", known.pk)
    columns = ", ".join(change.columns)
    if known.is_edited:
        sentence = _("Somebody has edited it here, and the file differs. Please compare: %s.")
        return Remark(
            Verdict.IGNORED, change.columns[0], sentence % columns, known.pk, 0, told(change)
        )
    if organization.source and not listing.organization.source:
        sentence = _("It is listed from a source, and the row names none. Please compare: %s.")
        return Remark(
            Verdict.IGNORED, change.columns[0], sentence % columns, known.pk, 0, told(change)
        )
    planned.changed.append(change)
    sentence = _("New: %s.") % columns
    return Remark(Verdict.UPDATED, change.columns[0], sentence, known.pk, 0, told(change))

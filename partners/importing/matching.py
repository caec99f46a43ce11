"""What each row of a file is about: somebody on record, somebody new, or perhaps a duplicate.

A row and a record are the same organization when the name is the same, but for case, and the place
is the same, or near, or not told by one of them. What merely resembles another at the same place is
flagged and held back, unless the file says that it is distinct. The same name at another place is
another organization. A shared address alone is flagged, and written.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from partners.importing.checking import Listing
from partners.importing.deciding import Choice, Decision
from partners.importing.outcomes import Remark, Verdict
from partners.importing.recorded import Known, Registry, on_record
from partners.importing.resembling import exact_key
from partners.importing.sites import Relation, Site


@dataclass(frozen=True)
class Entry:
    """What of a sound row is kept until all rows are known."""

    record: int
    name: str
    site: Site
    is_listed: bool
    is_distinct: bool


@dataclass
class Matches:
    """By record: whom on record it is about, why it is held back, and what else to say of it."""

    found: dict[int, Known] = field(default_factory=dict)
    held: dict[int, Remark] = field(default_factory=dict)
    notes: dict[int, Remark] = field(default_factory=dict)


def entry_of(listing: Listing) -> Entry:
    organization = listing.organization
    is_listed = bool(organization.source)
    return Entry(listing.record, organization.name, listing.site, is_listed, listing.is_distinct)


def match(entries: Iterable[Entry], decisions: Mapping[int, Decision] | None = None) -> Matches:
    """Takes a transaction in which nothing is written yet. decisions: what a person said, by record."""
    registry = on_record()
    matches = Matches()
    waiting = undecided(entries, decisions or {}, registry, matches)
    waiting = without_repeats(waiting, matches)
    for closest in (Relation.SAME, Relation.NEAR, Relation.UNKNOWN):
        find(waiting, closest, registry, matches)
        waiting = [e for e in waiting if e.record not in matches.found | matches.held]
    for entry in waiting:
        settle(entry, registry, matches)
    return matches


def undecided(
    entries: Iterable[Entry],
    decisions: Mapping[int, Decision],
    registry: Registry,
    matches: Matches,
) -> list[Entry]:
    """Takes what was decided for what it is; returns the others, and those said to be distinct."""
    waiting = []
    for entry in entries:
        decision = decisions.get(entry.record)
        known = registry.by_pk.get(decision.about) if decision and decision.about else None
        if decision and decision.choice == Choice.SKIP:
            sentence = _("You chose to leave it out.")
            matches.held[entry.record] = Remark(Verdict.IGNORED, "", sentence)
        elif known and not known.is_removed and not known.record:
            known.record = entry.record
            matches.found[entry.record] = known
        elif decision and decision.choice == Choice.DISTINCT:
            waiting.append(replace(entry, is_distinct=True))
        else:
            waiting.append(entry)
    return waiting


def without_repeats(entries: Iterable[Entry], matches: Matches) -> list[Entry]:
    """Each name and place once; the others are held back as duplicates."""
    first: dict[tuple, Entry] = {}
    for entry in entries:
        key = (exact_key(entry.name), entry.site.address, entry.site.zip)
        earlier = first.setdefault(key, entry)
        if earlier is not entry:
            sentence = _("Record %(record)d has the same name and address already.")
            matches.held[entry.record] = Remark(
                Verdict.DUPLICATE,
                "name",
                sentence % {"record": earlier.record},
                twin=earlier.record,
            )
    return [entry for entry in first.values() if entry.record not in matches.held]


def find(waiting: list[Entry], closest: Relation, registry: Registry, matches: Matches) -> None:
    """Finds those on record with the same name, and a place in this relation."""
    taken = {known.pk for known in matches.found.values()}
    for entry in waiting:
        candidates = [
            known
            for known in named(entry, closest, registry)
            if known.pk not in taken
            and not known.is_removed
            and known.relation_to(entry.site) == closest
        ]
        if len(candidates) > 1:
            sentence = _("Several organizations on record could be meant; it takes an address.")
            matches.held[entry.record] = Remark(Verdict.REFUSED, "address", sentence)
        elif candidates:
            candidates[0].record = entry.record
            matches.found[entry.record] = candidates[0]
            taken.add(candidates[0].pk)


def named(entry: Entry, closest: Relation, registry: Registry) -> Iterable[Known]:
    """Those of the same name; where the address has to be the same too, no more than that takes."""
    by_name = registry.by_exact.get(exact_key(entry.name), {})
    if closest != Relation.SAME:
        return by_name
    by_address = registry.by_address.get(entry.site.address, {})
    fewer, more = sorted((by_name, by_address), key=len)
    return [known for known in fewer if known in more]


def settle(entry: Entry, registry: Registry, matches: Matches) -> None:
    """Somebody new, unless it resembles somebody or would list who is not to be listed."""
    same, alike = registry.names.same(entry.name), registry.names.alike(entry.name)
    unlisted = next((known for known in same if stays_out(known, entry)), None)
    close = next((known for known in alike if is_close(known, entry)), None)
    if unlisted:
        matches.found[entry.record] = unlisted
    elif close and not entry.is_distinct:
        matches.held[entry.record] = flagged(close)
    else:
        note_shared_address(entry, registry, matches)
        new = Known(None, entry.name, entry.record)
        registry.name(new, entry.name)
        registry.place(new, entry.site)


def stays_out(known: Known, entry: Entry) -> bool:
    """Who was removed, or asked not to be listed, is not listed under a new address either."""
    return known.is_removed or (known.is_unlisted and (entry.is_listed or not known.is_draft))


def is_close(known: Known, entry: Entry) -> bool:
    return not known.is_removed and known.relation_to(entry.site) < Relation.APART


def flagged(known: Known) -> Remark:
    sentence = _(
        "It may be the same as %s, and was held back. If it is not, write “yes” in a column named "
        "“distinct” and import again."
    )
    return Remark(Verdict.FLAGGED, "name", sentence % known.title, known.pk, known.twin)


def note_shared_address(entry: Entry, registry: Registry, matches: Matches) -> None:
    there = registry.by_address.get(entry.site.address, ())
    other = next((known for known in there if is_at(known, entry)), None)
    if other and not entry.is_distinct:
        sentence = _("It was imported, at the same address as %s: please look whether it is new.")
        matches.notes[entry.record] = Remark(
            Verdict.FLAGGED, "address", sentence % other.title, other.pk, other.twin
        )


def is_at(known: Known, entry: Entry) -> bool:
    return not known.is_removed and known.relation_to(entry.site) == Relation.SAME

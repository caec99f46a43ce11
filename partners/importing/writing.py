"""Writes a plan: rows, and their lines in the history, many at a time."""

from partners.geography import Atlas
from partners.importing.checking import Listing
from partners.importing.outcomes import IMPORT, Progress
from partners.importing.planning import LOCATION_FIELDS, ORGANIZATION_FIELDS, Change, Plan
from partners.models import Location, Organization, ServiceArea
from partners.models.organization import free_slug

BATCH = 500


def write(planned: Plan, *, progress: Progress) -> None:
    """Takes a transaction: all of the plan is written, or nothing."""
    atlas = ServiceArea.objects.all().atlas()
    give_slugs([listing.organization for listing in planned.new])
    for start in progress(range(0, len(planned.new), BATCH), "Importing"):
        create(planned.new[start : start + BATCH], atlas)
    for change in progress(planned.changed, "Updating"):
        update(change, atlas)


def give_slugs(organizations: list[Organization]) -> None:
    """As Organization.save does it, but with one query for all."""
    taken = set(Organization.objects.values_list("slug", flat=True))
    for organization in organizations:
        organization.slug = free_slug(organization.name, taken)
        taken.add(organization.slug)


def create(listings: list[Listing], atlas: Atlas) -> None:
    organizations = [listing.organization for listing in listings]
    Organization.objects.bulk_create(organizations)
    history = Organization.history.bulk_history_create(organizations, default_change_reason=IMPORT)
    tag("focus_areas", [listing.focus_areas for listing in listings], organizations, history)
    tag("languages", [listing.languages for listing in listings], organizations, history)
    locations = [listing.location for listing in listings if listing.location]
    for listing in listings:
        if listing.location:
            listing.location.organization = listing.organization
            listing.location.derive(atlas)
    Location.objects.bulk_create(locations)
    Location.history.bulk_history_create(locations, default_change_reason=IMPORT)


def tag(name: str, chosen: list[set[int]], organizations: list, history: list) -> None:
    """Links organizations to what was chosen for each, and their history to the same.

    A bulk create leaves both out, and `set` on each would write every history line twice.
    """
    relation = getattr(Organization, name)
    target = f"{relation.field.m2m_reverse_field_name()}_id"
    links, past_links = [], []
    for organization, row, pks in zip(organizations, history, chosen, strict=True):
        links += [relation.through(organization=organization, **{target: pk}) for pk in sorted(pks)]
        past_links += [row] * len(pks)
    relation.through.objects.bulk_create(links)
    past = getattr(Organization.history.model, name).model
    past.objects.bulk_create(
        past(
            history=row,
            id=link.pk,
            organization=link.organization,
            **{target: getattr(link, target)},
        )
        for row, link in zip(past_links, links, strict=True)
    )


def update(change: Change, atlas: Atlas) -> None:
    organization, listing = change.organization, change.listing
    organization._change_reason = IMPORT  # type: ignore[attr-defined]
    if copy(listing.organization, organization, ORGANIZATION_FIELDS):
        organization.save()
    # Each writes nothing, also into the history, where nothing differs.
    organization.focus_areas.set(listing.focus_areas)
    organization.languages.set(listing.languages)
    if change.location and not listing.location:
        change.location._change_reason = IMPORT  # type: ignore[attr-defined]
        change.location.delete()
    elif listing.location:
        location = change.location or Location(organization=organization)
        location._change_reason = IMPORT  # type: ignore[attr-defined]
        if copy(listing.location, location, LOCATION_FIELDS):
            location.save(atlas=atlas)


def copy(source: object, target: object, fields: dict[str, str]) -> bool:
    """Copies the fields; returns whether one of them differed."""
    differing = [f for f in fields if getattr(source, f) != getattr(target, f)]
    for name in differing:
        setattr(target, name, getattr(source, name))
    return bool(differing)

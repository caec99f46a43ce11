"""What else a change of some fields changes, so that nobody has to say it twice."""

from collections.abc import Callable
from typing import Any

from django.utils.timezone import localdate

from occme.accounts.models import User
from partners.enums import FoundBy, Precision, Publication
from partners.models import Interaction, Location, Organization

Values = dict[str, Any]


def of_organization(organization: Organization, values: Values, by: User | None) -> Values:
    """Who says that it was verified, verified it. Consent that is withdrawn is not kept for the
    next time: whoever publishes again says anew who agreed, and when."""
    more: Values = {}
    if values.get("verified_on", organization.verified_on) != organization.verified_on:
        more["verified_by"] = by if values["verified_on"] else None
    withdrawn = values.get("publication") == Publication.HIDDEN != organization.publication
    if withdrawn:
        more |= {"consent_by": "", "consent_on": None}
    return more


POINT = ("latitude", "longitude")
FOUND = {"found_by": "", "found_note": "", "found_on": None, "precision": ""}
NO_POINT = {"latitude": None, "longitude": None, **FOUND}


def of_location(location: Location, values: Values, by: User | None) -> Values:
    """A confidential address loses its point. A point that somebody sets without saying how it
    was found is a pin set by hand, today; without a point there is nothing to have been found."""
    if values.get("is_confidential") and not any(values.get(name) is not None for name in POINT):
        return dict(NO_POINT)
    moved = [name for name in POINT if values.get(name, old := getattr(location, name)) != old]
    if not moved:
        return {}
    if all(values.get(name, getattr(location, name)) is None for name in POINT):
        return dict(FOUND)
    by_hand = {"found_by": FoundBy.PIN, "precision": Precision.UNKNOWN, "found_note": ""}
    return {"found_on": localdate(), **by_hand}


def of_interaction(interaction: Interaction, values: Values, by: User | None) -> Values:
    """Whoever notes a contact is named with it, and takes the next step where nobody else does."""
    more: Values = {"noted_by": by} if interaction._state.adding else {}
    if values.get("next_step") and not interaction.next_by:
        more["next_by"] = by
    return more


CONSEQUENCES: dict[type, Callable[[Any, Values, User | None], Values]] = {
    Organization: of_organization,
    Location: of_location,
    Interaction: of_interaction,
}


def following(record: Any, values: Values, by: User | None) -> Values:
    """The values, and those that follow from them; what is said outright goes first."""
    consequence = CONSEQUENCES.get(type(record))
    return {**consequence(record, values, by), **values} if consequence else values

"""Who may change what of the records of this app, and which fields. See policies for who sees them.

This is what the verbs of `editing` ask as their `rules`, unless they are told those of another app.
"""

from typing import Any

from partners.enums import Publication
from partners.policies import acts_for, is_staff, own_organizations, type_of_user

OWN_PROFILE = frozenset(
    {
        "name",
        "alternate_names",
        "description",
        "website",
        "email",
        "phone",
        "focus_areas",
        "populations",
        "languages",
        "students_at_once",
        "asks_per_month",
        "contact_every_weeks",
        "quiet_periods",
        "involvement",
        "preferred_channel",
        "preferred_language",
        "do_not_contact_until",
        "publication",
        "consent_by",
        "consent_on",
    }
)
"""What an organization's own people may change of it."""

PLACE = frozenset(
    {
        "type",
        "name",
        "address",
        "city",
        "state",
        "zip",
        "is_confidential",
        "latitude",
        "longitude",
        "found_by",
        "found_note",
        "found_on",
        "precision",
        "step_free",
        "nearest_stop",
        "languages",
    }
)
PERSON = frozenset(
    {"name", "title", "email", "phone", "language", "pronouns", "rank", "since", "until"}
)
STATED = frozenset(
    {
        "title",
        "statement",
        "rank",
        "focus_area",
        "stated_by",
        "stated_on",
        "status",
        "answered_on",
        "is_public",
    }
)

OWN_CHANGES = {
    "organization": OWN_PROFILE,
    "location": PLACE,
    "contact": PERSON,
    "priority": STATED,
}
"""By kind of record, what an organization's own people may change."""

STAFF_CHANGES = OWN_CHANGES | {
    "organization": OWN_PROFILE
    | {
        "slug",
        "kind",
        "stage",
        "steward",
        "since_year",
        "verified_on",
        "source",
        "source_as_of",
    },
    "servicearea": frozenset(
        {"slug", "name", "kind", "geometry", "source", "valid_from", "valid_to"}
    ),
    "focusarea": frozenset({"slug", "title", "description", "domain"}),
    "language": frozenset({"code", "name", "own_name"}),
    "membership": frozenset({"role", "ended_on"}),
    "interaction": frozenset(
        {
            "kind",
            "happened_on",
            "contact",
            "others",
            "summary",
            "partner_minutes",
            "asks",
            "asked_for",
            "over_load_reason",
            "next_step",
            "next_on",
            "next_by",
            "next_done_on",
        }
    ),
}
"""By kind of record, what staff may change. What is in neither is changed by no request."""

OF_AN_ORGANIZATION = frozenset({"location", "contact", "priority", "interaction", "membership"})
"""Records that belong to one organization, which is said when they are made and stays."""

OWN_RECORDS = frozenset(OWN_CHANGES) & OF_AN_ORGANIZATION
"""Those of them that its own people make, change and close."""


def may_create(user: type_of_user, model: Any) -> bool:
    """Staff: everything. Partners: places, contacts and priorities of their own organization."""
    if is_staff(user):
        return True
    return model._meta.model_name in OWN_RECORDS and bool(own_organizations(user))


def may_create_with(user: type_of_user, values: dict[str, Any]) -> bool:
    """For an organization, if any, that is theirs to change."""
    organization = values.get("organization")
    return organization is None or may_change(user, organization)


def may_change(user: type_of_user, record: Any) -> bool:
    """Staff: everything. Partners: their own organization, and its places, contacts, priorities."""
    if is_staff(user):
        return True
    kind = record._meta.model_name
    if kind in OWN_RECORDS:
        return acts_for(user, record.organization_id)
    return kind == "organization" and acts_for(user, record.pk)


def may_close(user: type_of_user, record: Any) -> bool:
    """Staff: everything. Partners: their own organization's places, contacts and priorities."""
    return may_change(user, record) and (is_staff(user) or record._meta.model_name in OWN_RECORDS)


def may_merge(user: type_of_user) -> bool:
    """Staff: find duplicates, merge them, and take that back."""
    return is_staff(user)


def changeable_fields(user: type_of_user, model: Any) -> frozenset[str]:
    """Which fields the user may set on records that are theirs to change."""
    changes = STAFF_CHANGES if is_staff(user) else OWN_CHANGES
    return changes.get(model._meta.model_name, frozenset())


def settable_fields(user: type_of_user, model: Any) -> frozenset[str]:
    """Which fields the user may set on a record that is being made."""
    belongs = model._meta.model_name in OF_AN_ORGANIZATION
    said = {"user"} if model._meta.model_name == "membership" else set()
    return changeable_fields(user, model) | said | ({"organization"} if belongs else set())


def may_publish(user: type_of_user, level: str) -> bool:
    """Everybody who may change an organization chooses its level; “found in public sources” is
    staff's to say, for it names a source and not somebody's word."""
    return level != Publication.PUBLIC_SOURCE or is_staff(user)

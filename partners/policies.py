"""Who may see which rows and which fields. Everyone else asks here; docs/permissions.md is written from it.

There is no `can_view`: a record is visible if and only if it is in `visible_to(user)`. Each rule
takes any user, anonymous too, and returns a condition that matches nothing unless it says otherwise.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Q, QuerySet, Value, When

from occme.accounts.models import User
from partners.enums import PriorityStatus, Publication

type_of_user = User | AnonymousUser

NOBODY = Q(pk__in=[])
EVERYBODY = ~NOBODY

LISTED = (Publication.AREA, Publication.FULL, Publication.PUBLIC_SOURCE)
"""Publication levels whose organizations appear to everybody."""

PROFILED = (Publication.FULL, Publication.PUBLIC_SOURCE)
"""Publication levels whose profile, places included, appears to everybody."""


class Access(StrEnum):
    """How much of an organization somebody may read, from least to most."""

    AREA = "area"
    PROFILE = "profile"
    OWN = "own"
    STAFF = "staff"


AREA_FIELDS = frozenset({"id", "slug", "url", "name", "publication", "neighborhoods", "is_sample"})
PROFILE_FIELDS = AREA_FIELDS | {
    "alternate_names",
    "kind",
    "description",
    "website",
    "email",
    "phone",
    "focus_areas",
    "populations",
    "languages",
    "stage",
    "accepting_students",
    "since_year",
    "verified_on",
    "source",
    "source_as_of",
    "locations",
    "in_catchment",
    "distance_m",
}
OWN_FIELDS = PROFILE_FIELDS | {
    "steward",
    "students_at_once",
    "asks_per_month",
    "quiet_periods",
    "involvement",
    "preferred_channel",
    "preferred_language",
    "do_not_contact_until",
    "consent_by",
    "consent_on",
    "verified_by",
    "closed_on",
    "closed_reason",
}
FIELDS = {
    Access.AREA: AREA_FIELDS,
    Access.PROFILE: PROFILE_FIELDS,
    Access.OWN: OWN_FIELDS,
    Access.STAFF: OWN_FIELDS,
}
"""Which fields of an organization each access reads."""


OPEN_PLACE = Q(is_confidential=False, closed_on=None)
"""Places whose neighborhood may be told of every listed organization."""


def is_staff(user: type_of_user) -> bool:
    return bool(user.is_active and getattr(user, "is_staff", False))


def own_organizations(user: type_of_user) -> QuerySet | list:
    """The primary keys of the organizations that the user may act for today."""
    if not (user.is_authenticated and user.is_active):
        return []
    return user.memberships.current().values("organization")


def _unless_staff(user: type_of_user, rule: Callable[[], Q]) -> Q:
    return EVERYBODY if is_staff(user) else rule()


def organizations(user: type_of_user) -> Q:
    """Everybody: the listed ones that are not closed. Partners: their own too. Staff: all."""
    return _unless_staff(
        user,
        lambda: Q(publication__in=LISTED, closed_on=None) | Q(pk__in=own_organizations(user)),
    )


def profiles(user: type_of_user, prefix: str = "") -> Q:
    """Everybody: full profiles, and listings from public sources, unless closed. Partners: their
    own. Staff: all."""
    return _unless_staff(
        user,
        lambda: (
            Q(**{f"{prefix}publication__in": PROFILED, f"{prefix}closed_on": None})
            | Q(**{f"{prefix}pk__in": own_organizations(user)})
        ),
    )


def access(user: type_of_user) -> Case | Value:
    """The user's Access to each organization of a query, as an expression."""
    if is_staff(user):
        return Value(Access.STAFF)
    return Case(
        When(pk__in=own_organizations(user), then=Value(Access.OWN)),
        When(publication__in=PROFILED, closed_on=None, then=Value(Access.PROFILE)),
        default=Value(Access.AREA),
    )


def locations(user: type_of_user) -> Q:
    """Everybody: places of readable profiles but confidential and closed ones. Partners: all of
    their own. Staff: all."""
    return _unless_staff(user, lambda: profiles(user, "organization__") & places_of_profile(user))


def places_of_profile(user: type_of_user) -> Q:
    """What is left of `locations` where only organizations with a readable profile are looked at:
    it takes a third less time over all of them."""
    own = Q(organization__in=own_organizations(user))
    return _unless_staff(user, lambda: OPEN_PLACE | own)


def priorities(user: type_of_user) -> Q:
    """Everybody: public ones of readable profiles, unless withdrawn. Partners: all of their own.
    Staff: all."""
    return _unless_staff(
        user,
        lambda: (
            (
                profiles(user, "organization__")
                & Q(is_public=True)
                & ~Q(status=PriorityStatus.WITHDRAWN)
            )
            | Q(organization__in=own_organizations(user))
        ),
    )


def inner_records(user: type_of_user) -> Q:
    """Partners: those of their own organization. Staff: all. Nobody else."""
    return _unless_staff(user, lambda: Q(organization__in=own_organizations(user)))


PRIORITY_FIELDS = frozenset(
    {
        "id",
        "organization",
        "title",
        "statement",
        "rank",
        "focus_area",
        "stated_on",
        "status",
        "answered_on",
        "waiting_days",
    }
)
PRIORITY_INNER_FIELDS = PRIORITY_FIELDS | {"stated_by", "is_public"}
"""Who stated a priority is a person: staff and the organization's own people read it."""


# Who may change what

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
}
"""By kind of record, what staff may change. What is in neither is changed by no request."""

OF_AN_ORGANIZATION = frozenset({"location", "contact", "priority"})
"""Records that belong to one organization, which is said when they are made and stays."""


def acts_for(user: type_of_user, organization_id: int | None) -> bool:
    if organization_id is None or not (user.is_authenticated and user.is_active):
        return False
    return user.memberships.current().filter(organization=organization_id).exists()


def may_create(user: type_of_user, model: Any) -> bool:
    """Staff: everything. Partners: places, contacts and priorities of their own organization."""
    if is_staff(user):
        return True
    return model._meta.model_name in OF_AN_ORGANIZATION and bool(own_organizations(user))


def may_create_with(user: type_of_user, values: dict[str, Any]) -> bool:
    """For an organization, if any, that is theirs to change."""
    organization = values.get("organization")
    return organization is None or may_change(user, organization)


def may_change(user: type_of_user, record: Any) -> bool:
    """Staff: everything. Partners: their own organization, and its places, contacts, priorities."""
    if is_staff(user):
        return True
    kind = record._meta.model_name
    if kind in OF_AN_ORGANIZATION:
        return acts_for(user, record.organization_id)
    return kind == "organization" and acts_for(user, record.pk)


def may_close(user: type_of_user, record: Any) -> bool:
    """Staff: everything. Partners: their own organization's places, contacts and priorities."""
    return may_change(user, record) and (
        is_staff(user) or record._meta.model_name in OF_AN_ORGANIZATION
    )


def changeable_fields(user: type_of_user, model: Any) -> frozenset[str]:
    """Which fields the user may set on records that are theirs to change."""
    changes = STAFF_CHANGES if is_staff(user) else OWN_CHANGES
    return changes.get(model._meta.model_name, frozenset())


def settable_fields(user: type_of_user, model: Any) -> frozenset[str]:
    """Which fields the user may set on a record that is being made."""
    belongs = model._meta.model_name in OF_AN_ORGANIZATION
    return changeable_fields(user, model) | ({"organization"} if belongs else set())


def may_publish(user: type_of_user, level: str) -> bool:
    """Everybody who may change an organization chooses its level; “found in public sources” is
    staff's to say, for it names a source and not somebody's word."""
    return level != Publication.PUBLIC_SOURCE or is_staff(user)

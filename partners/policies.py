"""Who may see which rows and which fields. Everyone else asks here; docs/permissions.md is written from it.

There is no `can_view`: a record is visible if and only if it is in `visible_to(user)`. Each rule
takes any user, anonymous too, and returns a condition that matches nothing unless it says otherwise.
"""

from collections.abc import Callable
from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Q, QuerySet, Value, When

from occme.accounts.models import User
from partners.enums import Publication

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
}
FIELDS = {
    Access.AREA: AREA_FIELDS,
    Access.PROFILE: PROFILE_FIELDS,
    Access.OWN: OWN_FIELDS,
    Access.STAFF: OWN_FIELDS,
}
"""Which fields of an organization each access reads."""


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
    """Everybody: the listed ones. Partners: their own too. Staff: all."""
    return _unless_staff(
        user, lambda: Q(publication__in=LISTED) | Q(pk__in=own_organizations(user))
    )


def profiles(user: type_of_user, prefix: str = "") -> Q:
    """Everybody: full profiles, and listings from public sources. Partners: their own. Staff: all."""
    return _unless_staff(
        user,
        lambda: (
            Q(**{f"{prefix}publication__in": PROFILED})
            | Q(**{f"{prefix}pk__in": own_organizations(user)})
        ),
    )


def access(user: type_of_user) -> Case | Value:
    """The user's Access to each organization of a query, as an expression."""
    if is_staff(user):
        return Value(Access.STAFF)
    return Case(
        When(pk__in=own_organizations(user), then=Value(Access.OWN)),
        When(publication__in=PROFILED, then=Value(Access.PROFILE)),
        default=Value(Access.AREA),
    )


def locations(user: type_of_user) -> Q:
    """Everybody: places of readable profiles but confidential ones. Partners: all of their own.
    Staff: all."""
    return _unless_staff(
        user,
        lambda: (
            (profiles(user, "organization__") & Q(is_confidential=False))
            | Q(organization__in=own_organizations(user))
        ),
    )


def priorities(user: type_of_user) -> Q:
    """Everybody: public ones of readable profiles. Partners: all of their own. Staff: all."""
    return _unless_staff(
        user,
        lambda: (
            (profiles(user, "organization__") & Q(is_public=True))
            | Q(organization__in=own_organizations(user))
        ),
    )


def inner_records(user: type_of_user) -> Q:
    """Partners: those of their own organization. Staff: all. Nobody else."""
    return _unless_staff(user, lambda: Q(organization__in=own_organizations(user)))


def users(user: type_of_user) -> Q:
    """Staff see everybody's account; everybody else their own."""
    return _unless_staff(user, lambda: Q(pk=user.pk) if user.is_authenticated else NOBODY)


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

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
    "contact_every_weeks",
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


def corrections(user: type_of_user) -> Q:
    """Staff: all. Nobody else: who sent one in may be named."""
    return _unless_staff(user, lambda: NOBODY)


def imports(user: type_of_user) -> Q:
    """Staff: all. Nobody else."""
    return _unless_staff(user, lambda: NOBODY)


def merges(user: type_of_user) -> Q:
    """Staff: all. Nobody else."""
    return _unless_staff(user, lambda: NOBODY)


def may_follow(user: Any, made: Any, last: int) -> bool:
    """Whether the old address of a merged organization leads somebody on to the `last` one.
    Everybody: where it was listed. Partners: theirs too, where they act for the last one now.
    Staff: all."""
    if is_staff(user) or made.merged.publication in LISTED:
        return True
    if not acts_for(user, last):
        return False
    label = "partners.Membership"
    moved = [key for model, _field, keys in made.moves["rows"] if model == label for key in keys]
    ended = [key for model, key, *_values in made.moves["details"] if model == label]
    mine = user.memberships.filter(pk__in=moved)
    return mine.current().exists() or mine.filter(pk__in=ended).exists()


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


def acts_for(user: type_of_user, organization_id: int | None) -> bool:
    if organization_id is None or not (user.is_authenticated and user.is_active):
        return False
    return user.memberships.current().filter(organization=organization_id).exists()


INTERACTION_OWN_FIELDS = frozenset(
    {"id", "organization", "kind", "happened_on", "asks", "asked_for", "partner_minutes"}
)
"""What an organization's own people read of our contacts with it: days, asks and their own time,
not the notes of staff."""

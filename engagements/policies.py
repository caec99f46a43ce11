"""Who may see which rows and fields of engagements, and who may change them. See partners.policies.

Each rule takes any user, anonymous too, and returns a condition that matches nothing unless it says
otherwise. docs/permissions.md is written from it.
"""

from typing import Any

from django.apps import apps
from django.db.models import Q

from engagements.enums import (
    ASKED,
    SEATED,
    WITH_PARTNER,
    CheckInStatus,
    EngagementStatus,
    LinkPurpose,
    Party,
    Sharing,
)
from engagements.linked import is_link, linked, of_linked
from partners import policies as partners
from partners.enums import Publication
from partners.policies import is_staff, own_organizations

type_of_user = Any
"""As in partners.policies, or a KeyedLink, which stands where a user stands."""

PUBLISHED = (EngagementStatus.OPEN,)
"""Engagements that everybody may see, where the organization is listed."""

OF_LISTED = Q(organization__publication__in=partners.LISTED, organization__closed_on=None)
"""Rows of organizations that are in the directory."""

CONSENTED = (Publication.AREA, Publication.FULL)
"""Publication levels that rest on the organization's word, and not on a public list."""

OF_CONSENTED = Q(organization__publication__in=CONSENTED, organization__closed_on=None)


def _unless_staff(user: type_of_user, condition: Q) -> Q:
    return partners.EVERYBODY if is_staff(user) else condition


def is_student(user: type_of_user) -> bool:
    return bool(user.is_authenticated and user.is_active and hasattr(user, "student_profile"))


def _signed_in(user: type_of_user) -> Any:
    """The user's primary key; of a visitor, or of somebody who may not sign in, none."""
    return user.pk if user.is_authenticated and user.is_active else None


def _is_user(user: type_of_user, path: str) -> Q:
    me = _signed_in(user)
    return Q(**{path: me}) if me else partners.NOBODY


def of_student(user: type_of_user, path: str) -> Q:
    """Rows whose student is the user."""
    return _is_user(user, f"{path}__user")


def of_own(user: type_of_user, path: str) -> Q:
    """Rows of an organization that the user may act for."""
    return Q(**{f"{path}__in": own_organizations(user)})


def engagements(user: type_of_user) -> Q:
    """Everybody: open ones of listed organizations. Students: those they applied for or proposed
    too. Partners: all of their own. By a keyed link: the one it is for. Staff: all."""
    mine = Q(pk__in=placed_in(user)) | of_student(user, "proposed_by")
    own = of_own(user, "organization") | linked(user, LinkPurpose.ENGAGEMENT, "organization")
    return _unless_staff(user, OF_LISTED & Q(status__in=PUBLISHED) | mine | own)


def placed_in(user: type_of_user) -> Any:
    """The primary keys of the engagements that the user has, or had, a placement in."""
    if not is_student(user):
        return []
    return user.student_profile.placements.values("engagement")


def of_engagements(user: type_of_user) -> Q:
    """What belongs to an engagement is seen with it."""
    rows = apps.get_model("engagements", "Engagement").objects.visible_to(user)
    return _unless_staff(user, Q(engagement__in=rows.values("pk")))


def placements(user: type_of_user) -> Q:
    """Students: their own. Partners: those of their organization's engagements. By a keyed link:
    the one it is for, until the student goes on. Staff: all."""
    path = "engagement__organization"
    asked = linked(user, LinkPurpose.PLACEMENT, path) & Q(status__in=ASKED)
    own = of_own(user, path) | asked
    return _unless_staff(user, of_student(user, "student") | own)


def hours(user: type_of_user) -> Q:
    """Students: of their own placements. Partners, and a keyed link for hours: of students who have
    a seat with them. Staff: all."""
    path = "placement__engagement__organization"
    own = of_own(user, path) | of_linked(user, LinkPurpose.HOURS, path)
    seated = own & Q(placement__status__in=SEATED)
    return _unless_staff(user, of_student(user, "placement__student") | seated)


def reflections(user: type_of_user) -> Q:
    """Students: their own. Partners, and a keyed link for reflections: those shared with them, of
    students who have a seat with them. Everybody: those shared with everybody, of listed organizations. Staff: all."""
    path = "placement__engagement__organization"
    own = of_own(user, path) | of_linked(user, LinkPurpose.REFLECTIONS, path)
    shared = own & Q(sharing__in=WITH_PARTNER, placement__status__in=SEATED)
    listed = {f"{path}__publication__in": partners.LISTED, f"{path}__closed_on": None}
    public = Q(sharing=Sharing.PUBLIC, **listed)
    return _unless_staff(user, of_student(user, "placement__student") | shared | public)


def students(user: type_of_user) -> Q:
    """Students: themselves. Partners: those who have a seat with them. Staff: all."""
    return _unless_staff(user, _is_user(user, "user") | Q(pk__in=seated_with(user)))


def seated_with(user: type_of_user) -> Any:
    rows = apps.get_model("engagements", "Placement").objects
    return rows.filter(of_own(user, "engagement__organization"), status__in=SEATED).values(
        "student"
    )


def clearances(user: type_of_user) -> Q:
    """Students: their own. Staff: all. Not partners: that a placement can begin is all they need."""
    return _unless_staff(user, of_student(user, "student"))


def calendar_feeds(user: type_of_user) -> Q:
    """Everybody, staff too: their own."""
    return _is_user(user, "user")


def saved_searches(user: type_of_user) -> Q:
    """Everybody, staff too: their own."""
    return _is_user(user, "user")


def links(user: type_of_user) -> Q:
    """Partners: those that were sent to their own organization. Staff: all."""
    return _unless_staff(user, of_own(user, "organization"))


def failed_mails(user: type_of_user) -> Q:
    """Staff: all. Nobody else."""
    return _unless_staff(user, partners.NOBODY)


def of_versions(user: type_of_user) -> Q:
    """What belongs to a version of an agreement is seen with it."""
    rows = apps.get_model("engagements", "AgreementVersion").objects.visible_to(user)
    return Q(version__in=rows.values("pk"))


def agreements(user: type_of_user) -> Q:
    """An agreement is seen by who sees a version of it."""
    rows = apps.get_model("engagements", "AgreementVersion").objects.visible_to(user)
    return Q(pk__in=rows.values("agreement"))


def versions(user: type_of_user) -> Q:
    """Partners: those of their own organization. By a keyed link for one agreement: its. Staff:
    all. What a side only drafts, and has not sent, the other does not see."""
    mine = Q(turn=Party.STAFF if is_staff(user) else Party.PARTNER)
    seen = Q(round__isnull=False) | mine
    path = "agreement__organization"
    own = of_own(user, path)
    if is_link(user) and user.purpose == LinkPurpose.AGREEMENT:
        own = Q(agreement=user.agreement_id, **{path: user.organization_id})
    return seen & _unless_staff(user, own)


def inner_occurrences(user: type_of_user, path: str = "") -> Q:
    """Partners, and a keyed link for promises: those of their own organization. Staff: all. What
    was said of a promise, and by whom, is theirs alone."""
    own = of_own(user, f"{path}organization")
    linked_to = of_linked(user, LinkPurpose.PROMISES, f"{path}organization")
    return _unless_staff(user, own | linked_to)


def occurrences(user: type_of_user) -> Q:
    """Everybody: what OCCME promised organizations that consented to be listed, and what those
    promised, where they say so. Partners, and a keyed link for promises: all of their own. Staff:
    all."""
    shown = Q(giver=Party.STAFF) | Q(commitment__version__agreement__shows_partner_side=True)
    return inner_occurrences(user) | _unless_staff(user, OF_CONSENTED & shown)


def judgements(user: type_of_user) -> Q:
    """As inner_occurrences; the public reads the verdict alone, with the promise."""
    return inner_occurrences(user, "occurrence__")


def check_ins(user: type_of_user) -> Q:
    """Partners, and a keyed link for check-ins: those of their own organization. Staff: all."""
    linked_to = of_linked(user, LinkPurpose.CHECK_IN, "organization")
    return _unless_staff(user, of_own(user, "organization") | linked_to)


def sheets(user: type_of_user) -> Q:
    """Each side its own answers to a check-in; those of the other once both have answered."""
    rows = apps.get_model("engagements", "CheckIn").objects.visible_to(user)
    own = Q(side=Party.STAFF if is_staff(user) else Party.PARTNER)
    told = Q(check_in__status__in=(CheckInStatus.ANSWERED, CheckInStatus.SETTLED))
    return Q(check_in__in=rows.values("pk")) & (own | told)


def compensations(user: type_of_user) -> Q:
    """Partners: those of their own organization. Staff: all. Nobody else."""
    return _unless_staff(user, of_own(user, "organization"))


def changes(user: type_of_user) -> Q:
    """Steps are seen with the record that they were taken on; those on promises by both sides
    alone."""
    condition = inner_occurrences(user, "occurrence__") & Q(occurrence__isnull=False)
    for path, name in (
        ("engagement", "Engagement"),
        ("placement", "Placement"),
        ("hours", "HourEntry"),
        ("version", "AgreementVersion"),
        ("check_in", "CheckIn"),
    ):
        rows = apps.get_model("engagements", name).objects.visible_to(user)
        condition = condition | Q(**{f"{path}__in": rows.values("pk")})
    return condition


# Which fields of a promise

PUBLIC_PROMISE = frozenset(
    {"id", "side", "promise", "kind", "quantity", "unit", "due_on", "standing", "status",
     "judged_on", "organization"}
)  # fmt: skip
BETWEEN_SIDES = PUBLIC_PROMISE | {"agreement", "version", "reported_on", "report_note",
                                  "report_evidence", "judgements"}  # fmt: skip
"""What was said of a promise, beside the verdict, is read by both sides alone."""


class OccurrenceFields:
    """Which fields of many promises somebody reads: one look at whose side they are on."""

    def __init__(self, user: type_of_user):
        self.is_staff = is_staff(user)
        own = own_organizations(user)
        self.own = {row["organization"] for row in own} if own else set()
        if is_link(user) and user.purpose == LinkPurpose.PROMISES:
            self.own = {user.organization_id}

    def of(self, occurrence: Any) -> frozenset[str]:
        is_inner = self.is_staff or occurrence.organization_id in self.own
        return BETWEEN_SIDES if is_inner else PUBLIC_PROMISE


# Which side somebody is on


def acts_as_partner(user: type_of_user, organization_id: int) -> bool:
    return partners.acts_for(user, organization_id)


def acts_as_student(user: type_of_user, placement: Any) -> bool:
    return bool(_signed_in(user)) and placement.student.user_id == user.pk


def proposed(user: type_of_user, engagement: Any) -> bool:
    """Whether it is the user's own proposal."""
    student = engagement.proposed_by
    return student is not None and bool(_signed_in(user)) and student.user_id == user.pk


# Which fields of an engagement, and of a placement

PEOPLE = frozenset({"educators", "adviser"})
"""Names: for staff, the organization's own people and students who are or were placed there."""


def reads_people(user: type_of_user, engagement: Any) -> bool:
    if is_staff(user) or acts_as_partner(user, engagement.organization_id):
        return True
    return is_student(user) and engagement.placements.filter(of_student(user, "student")).exists()


FOR_EVERY_SIDE = frozenset(
    {"id", "engagement", "organization", "status", "waits_on", "since_at", "rank", "statement",
     "starts_on", "ends_on", "program", "class_year", "languages"}
)  # fmt: skip
NAMED = FOR_EVERY_SIDE | {"student", "handover_note", "successor"}
"""Once a student has a seat; before, a partner decides by the statement and not by the name."""
NOTES = frozenset({"conflict_note", "support_note"})
"""Read by the student and OCCME's staff alone."""


def placement_fields(user: type_of_user, placement: Any) -> frozenset[str]:
    if is_staff(user):
        return NAMED | NOTES
    if acts_as_student(user, placement):
        return (NAMED | NOTES) - {"successor"}  # The placement of somebody else.
    return NAMED if placement.has_seat else FOR_EVERY_SIDE


def may_name(user: type_of_user, record: Any, person_id: int | None) -> bool:
    """Whether the user may know that somebody did something here: not that it was a student whose
    name they do not read."""
    match record._meta.model_name:
        case "placement":
            is_theirs = person_id == record.student.user_id
            return not is_theirs or "student" in placement_fields(user, record)
        case "engagement" if record.proposed_by:
            is_theirs = person_id == record.proposed_by.user_id
            return not is_theirs or is_staff(user) or proposed(user, record)
    return True


def listed_fields(user: type_of_user, placement: Any) -> frozenset[str]:
    """The same in lists, where a partner does not read the name of a student who hides it."""
    fields = placement_fields(user, placement)
    told = fields >= NOTES or not placement.student.is_name_hidden
    return fields if told else fields - {"student"}

"""Who may change what, outside of steps, and which fields of it. See partners.policies.

This is what the verbs of `partners.editing` ask as their `rules`.
"""

from typing import Any

from engagements.enums import LIVE, HourStatus
from engagements.policies import acts_as_partner, acts_as_student, is_student, type_of_user
from partners.policies import is_staff, own_organizations

OFFERED = frozenset(
    {"organization", "location", "priority", "title", "description", "designation", "kind",
     "curricular", "term", "starts_on", "ends_on", "weekly_hours", "schedule", "slots", "seats", "languages",
     "prerequisites", "is_paid", "travel_note", "access_note", "educators", "adviser"}
)  # fmt: skip
PROPOSED = frozenset(
    {"organization", "priority", "title", "description", "kind", "starts_on", "ends_on",
     "weekly_hours", "schedule", "slots", "languages"}
)  # fmt: skip
"""What a student says of an engagement that they propose."""
APPLICATION = frozenset({"rank", "statement", "conflict_note", "support_note"})
ENTRY = frozenset({"worked_on", "minutes", "started_at", "kind", "basis", "note"})
STAFF_FIELDS = {
    "engagement": OFFERED,
    "placement": APPLICATION | {"starts_on", "ends_on", "successor", "handover_note"},
    "hourentry": ENTRY,
    "reflection": frozenset(),
    "outcome": frozenset({"column", "expected", "achieved", "basis"}),
    "clearance": frozenset({"prerequisite", "done_on", "valid_until"}),
    "prompt": frozenset({"moment", "lens", "text", "position"}),
    "prerequisite": frozenset({"slug", "title", "description", "kind"}),
    "agreement": frozenset({"kind"}),
    "studentprofile": frozenset({"program", "class_year", "languages", "interests"}),
    "compensation": frozenset(
        {
            "engagement",
            "paid_to",
            "purpose",
            "rate",
            "hours",
            "amount",
            "promised_on",
            "due_on",
            "paid_on",
        }
    ),
}
OWN_FIELDS = {
    "engagement": PROPOSED,
    "placement": APPLICATION,
    "hourentry": ENTRY,
    "reflection": frozenset({"text", "sharing"}),
    "agreement": frozenset({"shows_partner_side"}),
}
"""What the side that a record belongs to may set, before it is settled."""

OF_ANOTHER = {"engagement": {"proposed_by", "copied_from"}, "outcome": {"engagement"}, "placement": {"engagement", "student"}, "hourentry": {"placement"},
              "reflection": {"placement", "prompt"}, "clearance": {"student"}, "studentprofile": {"user"}, "compensation": {"organization"}}  # fmt: skip
"""What is said when a record is made, and stays."""


def changeable_fields(user: type_of_user, model: Any) -> frozenset[str]:
    fields = STAFF_FIELDS if is_staff(user) else OWN_FIELDS
    own = OWN_FIELDS.get(model._meta.model_name, frozenset()) if is_student(user) else frozenset()
    return frozenset(fields.get(model._meta.model_name, frozenset()) | own)


def settable_fields(user: type_of_user, model: Any) -> frozenset[str]:
    return changeable_fields(user, model) | OF_ANOTHER.get(model._meta.model_name, set())


def may_create(user: type_of_user, model: Any) -> bool:
    """Students: proposals, applications, hours, reflections. Partners: their own supervision, and
    agreements. Staff: all but reflections."""
    name = model._meta.model_name
    if name == "reflection":
        return is_student(user)
    if name in ("engagement", "placement"):
        return is_student(user) or is_staff(user)
    if name == "hourentry":
        return is_student(user) or is_staff(user) or bool(own_organizations(user))
    if name == "agreement":
        return is_staff(user) or bool(own_organizations(user))
    return is_staff(user)


def may_create_with(user: type_of_user, values: dict[str, Any]) -> bool:
    """For oneself, or for a side that one acts for."""
    placement = values.get("placement")
    student = values.get("student") or values.get("proposed_by")
    if is_staff(user):
        return True
    if placement is not None:
        return acts_as_student(user, placement) or acts_as_partner(user, placement.organization_id)
    return student is None or student.user_id == user.pk


def may_change(user: type_of_user, record: Any) -> bool:
    """What is theirs: reflections always, hours until they are confirmed, an application while the
    placement lives. Staff: engagements, placements, and hours until they are confirmed."""
    name = record._meta.model_name
    if name == "reflection":
        return acts_as_student(user, record.placement)
    if name == "hourentry" and record.status == HourStatus.CONFIRMED:
        return False
    if is_staff(user):
        return True
    if name == "agreement":
        return acts_as_partner(user, record.organization_id)
    if name == "placement":
        return acts_as_student(user, record) and record.status in LIVE
    if name == "hourentry":
        side = acts_as_partner if record.is_supervision else acts_as_student
        of = record.placement.organization_id if record.is_supervision else record.placement
        return side(user, of)
    return False

"""Whose history somebody reads, and which fields of it: no more than of the record itself.

The lines of a history tell also how a record was; what is kept from somebody today, its past is
kept from them too.
"""

from collections.abc import Container
from typing import Any

from engagements import rights
from engagements.policies import is_student, placement_fields, type_of_user
from partners import policies
from partners import rights as partners
from partners.history import EVERYTHING
from partners.policies import is_staff

WITH_IT: dict[str, frozenset[str]] = {
    "hourentry": frozenset({"status"}),
    "agreement": frozenset({"kind"}),
    "location": frozenset({"closed_on"}),
}
"""What is read with the record besides what may be changed of it."""


def reads_history(user: type_of_user, record: Any) -> bool:
    """Staff: of all that they see. Everybody else: of what is theirs to change, and of themselves
    as a student."""
    if is_staff(user):
        return True
    if record._meta.model_name == "studentprofile":
        return bool(is_student(user)) and record.user_id == user.pk
    act = f"{record._meta.app_label}.change_{record._meta.model_name}"
    return bool(user.has_perm(act, record))


def told_fields(user: type_of_user, record: Any) -> Container[str]:
    """Staff: all. Everybody else: those that they read of the record as it is."""
    if is_staff(user):
        return EVERYTHING
    match record._meta.model_name:
        case "organization":
            return policies.OWN_FIELDS
        case "placement":
            return placement_fields(user, record)
        case "studentprofile":
            return frozenset({"program", "class_year", "languages", "interests", "is_name_hidden"})
    rules = partners if record._meta.app_label == "partners" else rights
    fields = rules.changeable_fields(user, type(record))
    return fields | WITH_IT.get(record._meta.model_name, frozenset())

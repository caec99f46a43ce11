"""The policies as Django permissions, as in partners.permissions: `add_…` takes the organization or
the placement that the new record is for, `change_…` the record. Steps ask the lifecycle."""

from typing import Any

from django.contrib.auth.backends import BaseBackend

from engagements import rights
from engagements.models import (
    Agreement,
    Clearance,
    Compensation,
    Engagement,
    HourEntry,
    Outcome,
    Placement,
    Prerequisite,
    Prompt,
    Reflection,
)

MODELS = {
    model._meta.model_name: model
    for model in (
        Agreement,
        Clearance,
        Compensation,
        Engagement,
        HourEntry,
        Outcome,
        Placement,
        Prerequisite,
        Prompt,
        Reflection,
    )
}


class RecordPermissions(BaseBackend):
    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        app, _, codename = perm.partition(".")
        act, _, kind = codename.partition("_")
        if app != "engagements" or kind not in MODELS:
            return False
        if act == "add":
            return rights.may_create(user_obj, MODELS[kind])
        if act != "change" or obj is None or not isinstance(obj, MODELS[kind]):
            return False
        return rights.may_change(user_obj, obj)

"""The policies as Django permissions: `user.has_perm("partners.change_location", location)`.

`add_…` takes None, or the organization that the new record is for; `change_…` and `close_…` take
the record. Nothing is granted by rows of a table: roles derive from records.
"""

from typing import Any

from django.apps import apps
from django.contrib.auth.backends import BaseBackend

from partners import rights


def may_add(user: Any, kind: str, organization: Any) -> bool:
    made = rights.may_create(user, apps.get_model("partners", kind))
    return made and (organization is None or rights.may_change(user, organization))


class RecordPermissions(BaseBackend):
    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        app, _, codename = perm.partition(".")
        act, _, kind = codename.partition("_")
        if app != "partners" or kind not in rights.STAFF_CHANGES:
            return False
        if act == "add":
            return may_add(user_obj, kind, obj)
        if obj is None or obj._meta.model_name != kind:
            return False
        rules = {"change": rights.may_change, "close": rights.may_close}
        return act in rules and rules[act](user_obj, obj)

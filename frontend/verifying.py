"""Checking a listing with its people on the phone."""

from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from frontend.steps import problem_of
from partners import verifying
from partners.enums import Means
from partners.models import Organization
from partners.verifying import BY_STAFF, CORRECTED, Checked, state_of


class Verifying:
    """`problem` says why nothing was noted; then what was typed stays."""

    def __init__(self, user: Any, organization: Organization, data: QueryDict):
        self.user, self.organization, self.data = user, organization, data
        self.problem = ""
        self.status = HTTPStatus.OK

    @cached_property
    def checked(self) -> list[Checked]:
        return state_of(self.organization)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each with the line to correct it in, or the address of its form."""
        return [
            {
                "one": one,
                "typed": self.data.get(f"value-{one.key}", one.value),
                "is_line": one.field in CORRECTED,
                "form": self.form_of(one),
                "is_wrong": self.data.get("correct") == one.key and self.problem,
            }
            for one in self.checked
        ]

    def form_of(self, one: Checked) -> str:
        kind = {"languages": "profile", "focus_areas": "profile"}.get(one.field, one.field)
        pk = one.location.pk if one.location else self.organization.pk
        return "" if one.field in CORRECTED else reverse("record_edit", args=[kind, pk])

    @property
    def open_count(self) -> int:
        return sum(not one.last for one in self.checked)

    @property
    def means(self) -> list[tuple[str, str, bool]]:
        """How they know: value, words, and whether it is chosen."""
        chosen = self.data.get("means") or Means.CALL
        return [(one.value, str(one.label), one == chosen) for one in BY_STAFF]

    def send(self) -> str:
        """What was done, in a sentence; empty where nothing was."""
        self.problem = problem_of(self.act)
        if self.problem:
            self.status = HTTPStatus.CONFLICT
            self.organization = Organization.objects.get(pk=self.organization.pk)
            self.__dict__.pop("checked", None)
            return ""
        if self.data.get("correct"):
            return _("Corrected, and noted as confirmed.")
        return _("Noted as confirmed.")

    def act(self) -> None:
        means, key = self.data.get("means", ""), self.data.get("correct", "")
        if means not in BY_STAFF:
            raise ValidationError(_("Say how you know it."))
        if key:
            verifying.correct(
                self.organization,
                by=self.user,
                field=key,
                value=self.data.get(f"value-{key}", ""),
                token=self.data.get(f"token-{key}", ""),
                means=means,
            )
            return
        read = {one.key: self.data.get(f"token-{one.key}", "") for one in self.checked}
        key = self.data.get("confirm", "")
        tokens = read if key == "all" else {key: read.get(key, "")}
        verifying.confirm(self.organization, tokens=tokens, means=means, by=self.user)

"""Accounts, and what makes somebody a student or a member of an organization."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import display, register
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from engagements import accounts
from engagements import editing as engagement_editing
from engagements import rights as engagement_rights
from engagements.models import StudentProfile
from occme.accounts import rights as account_rights
from occme.accounts.models import User
from occme.admin.base import Edited
from occme.admin.forms import AccountForm
from occme.admin.site import site
from partners import rights
from partners.models import Membership


@register(User, site=site)
class Accounts(Edited):
    shown = ("email", "name", "is_staff", "is_active", "joined_at")
    written = ("email", "name", "is_staff", "is_active")
    lines = ("what_for",)
    search_fields = ("email", "name")
    list_filter = ("is_staff", "is_active")
    form = AccountForm
    verbs = accounts
    rules = account_rights

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        of_new = AccountForm.OF_NEW if obj is None else ()
        return (*super().get_fields(request, obj), *of_new)

    @display(description=_("What it is for"))
    def what_for(self, account: User) -> str:
        """Where this is changed, or added."""
        rows = account.memberships.select_related("organization")
        links = [(address(Membership, row.pk), row.organization.name) for row in rows]
        new = f"?user={account.pk}"
        links.append((address(Membership) + new, _t("Let them act for an organization")))
        if hasattr(account, "student_profile"):
            links.append((address(StudentProfile, account.student_profile.pk), _t("Student")))
        else:
            links.append((address(StudentProfile) + new, _t("Make them a student")))
        return format_html_join("", '<div><a href="{}">{}</a></div>', links)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        sentence = _t("They sign in with a code by mail, sent to %(email)s from the sign-in page.")
        messages.info(request, sentence % {"email": obj.email})


def address(model: Any, pk: int | None = None) -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    return reverse(f"{name}_change", args=[pk]) if pk else reverse(f"{name}_add")


@register(StudentProfile, site=site)
class Students(Edited):
    shown = ("user", "program", "class_year")
    once = ("user",)
    written = ("program", "class_year", "languages", "interests")
    search_fields = ("user__email", "user__name")
    list_filter = ("program", "class_year")
    list_select_related = ("user",)
    verbs = engagement_editing
    rules = engagement_rights


@register(Membership, site=site)
class Members(Edited):
    shown = ("user", "organization", "role", "started_on", "ended_on")
    once = ("user", "organization")
    written = ("role",)
    of_one = ("ended_on",)
    search_fields = ("user__email", "user__name", "organization__name")
    list_filter = ("role",)
    list_select_related = ("user", "organization")
    rules = rights

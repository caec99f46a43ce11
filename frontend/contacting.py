"""Noting a contact with an organization in a few seconds, from wherever somebody is."""

from datetime import date, timedelta
from functools import cached_property
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from engagements import noting
from engagements.load import Load, load_of
from frontend.editing import noted_at, once_sent, saved_already
from occme.once.keeping import OtherRequest
from partners.alike import called
from partners.folding import fold
from partners.forms import LogForm
from partners.models import Interaction, Organization
from partners.policies import is_staff

USUAL = "call"


def own_address(text: str) -> str:
    """The address of a page of ours; nothing for any other."""
    is_ours = text.startswith("/") and url_has_allowed_host_and_scheme(text, allowed_hosts=None)
    return text if is_ours and text.isprintable() else ""


class Log:
    """The form, for OCCME's staff. `matches`: organizations to choose from, where what was typed is
    the name of none or of several."""

    def __init__(self, user: Any, data: QueryDict):
        if not is_staff(user):
            raise PermissionDenied
        self.user, self.key, self.status = user, uuid4().hex, HTTPStatus.OK
        self.next = own_address(data.get("next", ""))
        self.name = data.get("organization_name", "").strip()[:200]
        self.matches: list[Organization] = []
        self.organization = self.chosen(data)
        self.made: Interaction | None = None
        self.form = self.fresh()
        if self.name and not self.organization:
            self.matches = called(self.name, user=user)

    def fresh(self, data: QueryDict | None = None) -> LogForm:
        record = Interaction(organization=self.organization) if self.organization else Interaction()
        initial = {"kind": USUAL, "happened_on": localdate(), "next_by": self.user.pk}
        return LogForm(data, by=self.user, record=record, initial=initial)

    def chosen(self, data: QueryDict) -> Organization | None:
        """By its address's name, unless another was typed since; or by its whole name, where one
        alone has it."""
        rows = Organization.objects.visible_to(self.user).still_open()
        slug, name = data.get("organization", "").strip()[:200], fold(self.name)
        if slug and slug.isprintable() and (one := rows.filter(slug=slug).first()):
            names = (fold(text) for text in (one.name, *one.alternate_names))
            if any(f" {name}" in f" {known}" for known in names):
                return one
        found = list(rows.filter(sort_name=name)[:2]) if name else []
        return found[0] if len(found) == 1 else None

    @cached_property
    def load(self) -> Load | None:
        return load_of(self.organization, self.happened_on) if self.organization else None

    @property
    def warnings(self) -> list[str]:
        return self.load.warnings() if self.load else []

    # When

    @property
    def days(self) -> list[tuple[str, str]]:
        today = localdate()
        yesterday = today - timedelta(days=1)
        return [(today.isoformat(), _("Today")), (yesterday.isoformat(), _("Yesterday"))]

    @property
    def day(self) -> str:
        """As it was sent, or today."""
        value = self.form["happened_on"].value()
        return value.isoformat() if isinstance(value, date) else str(value or "")

    @property
    def is_other_day(self) -> bool:
        return self.day not in dict(self.days)

    @property
    def happened_on(self) -> date:
        try:
            return min(date.fromisoformat(self.day), localdate())
        except ValueError:
            return localdate()

    @property
    def has_more(self) -> bool:
        """Whether any of the folded fields says something, or is wrong."""
        names = ("next_step", "next_on", "others", "partner_minutes")
        return any(self.form[name].value() or self.form[name].errors for name in names)

    # What is sent

    def send(self, data: QueryDict, path: str) -> str | None:
        """Where to go on; None where the form is to be shown again."""
        read = data.copy()
        if not read.get("happened_on"):
            read["happened_on"] = read.get("other_day", "")
        self.form = self.fresh(read)
        self.key = data.get("key", "")[:64] or self.key
        if "find" in data:
            self.matches = called(self.name, user=self.user)
            return None
        self.form.is_valid()
        self.status = HTTPStatus.BAD_REQUEST
        try:
            return once_sent(self.user, self.key, data, path, self.saved)
        except OtherRequest as earlier:
            self.key, self.status = uuid4().hex, HTTPStatus.CONFLICT
            self.form.add_error(None, saved_already(earlier))
        except ValidationError as error:
            self.form.tell(error)
        return None

    def saved(self) -> str:
        if self.organization is None:
            self.refuse_nobody()
        values = self.form.values | {"organization": self.organization}
        self.made = noting.create(
            Interaction, by=self.user, values=values, problems=self.form.problems
        )
        return self.next or noted_at(self.made)

    def refuse_nobody(self) -> None:
        """Says who is to be chosen, with all else that is wrong."""
        words = _("Choose one of these.") if self.matches else _("Say with which organization.")
        if self.name and not self.matches:
            words = _("No organization goes by this name.")
        raise ValidationError({**self.form.problems, "organization": [words]})

    @property
    def told(self) -> str:
        """What is said once it is saved, with the way to what was noted."""
        if self.made is None:
            return _("Noted.")
        return format_html(
            "{} <a href='{}'>{}</a>",
            _("Noted."),
            noted_at(self.made),
            _("With %(name)s") % {"name": self.made.organization},
        )

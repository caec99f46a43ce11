"""One person's work on one record: the form as it is shown, sent, refused or carried out."""

from collections.abc import Callable
from http import HTTPStatus
from operator import attrgetter
from typing import Any
from uuid import uuid4

from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from engagements.models import (
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
from engagements.tellable import told_fields
from frontend.kinds import Kind
from frontend.telling import Told
from occme.once.keeping import Answer, OtherRequest, fingerprint, once
from occme.refusals import Stale, WrongStep
from partners import editing, history
from partners.closing import is_closed
from partners.forms import RecordForm
from partners.models import (
    Contact,
    Interaction,
    Location,
    Organization,
    Priority,
    ServiceArea,
)

OWNERS: dict[type, tuple[str, ...]] = {
    Placement: ("engagement__organization", "student__user"),
    Outcome: ("engagement__organization",),
    Clearance: ("student__user",),
    HourEntry: ("placement__engagement__organization", "placement__student"),
    Reflection: ("placement__engagement__organization", "placement__student", "prompt"),
    Interaction: ("organization", "contact"),
    **dict.fromkeys((Compensation, Contact, Engagement, Location, Priority), ("organization",)),
}
"""What is read with a record, because it is asked whose it is."""


def visible(kind: Kind, user: Any, pk: int) -> Any:
    """The record, with its version read in the same instant; else 404."""
    rows = editing.with_version(kind.model.objects.visible_to(user))
    return get_object_or_404(rows.select_related(*OWNERS.get(kind.model, ())), pk=pk)


def refuse_unless(user: Any, act: str, kind: Kind, record: Any) -> None:
    if not user.has_perm(kind.permission(act), record):
        raise PermissionDenied(_("This is not yours to change."))


def shown_at(kind: Kind, record: Any) -> str:
    """The section of the page where the record is shown."""
    match record:
        case ServiceArea():
            return reverse("area_list")
        case Prompt() | Prerequisite():
            return reverse("word_list")
        case Clearance():
            return reverse("student_detail", args=[record.student_id])
        case Engagement():
            known = record if record.pk else record.organization
            return known.get_absolute_url()
        case Compensation():
            return record.get_absolute_url() if record.pk else reverse("compensation_list")
        case Outcome():
            return f"{record.engagement.get_absolute_url()}#outcomes"
        case Placement():
            return f"{record.get_absolute_url()}#{kind.section}"
        case HourEntry() | Reflection():
            return f"{record.placement.get_absolute_url()}#{kind.section}"
        case Interaction():
            return noted_at(record)
    organization = record if kind.model is Organization else record.organization
    return f"{organization.get_absolute_url()}#{kind.section}-{organization.slug}"


def noted_at(interaction: Interaction) -> str:
    """Where it stands among what was noted of its organization."""
    slug = interaction.organization.slug
    return f"{reverse('interaction_list')}?organization={slug}#interaction-{interaction.pk}"


class Editor:
    """`status` is that of the answer; `stale` and `theirs` tell who was faster, and what they did.

    `key` makes the form safe to be sent twice; `seen` is the version that the person reads.
    """

    def __init__(self, kind: Kind, user: Any, record: Any):
        self.kind, self.user, self.record = kind, user, record
        self.is_new = record._state.adding
        self.seen = "" if self.is_new else editing.version_of(record)
        self.key = uuid4().hex
        self.form: RecordForm = kind.form(by=user, record=record)
        self.status = HTTPStatus.OK
        self.stale: Stale | None = None
        self.theirs: list[list[Told]] = []
        if not self.form.fields:
            raise PermissionDenied(_("This is not yours to change."))

    @property
    def shown_with(self) -> Any:
        """What the record belongs to; or itself, where it stands alone."""
        return attrgetter(self.kind.within)(self.record) if self.kind.within else self.record

    @property
    def is_area(self) -> bool:
        return self.kind.model is ServiceArea

    @property
    def may_close(self) -> bool:
        return self.user.has_perm(self.kind.permission("close"), self.record)

    @property
    def is_closed(self) -> bool:
        return self.may_close and is_closed(self.record)

    @property
    def title(self) -> str:
        return str(self.kind.adds if self.is_new else self.kind.changes)

    @property
    def back(self) -> str:
        return shown_at(self.kind, self.record)

    def send(self, data: QueryDict, path: str) -> str | None:
        """Carries out what was sent, once; returns where to go on. None: the form is to be shown
        again, with what was typed, and with what is wrong."""
        self.form = self.read(data)
        self.form.is_valid()
        self.key = data.get("key", "")[:64] or self.key
        try:
            return once_sent(self.user, self.key, data, path, self.carry_out)
        except OtherRequest as earlier:
            return self.send_again(data, path, earlier)
        except WrongStep as refusal:
            self.form.add_error(None, str(refusal))
            self.status = HTTPStatus.CONFLICT
        except Stale as stale:
            self.show_theirs(stale, data.get("seen", ""))
        except ValidationError as error:
            self.form.tell(error)
            self.status = HTTPStatus.BAD_REQUEST
        return None

    def read(self, data: QueryDict) -> RecordForm:
        if self.is_new:
            return self.kind.form(data, by=self.user, record=self.record)
        self.seen = data.get("seen", "")
        return self.kind.form.seen(data, by=self.user, record=self.record, version=self.seen)

    def carry_out(self) -> str:
        """Makes or changes the record; returns where to go on."""
        values: dict[str, Any] = self.form.values
        sent = {"by": self.user, "problems": self.form.problems}
        if not self.is_new:
            self.kind.verbs.change(self.record, values=values, seen=self.seen, **sent)
            return self.back
        values |= self.owner()
        self.record = self.kind.verbs.create(self.kind.model, values=values, **sent)
        return self.back

    def owner(self) -> dict[str, Any]:
        """What the new record belongs to, which no field of the form says."""
        return {self.kind.within: self.shown_with} if self.kind.within else {}

    def send_again(self, data: QueryDict, path: str, earlier: OtherRequest) -> str | None:
        """The form came back with something else in it. A change is compared with what is on
        record now; a new record would be a second one, and that has to be meant."""
        self.key = uuid4().hex
        if not self.is_new:
            fresh = data.copy()
            fresh["key"] = self.key
            return self.send(fresh, path)
        self.form.add_error(
            None, _("This was sent and saved already. Send it again only if you want another one.")
        )
        self.status = HTTPStatus.CONFLICT
        return None

    def show_theirs(self, stale: Stale, seen: str) -> None:
        """What the person typed stays, over the record as it is now."""
        now = visible(self.kind, self.user, self.record.pk)
        self.stale = stale
        lines = history.told_since(now, seen, told_fields(self.user, now))
        self.theirs = [[Told(change) for change in line.changes] for line in lines]
        self.form = self.form.rebased(now)
        self.record, self.seen = now, editing.version_of(now)
        self.status = HTTPStatus.CONFLICT


def sent_form(
    form: Any, user: Any, data: QueryDict, path: str, act: Callable[[], str]
) -> str | None:
    """Where to go on, now or the first time that this form was sent. None: the form is to be shown
    again, and was told what is wrong."""
    form.is_valid()
    try:
        return once_sent(user, data.get("key", "")[:64], data, path, act)
    except OtherRequest as earlier:
        form.add_error(None, saved_already(earlier))
    except ValidationError as error:
        form.tell(error)
    return None


def saved_already(earlier: OtherRequest) -> str:
    """Said where a form comes back with something else in it."""
    address = {"address": earlier.kept.headers.get("Location", "")}
    return _("This was sent and saved already: %(address)s") % address


def once_sent(user: Any, key: str, data: QueryDict, path: str, act: Callable[[], str]) -> str:
    """What `act` returns, an address, now or the first time that this form was sent."""
    if not key.isprintable():
        raise BadRequest(_("The form’s key is not one of ours."))
    fields = sorted((name, data.getlist(name)) for name in data if name != "csrfmiddlewaretoken")
    asked = fingerprint(path.encode(), repr(fields).encode())

    def answer() -> Answer:
        return Answer(HTTPStatus.FOUND, {"Location": act()})

    return once(user=user, key=f"page:{key}", request=asked, act=answer).headers["Location"]

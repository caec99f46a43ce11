"""An agreement as one side reads it: somebody with an account, or whoever holds a link for it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.utils.functional import Promise as Words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.agreements.differing import Difference, differences, figures_of
from engagements.agreements.writing import comment, draft_of, may_write, next_version, settle
from engagements.enums import Maker, Party, Remark, Through, VersionOrigin, VersionStatus
from engagements.finding import AgreementFilter, State
from engagements.lifecycle import Choice, sides_of, take
from engagements.listed import AGREEMENTS
from engagements.models import Agreement, AgreementVersion, Comment, Round, Signature
from engagements.models.acts import SIDES, other_side
from engagements.models.agreements import SCAN_MOST
from engagements.terms import SECTIONS, Promise, Terms
from frontend.lists import FilteredList
from frontend.steps import Steps, problem_of
from occme.numbers import plain_number

ELSEWHERE = {"sign", "send", "counter"}
"""Steps that have a form of their own."""


@dataclass(frozen=True)
class Line:
    """A section or a promise, with what was said about it and what is new in it."""

    key: str
    label: Words | str
    text: str
    promise: Promise | None = None
    figures: str = ""
    comments: list[Comment] = field(default_factory=list)
    difference: Difference | None = None
    is_gone: bool = False


@dataclass(frozen=True)
class Column:
    """What one side gives, or both together."""

    maker: str
    label: Words | str
    lines: list[Line]


def side_shown(side: str, organization: Any) -> str:
    """The name of a side, for its readers."""
    return _("OCCME") if side in (Party.STAFF, Maker.STAFF) else str(organization)


class AgreementPage:
    """Its newest version, unless another is asked for; 404 where the reader sees none."""

    def __init__(self, agreement: Agreement, user: Any, number: str = ""):
        self.agreement, self.user = agreement, user
        rows = agreement.versions.visible_to(user).select_related("round", "agreement")
        self.versions: list[AgreementVersion] = list(rows.order_by("-number"))
        wanted = plain_number(number) if number else None
        found = [one for one in self.versions if not number or one.number == wanted]
        if not found:
            raise Http404
        self.version = found[0]

    remarks = Remark.choices

    @property
    def organization(self) -> Any:
        return self.agreement.organization

    @property
    def is_newest(self) -> bool:
        return self.version == self.versions[0]

    @cached_property
    def side(self) -> str:
        """On which side the reader stands."""
        return next(iter(sides_of(self.user, self.version)), "")

    @property
    def other(self) -> str:
        return side_shown(other_side(self.side), self.organization)

    @cached_property
    def terms(self) -> Terms:
        """What was sent last; before that, what the reader's side is writing."""
        return self.version.terms or draft_of(self.version, self.user) or Terms()

    @cached_property
    def draft(self) -> Terms | None:
        """What the reader's side has written since, and not sent."""
        return draft_of(self.version, self.user) if self.version.round else None

    @cached_property
    def rounds(self) -> list[Round]:
        return list(self.version.rounds.select_related("by").order_by("number"))

    @cached_property
    def before(self) -> Terms | None:
        """The text that this one is compared with: of the round before, or the version before."""
        if len(self.rounds) > 1:
            return self.rounds[-2].read
        older = [one for one in self.versions if one.number < self.version.number and one.round]
        return older[0].terms if older else None

    @cached_property
    def differences(self) -> list[Difference]:
        return differences(self.before, self.terms) if self.version.round else []

    @cached_property
    def comments(self) -> dict[str, list[Comment]]:
        """By line, oldest first."""
        found: dict[str, list[Comment]] = {}
        rows = Comment.objects.visible_to(self.user).filter(version=self.version)
        for row in rows.select_related("by").order_by("pk"):
            found.setdefault(row.line, []).append(row)
        return found

    def line(self, key: str, label: Any, text: str, promise: Promise | None = None) -> Line:
        changed = {one.line: one for one in self.differences if one.line}
        figures = figures_of(promise) if promise else ""
        said = self.comments.get(key, [])
        return Line(key, label, text, promise, figures, said, changed.get(key), not text)

    @property
    def sections(self) -> list[Line]:
        texts = self.terms.sections
        shown = {*texts, *(one.line for one in self.differences)}
        return [
            self.line(key, label, texts.get(key, ""))
            for key, label in SECTIONS.items()
            if key in shown
        ]

    @property
    def columns(self) -> list[Column]:
        """OCCME's, the partner's, and what both promise, where there is any."""
        labels = {
            Maker.STAFF: _("OCCME gives"),
            Maker.PARTNER: _("%(name)s gives") % {"name": self.organization},
            Maker.JOINT: _("Both give together"),
        }
        found = [
            Column(maker, label, [*self.promises(maker), *self.gone(maker)])
            for maker, label in labels.items()
        ]
        return [one for one in found if one.lines or one.maker != Maker.JOINT]

    def promises(self, maker: str) -> Iterator[Line]:
        for promise in self.terms.of(maker):
            yield self.line(promise.key, promise.text, promise.text, promise)

    def gone(self, maker: str) -> Iterator[Line]:
        """Promises of the text before that were taken out."""
        if self.differences and self.before:
            kept = {promise.key for promise in self.terms.promises}
            for promise in self.before.of(maker):
                if promise.key not in kept:
                    yield self.line(promise.key, promise.text, "", promise)

    @cached_property
    def signatures(self) -> list[Signature]:
        rows = self.version.signatures.select_related("by", "scan").defer("scan__data")
        return list(rows.order_by("at", "pk"))

    @property
    def is_void(self) -> bool:
        """Whether a signature was given to an earlier text, and none of that side since."""
        return any(one.voided_at for one in self.signatures) and self.version.is_open

    @cached_property
    def steps(self) -> Steps:
        return Steps(self.version, self.user)

    @property
    def choices(self) -> list[Choice]:
        return [one for one in self.steps.choices if one.step.name not in ELSEWHERE]

    @property
    def signing(self) -> Choice | None:
        return next((one for one in self.steps.choices if one.step.name == "sign"), None)

    @property
    def signs_on_behalf(self) -> bool:
        return bool(self.signing and self.signing.through == Through.ON_BEHALF)

    @property
    def seen(self) -> str:
        return self.version.version

    @cached_property
    def may_write(self) -> bool:
        return self.is_newest and may_write(self.version, self.user)

    @property
    def writes_on_behalf(self) -> bool:
        return self.side == Party.STAFF and self.version.turn == Party.PARTNER

    @property
    def may_comment(self) -> bool:
        return self.version.is_open and self.version.round is not None and bool(self.side)

    @property
    def next_origins(self) -> list[tuple[str, Words | str]]:
        """What a next version can be begun as; none while one is being written."""
        is_written = any(one.is_open for one in self.versions)
        is_signed = any(one.status == VersionStatus.IN_FORCE for one in self.versions)
        if is_written or not is_signed or self.user_is_link:
            return []
        renew = (VersionOrigin.RENEWAL.value, gettext_lazy("Renew it for another term"))
        amend = (VersionOrigin.AMENDMENT.value, gettext_lazy("Change it during its term"))
        return [renew] if self.versions[0].is_over() else [amend, renew]

    @property
    def user_is_link(self) -> bool:
        return getattr(self.user, "is_link", False)

    @property
    def waits(self) -> str:
        """Whom it waits on, as a sentence; empty where it waits on nobody."""
        if self.version.status in (VersionStatus.AGREED, VersionStatus.SIGNED):
            missing = {Party.STAFF, Party.PARTNER} - self.version.signed_sides()
            if len(missing) == 2:
                return _("Waits for the signatures of both sides")
            return self.waits_on(next(iter(missing)), _("Waits for your signature"))
        return self.waits_on(self.version.turn, _("Your turn")) if self.version.is_open else ""

    def waits_on(self, side: str, own: str) -> str:
        if side == self.side:
            return own
        name = {"name": side_shown(side, self.organization)}
        if self.version.status == VersionStatus.SIGNED:
            return _("Waits for the signature of %(name)s") % name
        return _("Waits on %(name)s") % name

    # What is sent to it

    def send(self, data: QueryDict, files: Any = None) -> str:
        """Does what was sent; returns what is wrong, or nothing."""
        if "comment" in data:
            return problem_of(lambda: self.said(data))
        if "settle" in data:
            return problem_of(lambda: self.settled(data.get("settle", "")))
        if data.get("step") == "sign":
            return problem_of(lambda: self.signed(data, files or {}))
        if data.get("step") in ELSEWHERE:
            raise PermissionDenied
        return self.steps.send(data)

    def said(self, data: QueryDict) -> None:
        line, remark, text = (data.get(name, "") for name in ("line", "remark", "text"))
        comment(self.version, by=self.user, line=line, remark=remark, text=text)

    def settled(self, number: str) -> None:
        rows = Comment.objects.visible_to(self.user).filter(version=self.version)
        found = rows.filter(pk=plain_number(number)).select_related("version__agreement").first()
        if found is None:
            raise Http404
        settle(found, by=self.user)

    def signed(self, data: QueryDict, files: Any) -> None:
        """Clicked twice, it is signed once."""
        on_behalf = "on_behalf" in data
        if not on_behalf and self.has_signed(data.get("digest", "")):
            return
        scan = files.get("scan")
        details: dict[str, Any] = {n: data.get(n, "") for n in ("name", "title", "digest")}
        details |= {"on_behalf": on_behalf}
        if scan:
            details["scan"] = (scan.name, scan.read(SCAN_MOST + 1))
        take(self.version, "sign", by=self.user, reason=data.get("reason", ""), details=details)

    def has_signed(self, digest: str) -> bool:
        rows = self.version.signatures.filter(side=self.side, voided_at=None)
        return bool(digest) and rows.filter(digest=digest).exists()

    def begin_next(self, origin: str) -> AgreementVersion:
        if origin not in VersionOrigin.values or origin == VersionOrigin.FIRST:
            raise Http404
        return next_version(self.agreement, origin, by=self.user)


class AgreementList(FilteredList):
    filter_class = AgreementFilter
    page_size = 50
    sheet = AGREEMENTS
    states = State.choices
    sides = SIDES

    @cached_property
    def rows(self) -> list[Agreement]:
        return list(self.page) if self.page else []

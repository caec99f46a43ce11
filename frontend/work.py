"""How each kind of work that waits on staff is told in a line, and done with one click."""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter, methodcaller
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagements.lifecycle import STEPS, legal, take
from engagements.noting import step_done
from engagements.paying import pay_today
from frontend.promises import ONE_TAP
from partners import correcting

address_of = methodcaller("get_absolute_url")


@dataclass(frozen=True)
class Button:
    """A thing that is done with one click; `act` takes the record, who does it, and the version
    that they saw."""

    name: str
    label: Promise | str
    act: Callable[[Any, Any, str], Any]


@dataclass(frozen=True)
class Manner:
    """`organization` is the path to it; `onward` says what one does on the record's own page.
    `steps` are those of its lifecycle, `buttons` are others. With `is_deadline` its day is the
    last, and not the first."""

    text: Callable[[Any], str] = str
    organization: str = "organization"
    address: Callable[[Any], str] = address_of
    onward: Promise | str = ""
    steps: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()
    is_deadline: bool = False

    @property
    def is_done_here(self) -> bool:
        """Whether there is something to click, and not a page to go to."""
        return bool(self.steps or self.buttons)

    def organization_of(self, record: Any) -> Any:
        return attrgetter(self.organization)(record) if self.organization else record

    def buttons_of(self, record: Any) -> list[Button]:
        """Steps are offered as far as they lead on from here; what else stands in the way is told
        when one is taken."""
        if not self.steps:
            return list(self.buttons)
        here = {step.name for step in legal(record)}
        steps = STEPS[type(record)]
        return [
            Button(name, steps[name].label, step_taker(name)) for name in self.steps if name in here
        ]


def step_taker(name: str) -> Callable[[Any, Any, str], Any]:
    return lambda record, by, seen: take(record, name, by=by, seen=seen)


def settle(mail: Any, by: Any, seen: str) -> None:
    mail.settle(by)


def payment(row: Any) -> str:
    words = {"amount": number_format(row.amount, 2), "purpose": row.purpose}
    return _("$%(amount)s: %(purpose)s") % words


def check_in(row: Any) -> str:
    return _("A change to agree to") if row.change else _("Five questions to answer")


MANNERS: dict[str, Manner] = {
    "agreements": Manner(
        organization="agreement.organization", onward=gettext_lazy("Read and answer")
    ),
    "applications": Manner(organization="engagement.organization", steps=("begin",)),
    "proposals": Manner(text=attrgetter("title"), steps=("propose",)),
    "corrections": Manner(
        address=lambda row: row.organization.get_absolute_url(),
        buttons=(Button("settle", gettext_lazy("Settled"),
                        lambda row, by, seen: correcting.settle(row, by=by)),),
    ),
    "concerns": Manner(
        text=lambda row: row.get_status_display(), organization="", onward=gettext_lazy("Open")
    ),
    "promises": Manner(
        text=attrgetter("commitment.text"), steps=("report",), is_deadline=True
    ),
    "payments": Manner(
        text=payment,
        buttons=(Button("pay", gettext_lazy("Paid today"),
                        lambda row, by, seen: pay_today(row, by=by, seen=seen)),),
        is_deadline=True,
    ),
    "next_steps": Manner(
        text=attrgetter("next_step"),
        address=lambda row: row.organization.get_absolute_url(),
        buttons=(Button("done", gettext_lazy("Done"), lambda row, by, seen: step_done(row, by=by, seen=seen)),),
        is_deadline=True,
    ),
    "judgements": Manner(text=attrgetter("commitment.text"), steps=ONE_TAP),
    "check_ins": Manner(text=check_in, onward=gettext_lazy("Answer")),
    "not_heard": Manner(
        organization="",
        address=lambda row: f"{reverse('staff_log')}?organization={row.slug}",
        onward=gettext_lazy("Log a contact"),
    ),
    "renewals": Manner(
        organization="agreement.organization",
        onward=gettext_lazy("Renew or end"),
        is_deadline=True,
    ),
    "reviews": Manner(
        organization="agreement.organization",
        address=lambda row: reverse("check_in_new", args=[row.agreement.organization.slug]),
        onward=gettext_lazy("Ask for a check-in"),
    ),
    "gaps": Manner(
        organization="engagement.organization",
        address=lambda row: reverse("record_edit", args=["handover", row.pk]),
        onward=gettext_lazy("Say who comes next"),
        is_deadline=True,
    ),
    "mails": Manner(
        address=lambda row: reverse("mail_list"),
        buttons=(Button("settle", gettext_lazy("Settled"), settle),),
    ),
    "imports": Manner(organization="", onward=gettext_lazy("Look at it")),
    "unplaced": Manner(
        address=lambda row: reverse("unplaced_list"), onward=gettext_lazy("Find it")
    ),
    "listings": Manner(
        organization="",
        address=lambda row: reverse("verify_listing", args=[row.slug]),
        onward=gettext_lazy("Check it"),
    ),
}  # fmt: skip
"""By the name of a duty."""

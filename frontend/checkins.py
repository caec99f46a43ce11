"""A check-in as one side reads it: somebody with an account, or whoever holds a link for it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from engagements.agreements.asking import agreements_to_change, ask, put_into_agreement
from engagements.agreements.gaps import Gap, gaps, sheets_by_side
from engagements.enums import CheckInStatus, Party
from engagements.finding import CheckInFilter
from engagements.forms import AnswersForm
from engagements.lifecycle import Choice, sides_of, take
from engagements.linked import is_link
from engagements.listed import CHECK_INS
from engagements.load import load_of
from engagements.models import Agreement, AgreementVersion, CheckIn, CheckInSheet
from engagements.models.acts import SIDES, other_side
from engagements.models.checkins import MARKS, QUESTIONS
from engagements.reach import is_quiet
from frontend.agreements import side_shown
from frontend.lists import FilteredList
from frontend.steps import Steps, problem_of
from occme.numbers import plain_number
from occme.refusals import NotYours, WrongStep
from partners.models import Organization
from partners.policies import acts_for, is_staff

FIRST_X, STEP_X = 16, 46
LINES_Y = {"staff": 14, "partner": 36}


@dataclass(frozen=True)
class Drawn:
    """A gap with the places of its marks in the picture, in units of its own."""

    gap: Gap

    ticks = [(number, FIRST_X + (number - 1) * STEP_X) for number in range(1, 6)]

    @property
    def lines(self) -> list[dict[str, Any]]:
        views = {"staff": self.gap.staff, "partner": self.gap.partner}
        places = dict(self.ticks)
        return [
            {"side": side, "y": LINES_Y[side], "now": places[one.now], "wish": places[one.wish]}
            for side, one in views.items()
        ]


@dataclass(frozen=True)
class Question:
    """One of the five, with its two fields."""

    label: Promise | str
    now: Any
    wish: Any

    @property
    def rows(self) -> list[tuple[str, Any]]:
        return [(_("As it is"), self.now), (_("As we wish it"), self.wish)]


class CheckInPage:
    scale = range(1, 6)
    asked = QUESTIONS.values()

    def __init__(self, check_in: CheckIn, user: Any):
        self.check_in, self.user = check_in, user
        self.form = AnswersForm()
        self.is_refused = False

    @property
    def organization(self) -> Any:
        return self.check_in.organization

    @cached_property
    def side(self) -> str:
        """On which side the reader stands."""
        return next(iter(sides_of(self.user, self.check_in)), "")

    @property
    def other(self) -> str:
        return side_shown(other_side(self.side), self.organization)

    @cached_property
    def sheets(self) -> dict[str, CheckInSheet]:
        """Those that the reader may see."""
        return sheets_by_side(self.check_in, self.user)

    @property
    def own(self) -> CheckInSheet | None:
        return self.sheets.get(self.side)

    @property
    def own_answers(self) -> list[tuple[Any, int, int]]:
        """The reader's side's: question, as it is, as we wish it."""
        return [
            (label, getattr(self.own, f"{name}_now"), getattr(self.own, f"{name}_wish"))
            for name, label in QUESTIONS.items()
            if self.own
        ]

    @property
    def notes(self) -> list[tuple[str, str]]:
        """What each side added, once both are read."""
        shown = [(side_shown(side, self.organization), one.note) for side, one in self.told.items()]
        return [(name, note) for name, note in shown if note]

    @property
    def told(self) -> dict[str, CheckInSheet]:
        return {side: self.sheets[side] for side in (Party.STAFF, Party.PARTNER) if side in self.sheets}  # fmt: skip

    @cached_property
    def gaps(self) -> list[Drawn]:
        return [Drawn(gap) for gap in gaps(self.sheets, self.organization)]

    @property
    def questions(self) -> list[Question]:
        form = self.form
        return [
            Question(label, form[f"{name}_now"], form[f"{name}_wish"])
            for name, label in QUESTIONS.items()
        ]

    @cached_property
    def steps(self) -> Steps:
        return Steps(self.check_in, self.user)

    def choice(self, name: str) -> Choice | None:
        return next((one for one in self.steps.choices if one.step.name == name), None)

    @property
    def may_answer(self) -> bool:
        return self.choice("answer") is not None

    @property
    def may_suggest(self) -> bool:
        return self.choice("suggest") is not None

    @property
    def may_settle(self) -> bool:
        return self.choice("settle") is not None

    @property
    def may_close(self) -> bool:
        return self.choice("close") is not None

    @property
    def change_by(self) -> str:
        return side_shown(self.check_in.change_side, self.organization)

    @property
    def is_settled(self) -> bool:
        return self.check_in.status == CheckInStatus.SETTLED

    @property
    def writes_agreements(self) -> bool:
        """Whether the reader can carry a change into an agreement: not by a link for a check-in."""
        return self.is_settled and bool(self.side) and not is_link(self.user)

    @cached_property
    def agreements(self) -> list[Agreement]:
        return agreements_to_change(self.check_in, self.user) if self.writes_agreements else []

    @property
    def waits(self) -> str:
        """Whom it waits on, as a sentence; empty where it waits on nobody."""
        if self.check_in.status == CheckInStatus.OPEN:
            other = {"name": self.other}
            return (
                _("Waits for your answers") if self.may_answer else _("Waits on %(name)s") % other
            )
        if self.check_in.status == CheckInStatus.ANSWERED and self.check_in.change:
            other = {"name": self.other}
            return _("Your turn") if self.may_settle else _("Waits on %(name)s") % other
        return ""

    # What is sent to it

    def send(self, data: QueryDict) -> str:
        """Does what was sent; returns what is wrong, or nothing."""
        if data.get("step") == "answer":
            return self.answer(data)
        return self.steps.send(data)

    def answer(self, data: QueryDict) -> str:
        """Sent twice alike, it is answered once."""
        self.form = AnswersForm(data)
        if not self.form.is_valid():
            self.is_refused = True
            return _("Not sent yet: something is missing or not right.")
        if self.is_same(self.form.cleaned_data):
            return ""
        return problem_of(lambda: self.answered(self.form.cleaned_data))

    def is_same(self, answers: dict[str, Any]) -> bool:
        names = (*MARKS, "note")
        return self.own is not None and all(getattr(self.own, n) == answers[n] for n in names)

    def answered(self, answers: dict[str, Any]) -> None:
        try:
            take(self.check_in, "answer", by=self.user, details=answers)
        except NotYours:
            if not self.check_in.sheets.filter(side=self.side).exists():
                raise
            raise WrongStep(_("Your side has answered already.")) from None

    def put_into(self, number: str) -> AgreementVersion:
        """Carries the change into an agreement; 404 where the reader does not see it."""
        rows = Agreement.objects.visible_to(self.user).filter(pk=plain_number(number))
        found = get_object_or_404(rows, organization=self.check_in.organization_id)
        return put_into_agreement(self.check_in, found, by=self.user)


class Asking:
    """For OCCME's staff and the organization's own people; for others there is no such page."""

    asked = QUESTIONS.values()

    def __init__(self, slug: str, user: Any):
        self.user = user
        rows = Organization.objects.visible_to(user).filter(closed_on=None)
        self.organization = get_object_or_404(rows, slug=slug)
        if not (is_staff(user) or acts_for(user, self.organization.pk)):
            raise Http404

    @property
    def other(self) -> str:
        side = Party.PARTNER if is_staff(self.user) else Party.STAFF
        return side_shown(side, self.organization)

    @cached_property
    def open(self) -> CheckIn | None:
        rows = CheckIn.objects.visible_to(self.user).filter(organization=self.organization)
        return rows.filter(status=CheckInStatus.OPEN).first()

    @property
    def is_quiet(self) -> bool:
        """Whether the organization is not written to today; it is asked all the same."""
        return is_staff(self.user) and is_quiet(self.organization)

    @cached_property
    def warnings(self) -> list[str]:
        """What speaks against asking it just now, so that it takes a reason."""
        return load_of(self.organization).warnings() if is_staff(self.user) else []

    def send(self, reason: str = "") -> CheckIn:
        """Raises WrongStep where another waits for answers, and ValidationError where a reason is
        missing."""
        return ask(self.organization, by=self.user, reason=reason)


class CheckInList(FilteredList):
    filter_class = CheckInFilter
    page_size = 50
    sheet = CHECK_INS
    statuses = CheckInStatus.choices
    sides = SIDES

    def for_reading(self, rows: Any) -> Any:
        return rows.for_reading()

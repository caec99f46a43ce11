"""The work queue of one address: what waits, since when, on whom, and what was done."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from engagements.duties import DUTIES, Duty
from frontend.steps import problem_of
from frontend.work import MANNERS, Button, Manner
from occme.accounts.models import User
from occme.numbers import plain_number
from partners import duplicates
from partners.editing import version_of, with_version
from partners.policies import is_staff

FEW = 5
"""Rows of each kind where all kinds are shown."""
MANY = 50
OWN = "me"
PARAMETERS = ("kind", "steward", "page")


@dataclass(frozen=True)
class Line:
    record: Any
    manner: Manner

    @property
    def text(self) -> str:
        return str(self.manner.text(self.record))

    @property
    def address(self) -> str:
        return self.manner.address(self.record)

    @property
    def organization(self) -> Any:
        return self.manner.organization_of(self.record)

    @property
    def since(self) -> date | None:
        return self.record.since

    @property
    def seen(self) -> str:
        """The version that is read; empty where there is nothing to overwrite."""
        return version_of(self.record) if hasattr(self.record, "version") else ""

    @cached_property
    def buttons(self) -> list[Button]:
        return self.manner.buttons_of(self.record)

    @property
    def onward(self) -> str:
        return str(self.manner.onward)

    @property
    def is_overdue(self) -> bool:
        return self.manner.is_deadline and self.since is not None and self.since < localdate()

    @property
    def days(self) -> int | None:
        """How long it has waited; for a deadline that is still to come, how long there is."""
        return None if self.since is None else abs((localdate() - self.since).days)


class Heap:
    """A kind of work, with its first rows, or a page of all."""

    def __init__(self, duty: Duty, user: Any, steward: Any, *, is_alone: bool, page: str):
        self.duty, self.manner = duty, MANNERS[duty.name]
        rows = duty.waiting(user, steward)
        if self.manner.is_done_here and hasattr(rows.model, "history"):
            rows = with_version(rows)
        self.paginator = Paginator(rows, MANY if is_alone else FEW)
        self.number = page or 1

    @cached_property
    def count(self) -> int:
        return self.paginator.count

    @cached_property
    def page(self) -> Page:
        return self.paginator.get_page(self.number)

    @cached_property
    def lines(self) -> list[Line]:
        return [Line(row, self.manner) for row in self.page] if self.count else []

    @property
    def more(self) -> int:
        return self.count - len(self.lines)


class Queue:
    """`kind` in the address asks for one kind, `steward` for one person's organizations."""

    def __init__(self, data: QueryDict, user: Any):
        if not is_staff(user):
            raise PermissionDenied
        self.data, self.user = data, user
        self.kind, self.problem = data.get("kind", ""), ""
        if any(name not in PARAMETERS for name in data) or self.is_unknown:
            self.problem = _("This address asks for something that the queue does not know.")

    @cached_property
    def duties(self) -> list[Duty]:
        return [duty for duty in DUTIES if duty.whose(self.user)]

    @property
    def is_unknown(self) -> bool:
        kinds = {"", *(duty.name for duty in self.duties)}
        return self.kind not in kinds or (bool(self.data.get("steward")) and not self.steward)

    @cached_property
    def steward(self) -> User | None:
        asked = self.data.get("steward", "")
        if asked == OWN:
            return self.user
        number = plain_number(asked)
        return next((one for one in self.stewards if one.pk == number), None)

    @cached_property
    def stewards(self) -> list[User]:
        """Everybody of the staff, to choose from."""
        return list(User.objects.visible_to(self.user).at_work())

    @cached_property
    def heaps(self) -> list[Heap]:
        """Those that were asked for, also where nothing waits."""
        duties = [duty for duty in self.duties if self.kind in ("", duty.name)]
        page = self.data.get("page", "")
        return [
            Heap(duty, self.user, self.steward, is_alone=bool(self.kind), page=page)
            for duty in duties
        ]

    @property
    def full(self) -> list[Heap]:
        return [heap for heap in self.heaps if heap.count]

    @property
    def empty(self) -> list[Heap]:
        return [heap for heap in self.heaps if not heap.count]

    @cached_property
    def duplicates(self) -> int:
        """Pairs of organizations that may be one; of no steward, and of a kind of their own."""
        return 0 if self.kind or self.steward else duplicates.waiting(self.user)

    @cached_property
    def count(self) -> int:
        """Of what somebody waits for."""
        return sum(heap.count for heap in self.heaps if not heap.duty.is_upkeep)

    @cached_property
    def upkeep(self) -> int:
        heaps = sum(heap.count for heap in self.heaps if heap.duty.is_upkeep)
        return heaps + self.duplicates

    def send(self, data: QueryDict) -> str:
        """Does what one button of one row says; returns what is wrong, or nothing."""
        duty = next((one for one in self.duties if one.name == data.get("duty")), None)
        number = plain_number(data.get("record", ""))
        if duty is None or number is None:
            raise Http404
        record = duty.rows(self.user).filter(pk=number).first()
        if record is None:
            return _("This does not wait any more: somebody was faster, or it has changed.")
        buttons = MANNERS[duty.name].buttons_of(record)
        button = next((one for one in buttons if one.name == data.get("act")), None)
        if button is None:
            raise Http404
        seen = data.get("seen", "")
        return problem_of(lambda: button.act(record, self.user, seen))

"""Concerns on pages: raising one, following it by its code, and the inbox of those who read them."""

from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from engagements.concerns import WITH_WORDS, act_on, add_message, concern_of, legal, raise_concern
from engagements.finding import ConcernFilter
from engagements.forms import ConcernForm, MessageForm
from engagements.models import Concern, ConcernMessage
from engagements.models.concerns import ConcernAct
from engagements.models.secrets import new_secret, read_code, written_code
from engagements.reach import Reach
from frontend.lists import FilteredList
from occme.refusals import Stale, WrongStep
from partners.models import Organization


def too_often() -> str:
    return _(
        "Too many came from your network within this hour, so we cannot take it now. What you wrote is "
        "still here. Please try again in an hour, or write or call."
    )


class NewConcern:
    """`key` makes the form safe to be sent twice: the code is made from it. `problem` is what stands
    above the form."""

    problem = ""
    was_changed = False

    def __init__(self, user: Any, about: str):
        self.user = user
        self.key, self.code, self.status = new_secret(), "", HTTPStatus.OK
        visible = Organization.objects.visible_to(user)
        is_asked = about and about.isprintable()  # A database holds no others.
        self.organization = visible.filter(slug=about).first() if is_asked else None
        self.form = self.read(None)

    def read(self, data: QueryDict | None) -> ConcernForm:
        return ConcernForm(data, is_signed_in=self.user.is_authenticated)

    @cached_property
    def readers(self) -> int:
        """How many are named to read it; none, and it waits."""
        return len(Reach([]).concerns())

    def wait(self, data: QueryDict) -> None:
        """It came too often; what was typed stays."""
        self.form, self.key = self.read(data), data.get("key", "")[:64] or self.key
        self.problem, self.status = too_often(), HTTPStatus.TOO_MANY_REQUESTS

    def send(self, data: QueryDict) -> bool:
        """Whether it is on record, now or since the form was sent the first time."""
        self.form, self.key = self.read(data), data.get("key", "")[:64] or self.key
        if not self.form.is_valid():
            self.status = HTTPStatus.BAD_REQUEST
            return False
        code, values = written_code(self.key), self.form.values
        known = self.user if self.form.cleaned_data.get("is_known") else None
        whole = values | {"organization": self.organization}
        concern, is_new = raise_concern(code=code, values=whole, by=known)
        self.was_changed = not is_new and concern.text != values["text"]
        self.code = code
        return True


class Following:
    """What the sender reads with their code. The code is sent with each form, so that it stands in
    no address and in no cookie."""

    concern: Concern | None = None
    problem, said = "", False

    def __init__(self) -> None:
        self.code, self.status = "", HTTPStatus.OK
        self.form = self.fresh()

    def fresh(self, data: QueryDict | None = None) -> MessageForm:
        return MessageForm(data, label=_("Say something more"))

    def open(self, typed: str) -> bool:
        self.code = read_code(typed[:100])
        self.concern = concern_of(self.code)
        if self.concern is None:
            self.code, self.status = typed[:100], HTTPStatus.BAD_REQUEST
            self.problem = _(
                "No concern has this code. It has 16 letters and numbers, such as "
                "K7QF-93MB-2XWD-HT4N; please look at it again."
            )
        return self.concern is not None

    def wait(self, typed: str) -> None:
        self.code, self.status = typed[:100], HTTPStatus.TOO_MANY_REQUESTS
        self.problem = too_often()

    def wait_to_say(self, data: QueryDict) -> None:
        """Too many messages came; what was typed stays."""
        self.form, self.status = self.fresh(data), HTTPStatus.TOO_MANY_REQUESTS
        self.problem = too_often()

    def send(self, concern: Concern, data: QueryDict) -> None:
        """Adds what the sender says more."""
        self.form = self.fresh(data)
        if not self.form.is_valid():
            self.status = HTTPStatus.BAD_REQUEST
            return
        add_message(concern, self.form.cleaned_data["text"], seen=data.get("seen", ""))
        self.form, self.said, self.concern = self.fresh(), True, concern_of(self.code)

    @property
    def thread(self) -> list[ConcernMessage]:
        """What was said, and that it was closed or taken up again; not what recipients note."""
        rows = self.concern.messages.exclude(act=ConcernAct.READ) if self.concern else []
        return list(rows)


class ConcernList(FilteredList):
    filter_class = ConcernFilter
    page_size = 30

    def for_reading(self, rows: Any) -> Any:
        return rows.select_related("organization")

    @property
    def statuses(self) -> Any:
        return self.filters.filters["status"].extra["choices"]


class ConcernPage:
    """One concern as a recipient reads it."""

    problem = ""

    def __init__(self, concern: Concern, user: Any):
        self.concern, self.user, self.status = concern, user, HTTPStatus.OK
        self.form = self.fresh()

    def fresh(self, data: QueryDict | None = None) -> MessageForm:
        return MessageForm(data, label=_("Your answer"), is_required=False)

    @cached_property
    def acts(self) -> list[str]:
        return legal(self.concern)

    @property
    def takes_words(self) -> bool:
        """Or what was typed is still here, where somebody else was faster."""
        return self.form.is_bound or any(act in WITH_WORDS for act in self.acts)

    @property
    def thread(self) -> list[ConcernMessage]:
        return list(self.concern.messages.select_related("by"))

    def send(self, data: QueryDict) -> bool:
        """Whether it was done; what was typed stays where it was not."""
        self.form = self.fresh(data)
        if not self.form.is_valid():
            self.status = HTTPStatus.BAD_REQUEST
            return False
        act = data.get("act", "")
        text = self.form.cleaned_data["text"] if act in WITH_WORDS else ""
        try:
            act_on(self.concern, act, by=self.user, text=text, seen=data.get("seen", ""))
        except ValidationError as error:
            self.problem, self.status = " ".join(error.messages), HTTPStatus.BAD_REQUEST
        except (Stale, WrongStep) as refusal:
            self.problem, self.status = str(refusal), HTTPStatus.CONFLICT
        return not self.problem

"""The steps of a check-in: each side answers, both see the gap, one change is agreed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from engagements.enums import CheckInStatus as C
from engagements.enums import Party
from engagements.lifecycle.steps import Step, Taking
from engagements.models import CheckIn, CheckInSheet
from engagements.models.acts import other_side
from engagements.models.checkins import MARKS

STAFF, PARTNER = Party.STAFF, Party.PARTNER


def unanswered(check_in: CheckIn) -> tuple[Party, ...]:
    answered = {*check_in.sheets.values_list("side", flat=True)}
    return tuple(side for side in (STAFF, PARTNER) if side not in answered)


def to_agree(check_in: CheckIn) -> tuple[Party, ...]:
    return (other_side(check_in.change_side),) if check_in.change_side else ()


def answer(taking: Taking) -> str | None:
    """Takes the marks, from 1 to 5, under the names of MARKS, and a note. A reason would be read by
    the other side at once, before it has answered: there is none."""
    if taking.change.reason:
        raise ValidationError({"reason": [_now("Say it in the note: that is private for now.")]})
    sheet = CheckInSheet(check_in=taking.record, side=taking.side, **taking.act)
    for name in MARKS:
        setattr(sheet, name, taking.details.get(name))
    sheet.note = str(taking.details.get("note", "")).strip()
    sheet.full_clean(exclude=["by", "link"])
    sheet.save()
    return str(C.ANSWERED) if not unanswered(taking.record) else None


def suggest(taking: Taking) -> None:
    taking.record.change, taking.record.change_side = taking.change.reason, taking.side


CHECK_IN = [
    Step("answer", _("Send our answers"), (C.OPEN,), C.OPEN, unanswered, then=answer,
         is_final=True, on_behalf=False, tells_other=True, by_text=True),
    Step("suggest", _("Suggest one change"), (C.ANSWERED,), C.ANSWERED, (STAFF, PARTNER),
         asks_why=True, then=suggest, is_final=True, on_behalf=False, tells_other=True),
    Step("settle", _("Agree to this change"), (C.ANSWERED,), C.SETTLED, to_agree,
         applies=lambda check_in: bool(check_in.change), is_final=True, on_behalf=False, tells_other=True),
    Step("close", _("Close it unanswered"), (C.OPEN,), C.CLOSED, (STAFF,), asks_why=True,
         is_final=True, tells_other=True),
]  # fmt: skip

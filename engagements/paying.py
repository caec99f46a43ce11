"""Promising and paying compensation: the verbs of `editing`, with what follows from rate and hours."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from engagements import editing, rights
from engagements.models import Compensation
from engagements.models.compensations import A_CENT
from occme.accounts.models import User
from occme.refusals import NotYours, WrongStep
from partners.consequences import Values
from partners.drafts import Problems
from partners.editing import in_one_piece, locked

version_of, with_version = editing.version_of, editing.with_version


def with_amount(values: Values, problems: Problems | None, held: Any = None) -> tuple[Values, dict]:
    """An amount that was left empty is the rate times the hours; an amount that was given stays,
    and the model says where the three do not fit."""
    found = dict(problems or {})
    is_left_empty = values.get("amount") is None and (held is None or "amount" in values)
    if not is_left_empty or {"amount", "rate", "hours"} & set(found):
        return values, found
    rate, hours = (values.get(name, getattr(held, name, None)) for name in ("rate", "hours"))
    if rate and hours:
        return values | {"amount": (rate * hours).quantize(A_CENT)}, found
    found["amount"] = [_("Give the amount, or both the rate and the hours.")]
    return {name: value for name, value in values.items() if name != "amount"}, found


@in_one_piece
def create(
    model: type,
    *,
    by: User,
    values: Values,
    problems: Problems | None = None,
    reason: str = "",
) -> Any:
    """As editing.create."""
    values, found = with_amount(values, problems)
    return editing.create(model, by=by, values=values, problems=found, reason=reason)


@in_one_piece
def change(
    record: Any,
    *,
    by: User,
    values: Values,
    seen: str,
    problems: Problems | None = None,
    reason: str = "",
) -> Any:
    """As editing.change."""
    values, found = with_amount(values, problems, record)
    return editing.change(record, by=by, values=values, seen=seen, problems=found, reason=reason)


@in_one_piece
def pay_today(compensation: Compensation, *, by: User, seen: str) -> Compensation:
    """It was paid today; who said so stays in the history. Raises NotYours, WrongStep and Stale."""
    held = locked(compensation)
    if not rights.may_change(by, held):
        raise NotYours
    if held.paid_on is not None:
        raise WrongStep(_("It was paid on %(day)s already.") % {"day": date_format(held.paid_on)})
    paid = {"paid_on": localdate()}
    return editing.change(held, by=by, values=paid, seen=seen, reason=_("Paid today"))

"""Changing records: what pages, programs and imports call, so that the rules hold for all of them.

Each verb is one transaction: it locks the row and reads it again, checks whose it is, that nobody
was faster and that the data are sound, and writes the row with one line of history (who, when,
why), or nothing. It raises

- `NotYours` where the record is not `by`'s to change,
- `Stale` where somebody changed it after `seen` (see `version_of`), with who and when,
- `WrongStep` where a closed record is closed again,
- `ValidationError` with every problem at once: `message_dict` has a list of sentences for each
  field, for parts under a path such as `quiet_periods/0/ends_on`, and for the whole under
  `NON_FIELD_ERRORS`.

Values are Python values by the name of the field: records for relations, lists of records for
tags, and for a part (`Record.PARTS`, such as `quiet_periods`) a list of dicts. `rules` are the rights of the app whose records
these are: who may create, change and close, and which fields.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils.translation import gettext as _

from occme.accounts.models import User
from occme.refusals import NotYours, Stale, WrongStep
from partners import rights
from partners.closing import CLOSINGS
from partners.consequences import Values
from partners.drafts import Draft, Problems

ATTEMPTS = 20

Verb = TypeVar("Verb", bound=Callable[..., Any])


def version_of(record: Any) -> str:
    """A token that differs after each change: what ETags and hidden fields of forms carry.

    Read it no later than the record itself, or from rows `with_version`: a token newer than what
    somebody saw would let them overwrite what they never saw.
    """
    if hasattr(record, "version"):
        return str(record.version or 0)
    lines = type(record).history.filter(id=record.pk)
    return str(lines.aggregate(last=Max("history_id"))["last"] or 0)


def with_version(rows: Any) -> Any:
    """The rows, each with its `version`, read in the same instant."""
    lines = rows.model.history.filter(id=OuterRef("pk")).order_by("-history_id")
    return rows.annotate(version=Subquery(lines.values("history_id")[:1]))


def in_one_piece(verb: Verb) -> Verb:
    """All or nothing. Where another transaction took a unique value in between, it is tried
    again: then the checks see what the other wrote, and tell, or choose another value. Each time
    somebody else got on, so that a crowd of ATTEMPTS comes through."""

    @wraps(verb)
    def tried(*args: Any, **kwargs: Any) -> Any:
        for _attempt in range(ATTEMPTS):
            try:
                with transaction.atomic():
                    return verb(*args, **kwargs)
            except IntegrityError as error:
                refused = error
        raise refused

    return tried  # type: ignore[return-value]


@in_one_piece
def create(
    model: type,
    *,
    by: User,
    values: Values,
    problems: Problems | None = None,
    reason: str = "",
    rules: Any = rights,
) -> Any:
    """Makes a record. `problems` are those that a reader of the request found already: the record
    is not made, and they are told together with the others."""
    if not (rules.may_create(by, model) and rules.may_create_with(by, values)):
        raise NotYours
    draft = Draft(model(), by=by, reason=reason, problems=problems)
    draft.take(values, allowed=rules.settable_fields(by, model))
    return draft.write()


@in_one_piece
def change(
    record: Any,
    *,
    by: User,
    values: Values,
    seen: str,
    problems: Problems | None = None,
    reason: str = "",
    rules: Any = rights,
) -> Any:
    """Sets these values on the record as it is now, and returns it; no value that differs writes
    nothing. `problems` as for `create`."""
    held = locked(record)
    if not rules.may_change(by, held):
        raise NotYours
    refuse_stale(held, seen)
    draft = Draft(held, by=by, reason=reason, problems=problems)
    draft.take(values, allowed=rules.changeable_fields(by, type(held)))
    return draft.write()


@in_one_piece
def close(record: Any, *, by: User, reason: str, seen: str) -> Any:
    """Closes instead of deleting; `reopen` takes it back."""
    closing, held = CLOSINGS[type(record)], closable(record, by, seen)
    if closing.is_closed(held):
        raise WrongStep(_("This is closed already."))
    return stepped(held, closing.closed(reason), by, reason)


@in_one_piece
def reopen(record: Any, *, by: User, reason: str, seen: str) -> Any:
    """Opens a closed record again."""
    closing, held = CLOSINGS[type(record)], closable(record, by, seen)
    if not closing.is_closed(held):
        raise WrongStep(_("This is not closed."))
    return stepped(held, closing.opened, by, reason)


def closable(record: Any, by: User, seen: str) -> Any:
    held = locked(record)
    if not rights.may_close(by, held):
        raise NotYours
    refuse_stale(held, seen)
    return held


def stepped(held: Any, values: Values, by: User, reason: str) -> Any:
    problems: Problems = {} if reason.strip() else {"reason": [_("Please say why.")]}
    draft = Draft(held, by=by, reason=reason, problems=problems)
    draft.take(values, allowed=values)
    return draft.write()


def locked(record: Any) -> Any:
    """The row as it is now, and nobody else's until the transaction ends."""
    held = type(record)._default_manager.select_for_update().filter(pk=record.pk).first()
    if held is None:
        raise Stale("", None)
    return held


def refuse_stale(held: Any, seen: str) -> None:
    if version_of(held) == seen:
        return
    last = type(held).history.filter(id=held.pk).order_by("-history_id").first()
    if last is None:
        raise Stale("", None)
    raise Stale(str(last.history_user or ""), last.history_date)

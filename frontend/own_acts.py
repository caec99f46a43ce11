"""What an organization's own people change on the partner's page, or through a link: one act each,
sent as `act`, on what they have read: `seen`, or of a list `order`, all its rows as
“number:version”. Of such a list the act names the row too, as “act:number”."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from engagements import listing
from frontend.own_details import FORMS, OwnDetails
from frontend.steps import problem_of
from occme.numbers import plain_number
from occme.refusals import Stale
from partners.editing import refuse_stale
from partners.enums import PriorityStatus, Publication
from partners.forms import AddressForm, DaysField, RecordForm
from partners.models import Location, Organization, Priority
from partners.ranking import moved

Act = Callable[[OwnDetails, QueryDict], str]
"""Carries out what was sent; returns what was done, in a sentence."""


def carried_out(own: OwnDetails, data: QueryDict) -> tuple[str, str]:
    """What is wrong, and what was done: one of the two is empty. 404 for an act that is not here."""
    name = data.get("act", "").partition(":")[0]
    act = ACTS.get(name)
    if act is None:
        raise Http404
    done: list[str] = []
    problem = problem_of(lambda: done.append(act(own, data)))
    if problem:
        own.refused, own.typed = name, data
        own.reread()
    return problem, "".join(done)


def change(own: OwnDetails, record: Any, values: dict, seen: str, problems: Any = None) -> None:
    listing.change(record, by=own.actor, values=values, seen=seen, problems=problems)


def found(own: OwnDetails, model: Any, number: str) -> Any:
    return get_object_or_404(own.rows(model), pk=plain_number(number))


# Priorities


def chosen(own: OwnDetails, data: QueryDict) -> tuple[Priority, dict[int, str]]:
    """The one that was tapped, and the list in which it was read; Stale where it was not there."""
    record = found(own, Priority, data.get("act", "").partition(":")[2])
    seen = read_order(data)
    if record.pk not in seen:
        raise Stale("", None)
    return record, seen


def add_priority(own: OwnDetails, data: QueryDict) -> str:
    """Comes last. Sent twice, it is there once."""
    title = data.get("title", "").strip()
    if not title:
        raise ValidationError(_("Say in a few words what matters to you."))
    if any(row.title.casefold() == title.casefold() for row in own.priorities):
        raise ValidationError(_("This is in your list already."))
    values = {
        "organization": own.organization,
        "title": title,
        "statement": data.get("statement", "").strip(),
        "rank": own.last_rank + 1,
        "is_public": "is_public" in data,
    }
    listing.create(Priority, by=own.actor, values=values)
    return _("“%(title)s” is in your list now.") % {"title": title}


def read_order(data: QueryDict) -> dict[int, str]:
    pairs = (text.partition(":") for text in data.get("order", "").split())
    return {plain_number(number) or 0: version for number, _colon, version in pairs}


def move_priority(own: OwnDetails, data: QueryDict, by: int) -> str:
    """In the list that was read, or not at all."""
    record, seen = chosen(own, data)
    if {row.pk for row in own.priorities} != set(seen):
        raise Stale("", None)
    for row in own.priorities:
        refuse_stale(row, seen[row.pk])
    ranks = moved(own.priorities, record.pk, by)
    with transaction.atomic():
        for row in sorted(ranks, key=lambda row: row.pk):  # So that two never wait on each other.
            change(own, row, {"rank": ranks[row]}, seen[row.pk])
    return _("“%(title)s” has moved.") % {"title": record}


def up(own: OwnDetails, data: QueryDict) -> str:
    return move_priority(own, data, -1)


def down(own: OwnDetails, data: QueryDict) -> str:
    return move_priority(own, data, 1)


def set_status(own: OwnDetails, data: QueryDict, status: str, words: str) -> str:
    record, seen = chosen(own, data)
    day = localdate() if status == PriorityStatus.ANSWERED else None
    change(own, record, {"status": status, "answered_on": day}, seen[record.pk])
    return words % {"title": record}


def answered(own: OwnDetails, data: QueryDict) -> str:
    return set_status(own, data, PriorityStatus.ANSWERED, _("“%(title)s” is answered."))


def withdraw(own: OwnDetails, data: QueryDict) -> str:
    return set_status(own, data, PriorityStatus.WITHDRAWN, _("“%(title)s” is withdrawn."))


def reopen(own: OwnDetails, data: QueryDict) -> str:
    return set_status(own, data, PriorityStatus.OPEN, _("“%(title)s” is in your list again."))


# Quiet days


def set_quiet(own: OwnDetails, rows: list[dict[str, Any]], data: QueryDict) -> None:
    change(own, own.organization, {"quiet_periods": rows}, data.get("seen", ""))


def held_quiet(own: OwnDetails, without: int = 0) -> list[dict[str, Any]]:
    columns = Organization.PARTS["quiet_periods"]
    return list(own.organization.quiet_periods.exclude(pk=without).values(*columns))


def add_quiet(own: OwnDetails, data: QueryDict) -> str:
    typed = [data.get(name, "").strip() for name in Organization.PARTS["quiet_periods"]]
    set_quiet(own, held_quiet(own) + DaysField().clean([typed]), data)
    return _("Added. We send you nothing on these days.")


def remove_quiet(own: OwnDetails, data: QueryDict) -> str:
    set_quiet(own, held_quiet(own, plain_number(data.get("record", "")) or 0), data)
    return _("Removed.")


# Parts of the organization


def save_form(own: OwnDetails, data: QueryDict) -> str:
    """What was typed stays, over things as they are now, where it was refused."""
    name, seen = data.get("act", "").partition(":")[0], data.get("seen", "")
    form = FORMS[name].seen(data, by=own.actor, record=own.organization, version=seen)
    return saved(own, form, name, own.organization, seen)


def saved(own: OwnDetails, form: RecordForm, name: str, record: Any, seen: str) -> str:
    own.sent_forms[name] = form
    form.is_valid()
    try:
        if form.is_new:
            values = form.values | {"organization": own.organization}
            listing.create(type(record), by=own.actor, values=values, problems=form.problems)
        else:
            change(own, record, form.values, seen, form.problems)
    except ValidationError as error:
        form.tell(error)
        raise ValidationError(_("Not saved yet: please look at what is marked.")) from None
    except Stale:
        own.sent_forms[name] = form.rebased(type(record).objects.get(pk=record.pk))
        raise
    return _("Saved.")


def withdraw_consent(own: OwnDetails, data: QueryDict) -> str:
    values = {"publication": Publication.HIDDEN}
    change(own, own.organization, values, data.get("seen", ""))
    return _("Done. The public does not see you any more.")


def set_side(own: OwnDetails, data: QueryDict, *, shows: bool) -> None:
    """Whether the public reads what this side promised in one agreement."""
    number = plain_number(data.get("act", "").partition(":")[2]) or 0
    record = get_object_or_404(listing.signed_agreements(own.organization), pk=number)
    seen = read_order(data).get(record.pk, "")
    change(own, record, {"shows_partner_side": shows}, seen)


def show_side(own: OwnDetails, data: QueryDict) -> str:
    set_side(own, data, shows=True)
    return _("Done. Where you are listed, the public reads what you promised.")


def hide_side(own: OwnDetails, data: QueryDict) -> str:
    set_side(own, data, shows=False)
    return _("Done. The public does not read what you promised.")


def save_place(own: OwnDetails, data: QueryDict) -> str:
    """One that is there, or a new one."""
    seen = data.get("seen", "")
    if not data.get("record"):
        place = Location(organization=own.organization)
        form: RecordForm = AddressForm(data, by=own.actor, record=place)
        return saved(own, form, "place-new", place, seen)
    place = found(own, Location, data.get("record", ""))
    form = AddressForm.seen(data, by=own.actor, record=place, version=seen)
    return saved(own, form, f"place-{place.pk}", place, seen)


def still_right(own: OwnDetails, data: QueryDict) -> str:
    """One field or place, or all that were read."""
    read = {one.key: data.get(f"token-{one.key}", "") for one in own.checked}
    key = data.get("act", "").partition(":")[2]
    tokens = read if key == "all" else {key: read.get(key, "")}
    listing.confirm(own.organization, by=own.actor, tokens=tokens)
    return _("Thank you. We noted that this is right.")


ACTS: dict[str, Act] = {
    "still_right": still_right,
    "priority_add": add_priority,
    "priority_up": up,
    "priority_down": down,
    "priority_answered": answered,
    "priority_withdraw": withdraw,
    "priority_open": reopen,
    "quiet_add": add_quiet,
    "quiet_remove": remove_quiet,
    "withdraw_consent": withdraw_consent,
    "show_side": show_side,
    "hide_side": hide_side,
    "place": save_place,
    **dict.fromkeys(FORMS, save_form),
}

"""Noting contacts with organizations: the verbs of partners.editing, and the rule of the load.

A contact that asks for something beyond the load on its day takes a reason, which is kept with it.
"""

from typing import Any

from django.utils.timezone import localdate

from engagements.load import load_of, say_why
from occme.accounts.models import User
from partners import editing, rights
from partners.consequences import Values
from partners.drafts import Problems
from partners.editing import in_one_piece, locked
from partners.models import Interaction, Organization

REASON = "over_load_reason"

close, reopen = editing.close, editing.reopen


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
    found = with_load(Interaction(), values, problems, asks_anew=bool(values.get("asks")))
    return editing.create(model, by=by, values=values, problems=found, reason=reason, rules=rules)


@in_one_piece
def change(
    record: Interaction,
    *,
    by: User,
    values: Values,
    seen: str,
    problems: Problems | None = None,
    reason: str = "",
    rules: Any = rights,
) -> Any:
    held = locked(record)
    asks = values.get("asks", held.asks)
    moved = values.get("happened_on", held.happened_on) != held.happened_on
    emptied = bool(held.over_load_reason) and not values.get(REASON, held.over_load_reason)
    found = with_load(
        held, values, problems, asks_anew=asks and (not held.asks or moved or emptied)
    )
    return editing.change(
        record, by=by, values=values, seen=seen, problems=found, reason=reason, rules=rules
    )


def with_load(
    interaction: Interaction, values: Values, problems: Problems | None, *, asks_anew: bool
) -> Problems:
    """The problems, and that a reason is missing, where the load on the day takes one."""
    found: Problems = dict(problems or {})
    organization = interaction.organization if interaction.pk else values.get("organization")
    given = str(values.get(REASON, interaction.over_load_reason) or "").strip()
    if not (isinstance(organization, Organization) and asks_anew) or given:
        return found
    on = values.get("happened_on") or interaction.happened_on or localdate()
    if told := say_why(load_of(organization, on, besides=interaction).warnings()):
        found[REASON] = [*found.get(REASON, ()), *told]
    return found


def step_done(interaction: Interaction, *, by: User, seen: str) -> Any:
    """The next step is done, today."""
    return change(interaction, by=by, values={"next_done_on": localdate()}, seen=seen)

"""Making two records one."""

from typing import Any

from django.utils.text import Truncator
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from engagements.merging.choosing import chosen
from engagements.merging.plan import Plan
from engagements.merging.rows import move, write
from occme.channels import Channel, through
from occme.refusals import NotYours, Stale, WrongStep
from partners import rights
from partners.drafts import Draft
from partners.editing import in_one_piece, refuse_stale, version_of
from partners.models import Merge, Organization
from partners.models.organization import REASON_MOST
from partners.past import snapshots


def token_of(plan: Plan) -> str:
    """What a form carries of what was shown: both versions, and what would move."""
    return f"{version_of(plan.kept)}:{version_of(plan.merged)}:{plan.digest}"


def both_locked(one: int, other: int) -> dict[int, Organization]:
    """In the order of their numbers, so that two merges never wait on each other."""
    rows = Organization.objects.select_for_update().filter(pk__in=(one, other)).order_by("pk")
    held = {row.pk: row for row in rows}
    if len(held) != 2:
        raise Stale("", None)
    return held


@in_one_piece
def merge(
    kept: Organization,
    merged: Organization,
    *,
    by: Any,
    seen: str,
    picks: dict[str, str] | None = None,
    reason: str = "",
    primary: str = "kept",
) -> Merge:
    """Moves everything of `merged` to `kept`, gives `kept` the values picked (field → “kept”,
    “merged” or “both”; the default where it is not named), and closes `merged`.

    Raises NotYours; Stale where either record, or what belongs to the merged one, changed after
    `seen`; WrongStep with what stands in the way; ValidationError with what is wrong with the
    values picked.
    """
    if not rights.may_merge(by):
        raise NotYours
    held = both_locked(kept.pk, merged.pk)
    kept, merged = held[kept.pk], held[merged.pk]
    mine, theirs, digest = [*seen.split(":"), "", "", ""][:3]
    refuse_stale(kept, mine)
    refuse_stale(merged, theirs)
    plan = Plan(kept, merged, primary)
    if plan.problems:
        raise WrongStep(" ".join(plan.problems))
    if plan.digest != digest:
        raise Stale("", None)
    made = Merge(
        kept=kept, merged=merged, old_slug=merged.slug, reason=reason.strip(), by=by,
        kept_before=int(mine or 0), merged_before=int(theirs or 0), kept_after=0,
    )  # fmt: skip
    why = because(merged_into(merged, kept), reason)
    with through(Channel.MERGE):
        carry_out(plan, made, by, why)
        write_both(plan, made, picks or {}, by, why)
    made.save()
    return made


def merged_into(merged: Organization, kept: Organization) -> str:
    return _("Merged “%(merged)s” into “%(kept)s”") % {"merged": merged, "kept": kept}


def because(words: str, reason: str) -> str:
    """What the history gives as the reason of each line."""
    text = f"{words}: {reason.strip()}" if reason.strip() else words
    return Truncator(text).chars(REASON_MOST)


def carry_out(plan: Plan, made: Merge, by: Any, why: str) -> None:
    details = []
    for one in plan.details:
        field = one.record._meta.get_field(one.field)
        before = field.value_to_string(one.record)
        rows = type(one.record)._base_manager.select_for_update(of=("self",))
        row = rows.get(pk=one.record.pk)  # As it is now: somebody may have changed it just before.
        write(row, {one.field: one.after}, by=by, why=why)
        after = field.value_to_string(row)
        details.append([row._meta.label, row.pk, one.field, before, after])
    for moving in plan.moves:
        move(moving.link, moving.keys, to=plan.kept, by=by, why=why)
    moved = [[one.link.model._meta.label, one.link.field, one.keys] for one in plan.moves]
    made.moves = {"rows": moved, "details": details}


def write_both(plan: Plan, made: Merge, picks: dict[str, str], by: Any, why: str) -> None:
    """Both records through the one door that checks values and writes history."""
    closing = Draft(plan.merged, by=by, reason=why)
    values = {
        "closed_on": localdate(),
        "closed_reason": why,
    }
    draft = Draft(plan.kept, by=by, reason=why)
    wanted = chosen(plan.kept, plan.merged, picks)
    draft.take(wanted, allowed=wanted)
    draft.write()
    closing.take(values, allowed=values)
    closing.write()
    now, *_older = snapshots(plan.kept, 1)
    made.kept_after = int(now.version)
    before = next(iter(snapshots(plan.kept, history_id=made.kept_before)), None)
    made.fields = sorted(
        name for name in wanted if before is None or before.values[name] != now.values[name]
    )


@in_one_piece
def gather(made: Merge, *, by: Any) -> int:
    """Moves what reached the merged record after it was merged, such as a note somebody was typing
    at that moment; returns how many."""
    if not rights.may_merge(by):
        raise NotYours
    held = both_locked(made.kept_id, made.merged_id)
    made = Merge.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if made.is_undone:
        raise WrongStep(_("This merge was undone."))
    plan = Plan(held[made.kept_id], held[made.merged_id], is_later=True)
    if plan.problems:
        raise WrongStep(" ".join(plan.problems))
    later = Merge(moves={})
    why = because(merged_into(plan.merged, plan.kept), "")
    with through(Channel.MERGE):
        carry_out(plan, later, by, why)
    made.moves = {name: [*made.moves[name], *later.moves[name]] for name in ("rows", "details")}
    made.save(update_fields=["moves"])
    return plan.count

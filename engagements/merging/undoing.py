"""Taking a merge back."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from engagements.merging.choosing import GROUPS
from engagements.merging.relations import Link, model_of, moving, ties
from engagements.merging.rows import move, write
from engagements.merging.verb import because, both_locked
from occme.refusals import NotYours, WrongStep
from partners import rights
from partners.drafts import Draft
from partners.editing import in_one_piece
from partners.models import Membership, Merge, Organization
from partners.past import Snapshot, snapshot, snapshots

Keys = dict[Any, set[int]]
"""By model, the rows that go back."""


def undo(made: Merge, *, by: Any, reason: str = "") -> list[str]:
    """Brings back what was moved and is still with the kept one, and the values that nobody changed
    since; opens the merged one again. Returns what stays as it is, in sentences.

    Raises NotYours; WrongStep where it was undone, or where the kept one was itself merged since.
    """
    if not rights.may_merge(by):
        raise NotYours
    try:
        return undone(made, by, reason)
    except IntegrityError as error:
        words = _("Something new stands in the way: the merged one has what has to be one only.")
        raise WrongStep(words) from error


@in_one_piece
def undone(made: Merge, by: Any, reason: str) -> list[str]:
    held = both_locked(made.kept_id, made.merged_id)
    made = Merge.objects.select_for_update(of=("self",)).get(pk=made.pk)
    kept, merged = held[made.kept_id], held[made.merged_id]
    if made.is_undone:
        raise WrongStep(_("This merge was undone."))
    if further := Merge.objects.standing().filter(merged=kept).first():
        name = {"name": further.kept}
        raise WrongStep(_("It was merged into “%(name)s” since. Undo that first.") % name)
    words = _("Undid the merge of “%(merged)s” into “%(kept)s”")
    why = because(words % {"merged": merged, "kept": kept}, reason)
    left = [*restore_values(made, kept, by, why), *bring_back(made, by, why)]
    reopen(merged, by, why)
    made.undone_at, made.undone_by = timezone.now(), by
    made.save(update_fields=["undone_at", "undone_by"])
    return left


def reopen(merged: Organization, by: Any, why: str) -> None:
    draft, values = Draft(merged, by=by, reason=why), {"closed_on": None, "closed_reason": ""}
    draft.take(values, allowed=values)
    draft.write()


def restore_values(made: Merge, kept: Organization, by: Any, why: str) -> list[str]:
    before, after = snapshot(kept, str(made.kept_before)), snapshot(kept, str(made.kept_after))
    now = next(iter(snapshots(kept, 1)), None)
    if not (before and after and now):
        return []
    values: dict[str, Any] = {}
    left = []
    for names in GROUPS:
        if not set(names) & set(made.fields):
            continue
        if changed_since(names, after, now):
            label = str(Organization._meta.get_field(names[0]).verbose_name)  # type: ignore[union-attr]
            left.append(_("Somebody changed it since, so it stays: %(field)s.") % {"field": label})
        else:
            values |= {name: before.settable(name) for name in names}
    draft = Draft(kept, by=by, reason=why)
    draft.take(values, allowed=values)
    draft.write()
    return left


def changed_since(names: tuple[str, ...], after: Snapshot, now: Snapshot) -> bool:
    return any(after.values[name] != now.values[name] for name in names)


def bring_back(made: Merge, by: Any, why: str) -> list[str]:
    """Rows first, then the values that were changed so that they fitted together."""
    links = [Link(model_of(label), name) for label, name, _keys in made.moves["rows"]]
    keys = [set(numbers) for _label, _name, numbers in made.moves["rows"]]
    there: Keys = {}
    gone = 0
    for link, numbers in zip(links, keys, strict=True):
        still = set(link.rows(made.kept_id).filter(pk__in=numbers).values_list("pk", flat=True))
        gone += len(numbers) - len(still)
        there.setdefault(link.model, set()).update(still)
    tied = keep_together(there, made.kept_id)
    for link, numbers in zip(links, keys, strict=True):
        move(link, sorted(numbers & there[link.model]), to=made.merged, by=by, why=why)
    left = set_back(made, by, why)
    if gone:
        words = _("What was moved elsewhere since stays there (%(count)d).")
        left.append(words % {"count": gone})
    words = _("“%(name)s” is used at the kept one since, so it stays there.")
    return left + [words % {"name": row} for row in tied]


def keep_together(there: Keys, kept_id: int) -> list[Any]:
    """Takes out what new records of the kept one point to, or what points to them: a place where
    the kept one works since is not taken from it. Returns what stays."""
    staying: list[Any] = []
    while found := next(tied_to_others(there, kept_id), None):
        model, key = found
        there[model].discard(key)
        staying.append(model._base_manager.get(pk=key))
    return staying


def tied_to_others(there: Keys, kept_id: int) -> Iterator[tuple[Any, int]]:
    """Rows that would go back without what they point to, or without what points to them."""
    owners = {link.model: link for link in moving()}
    for link, target in ties():
        going, with_it = there.get(link.model, set()), there.get(target, set())
        rows = owners[link.model].rows(kept_id).exclude(**{link.field: None})
        for key, other in rows.values_list("pk", link.field):
            if other in with_it and key not in going:
                yield target, other
            alone = key in going and other not in with_it
            if alone and owners[target].rows(kept_id).filter(pk=other).exists():
                yield link.model, key


def has_left(made: Merge, membership: Membership) -> bool:
    """Whether the membership that somebody went on with was ended since, today or for a day to
    come: nobody is to come back by an undo."""
    own = Membership.objects.filter(organization=made.kept_id, user=membership.user_id)
    return not own.filter(ended_on=None).exclude(pk=membership.pk).exists()


def set_back(made: Merge, by: Any, why: str) -> list[str]:
    left = []
    for label, key, name, before, after in reversed(made.moves["details"]):
        rows = model_of(label)._base_manager.select_for_update(of=("self",))
        row = rows.filter(pk=key).first()
        if row is None or row._meta.get_field(name).value_to_string(row) != after:
            continue
        field = row._meta.get_field(name)
        value = None if field.null and before == "" else field.to_python(before)
        if (label, name) == (Membership._meta.label, "ended_on") and has_left(made, row):
            words = _("%(who)s has left the kept one since, so this membership stays ended too.")
            left.append(words % {"who": row.user})
            continue
        setattr(row, name, value)
        try:
            row.validate_constraints()
        except ValidationError as error:
            left.append(f"{row}: {' '.join(error.messages)}")
            continue
        write(row, {name: value}, by=by, why=why)
    return left
